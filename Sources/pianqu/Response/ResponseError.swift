import Phrasebook

/// Why a command of who goes cannot do what is asked.
enum ResponseError: Error, Worded {
    /// Nobody was imported.
    case noStaff
    /// Nobody has this code.
    case unknownStaff(String)
    /// There is no such incident.
    case unknownIncident(String)
    /// A simulation is not mixed with real tickets.
    case hasTickets
    /// None of a file's positions was taken.
    case noPosition(of: Int)

    /// How the command ends.
    var status: ExitStatus {
        switch self {
        case .noStaff, .hasTickets: .no
        case .unknownStaff, .unknownIncident, .noPosition: .badInput
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
        case .unknownIncident(let code): Words(zh: "没有停电事件 \(code)", en: "there is no incident \(code)")
        case .hasTickets:
            Words(
                zh: "数据库里已有工单，不能再混入模拟的；请在没有工单的数据库里模拟，或用 --rehearse 在内存中演练",
                en:
                    "the store has tickets already, and simulated ones must not mix with them; simulate in a store without "
                    + "tickets, or use --rehearse to do so in memory"
            )
        case .noPosition(let count): Words(zh: "\(count) 个位置都未采用", en: "none of the \(count) positions was taken")
        }
    }
}
