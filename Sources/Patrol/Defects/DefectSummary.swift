public import Foundation
import GeometryCore

/// Defects of a stretch of time in numbers.
public struct DefectSummary: Hashable, Sendable {
    /// Found in that time.
    public var found = 0
    /// Found before it, and open when it began.
    public var openBefore = 0
    /// Of both, those cleared in that time.
    public var cleared = 0
    /// Those whose deadline was tried in that time: cleared in it while the deadline was not yet over, or the deadline was
    /// over in it.
    public var judged = 0
    /// Of these, those that were cleared by their deadline.
    public var kept = 0
    /// Open at the end though the deadline is over.
    public var overdue = 0
    /// Of those found, those on which the finder's track says that they were there.
    public var onPatrol = 0

    /// Nothing yet.
    public init() {}

    /// Clearance rate (消缺率): cleared, of those found and those that were open before.
    public var clearance: PatrolRate { PatrolRate(Double(cleared), of: Double(found + openBefore)) }

    /// Deadlines kept, of those that were tried.
    public var deadlines: PatrolRate { PatrolRate(Double(kept), of: Double(judged)) }

    /// Still open at the end.
    public var open: Int { found + openBefore - cleared }

    /// Counts a defect.
    ///
    /// Each defect's deadline is tried once in all its life: when it is cleared or when the deadline is over, whichever is
    /// first.
    ///
    /// - Parameters:
    ///   - defect: The defect.
    ///   - start: When the time begins.
    ///   - end: When it ends; an instant that is `end` is not in it.
    public mutating func count(_ defect: Defect, from start: Date, to end: Date) {
        func isIn(_ instant: Date?) -> Bool { instant.map { start <= $0 && $0 < end } ?? false }
        guard defect.found < end else { return }
        let isFound = isIn(defect.found)
        let isOpenBefore = defect.found < start && defect.cleared.map { start <= $0 } ?? true
        found += isFound ? 1 : 0
        onPatrol += isFound && defect.isOnPatrol ? 1 : 0
        openBefore += isOpenBefore ? 1 : 0
        cleared += isIn(defect.cleared) ? 1 : 0
        let isKept = defect.cleared.map { $0 <= defect.deadline } ?? false
        if isIn(isKept ? defect.cleared : defect.deadline) {
            judged += 1
            kept += isKept ? 1 : 0
        }
        let isOpen = defect.cleared.map { end <= $0 } ?? true
        overdue += isOpen && defect.deadline < end ? 1 : 0
    }
}

/// Work of a stretch of time in numbers.
public struct WorkSummary: Hashable, Sendable {
    /// Records of work done in that time.
    public var records = 0
    /// How many things it was done to.
    public var quantity = 0
    /// At how many different assets or places.
    public var places: Int { sites.count }
    /// Asked for by the end and not done by then.
    public var open = 0
    /// Of the records, those that cleared a defect.
    public var ofDefects = 0
    private var sites: Set<String> = []

    /// Nothing yet.
    public init() {}

    /// Counts a record.
    public mutating func count(_ work: WorkRecord, from start: Date, to end: Date) {
        guard let done = work.done, done < end else {
            open += work.asked.map { $0 < end } ?? true ? 1 : 0
            return
        }
        guard start <= done else { return }
        records += 1
        quantity += work.quantity
        ofDefects += work.defect == nil ? 0 : 1
        // A hundred-thousandth of a degree is about a metre.
        let site = work.place.map { "\(Int(($0.x * 1e5).rounded())),\(Int(($0.y * 1e5).rounded()))" }
        sites.insert(work.asset?.text ?? site ?? work.code)
    }
}
