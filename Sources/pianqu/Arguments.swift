/// The command line before it is parsed.
enum Arguments {
    /// Stands for the minus of a place west of Greenwich, which the parser would take for an option's dash.
    static let minus = "\u{2212}"

    /// The arguments with the dash of a negative coordinate pair replaced.
    static func prepared(_ arguments: [String]) -> [String] {
        arguments.map { argument in
            let rest = argument.dropFirst()
            let isPair = argument.hasPrefix("-") && rest.first.map { $0.isNumber || $0 == "." } ?? false
            return isPair && rest.contains(",") ? minus + rest : argument
        }
    }
}
