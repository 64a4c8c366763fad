import Foundation
import GeometryCore
import Phrasebook
import Territory

/// The first refusals of an import, said as they come; the rest are counted.
struct Refusals {
    private static let most = 10

    let file: String
    private var count = 0

    init(file: String) { self.file = (file as NSString).lastPathComponent }

    mutating func note(row: Int, _ verdict: ImportRun.Verdict) {
        if case .refused(let problem) = verdict { note(row: row, problem.words) }
    }

    mutating func note(row: Int, _ reason: Words) {
        count += 1
        guard count <= Self.most else { return }
        Console.say(
            Words(
                zh: "\(file) 第 \(row) 行：\(reason.zh)",
                en: "\(file) row \(row): \(reason.en)"
            )
        )
    }

    func finish() {
        guard count > Self.most else { return }
        let rest = count - Self.most
        Console.say(
            Words(zh: "另有 \(rest) 行被拒绝；--report 文件 可列出全部", en: "\(rest) more rows refused; --report FILE lists all")
        )
    }
}

/// What became of every row, as a CSV.
struct RowReport {
    private let handle: FileHandle
    private let path: String
    private var buffer: String

    /// Starts a report, but never over one of the files `kept`; `naming` is the heading of the second column.
    init(path: String, besides kept: [String], naming: String = "code") throws {
        buffer = "row,\(naming),status,field,message\n"
        try OutputPath.check(path, besides: kept)
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw CommandError.unwritable(path: path) }
        self.handle = handle
        self.path = path
    }

    mutating func write(row: Int, code: String?, _ verdict: ImportRun.Verdict) throws {
        switch verdict {
        case .inserted: try write(row: row, code: code, status: "inserted")
        case .updated: try write(row: row, code: code, status: "updated")
        case .unchanged: try write(row: row, code: code, status: "unchanged")
        case .refused(let problem):
            try write(row: row, code: code, status: "refused", field: problem.field, message: problem.words)
        }
    }

    mutating func write(
        row: Int,
        code: String?,
        status: String,
        field: String? = nil,
        message: Words? = nil
    ) throws {
        let cells = [String(row), code ?? "", status, field ?? "", message?[Console.language] ?? ""]
        buffer += cells.map(CSVText.quoted).joined(separator: ",") + "\n"
        if buffer.utf8.count > 1 << 16 { try flush() }
    }

    mutating func finish() throws {
        try flush()
        try handle.close()
    }

    private mutating func flush() throws {
        do { try handle.write(contentsOf: Data(buffer.utf8)) } catch { throw CommandError.unwritable(path: path) }
        buffer = ""
    }
}
