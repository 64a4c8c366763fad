import Phrasebook

/// Why a command of who goes cannot do what is asked.
enum ResponseError: Error, Worded {
    /// Nobody was imported.
    case noStaff
    /// Nobody has this code.
    case unknownStaff(String)

    /// How the command ends.
    var status: ExitStatus {
        switch self {
        case .noStaff: .no
        case .unknownStaff: .badInput
        }
    }

    var words: Words {
        switch self {
        case .noStaff:
            Words(
                zh: "数据库里没有员工；请先 pianqu import staff 文件，再 import rota 文件",
                en: "the store has no staff; pianqu import staff FILE first, then import rota FILE"
            )
        case .unknownStaff(let code): Words(zh: "没有员工 \(code)", en: "there is no staff member \(code)")
        }
    }
}
