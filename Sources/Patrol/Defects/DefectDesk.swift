public import Foundation
import GeometryCore
public import Territory

/// Takes what people report: defects, their clearing, and work.
public struct DefectDesk {
    let store: any PatrolRecordStore
    let presence: any PatrolPresence
    let policy: DefectPolicy
    let clock: DutyClock

    /// A desk.
    ///
    /// - Parameters:
    ///   - store: Where records are kept.
    ///   - presence: What tracks say of the finders.
    ///   - policy: Deadlines, and what it takes to have been found on patrol.
    ///   - clock: The bureau's.
    public init(
        store: any PatrolRecordStore,
        presence: any PatrolPresence,
        policy: DefectPolicy = .standard,
        clock: DutyClock
    ) {
        self.store = store
        self.presence = presence
        self.policy = policy
        self.clock = clock
    }

    /// Takes a new defect: gives it a code, a place, a deadline and the link to its finder's track.
    ///
    /// - Parameters:
    ///   - draft: What is known of it; its code, its link and, unless `deadline` is given, its deadline are set here.
    ///   - deadline: By when it must be cleared; nil for what the policy says.
    ///   - key: What names the command, so that it counts once.
    ///   - now: The time by the clock that counts.
    /// - Returns: The defect, those that may be the same, and whether the key had been used for it before.
    /// - Throws: ``DefectRefusal``; the store's errors.
    public func report(_ draft: Defect, deadline: Date?, key: String?, at now: Date) throws -> DefectReceipt {
        guard draft.found <= now.addingTimeInterval(Self.clockSkew) else { throw DefectRefusal.future }
        try ReportText.require("kind", draft.kind, isRequired: true)
        for (field, text) in [("photo", draft.photo), ("note", draft.note)] { try ReportText.require(field, text) }
        var defect = draft
        defect.place = try place(draft.place, draft.asset)
        defect.deadline = deadline ?? policy.deadline(of: draft.severity, found: draft.found)
        defect.track = try track(of: defect)
        var receipt: DefectReceipt?
        try store.editRecords(of: .defects, at: now) { editor in
            if let code = try earlier("defect new", key, editor) {
                guard let kept = try editor.record(code: code).flatMap({ Defect($0) }) else {
                    throw DefectRefusal.unknown(code: code)
                }
                return receipt = DefectReceipt(defect: kept, duplicates: [], isRepeated: true)
            }
            let twins = try duplicates(of: defect, editor)
            defect.code = try code("D", editor, at: defect.found)
            try editor.put(defect.record)
            if let key { try editor.remember(KeyedAct(act: "defect new", code: defect.code), key: key) }
            receipt = DefectReceipt(defect: defect, duplicates: twins, isRepeated: false)
        }
        guard let receipt else { throw DefectRefusal.unknown(code: defect.code) }
        return receipt
    }

    /// Clears a defect.
    ///
    /// - Parameters:
    ///   - code: The defect's code.
    ///   - time: When it was cleared.
    ///   - key: What names the command, so that it counts once.
    ///   - now: The time by the clock that counts.
    /// - Returns: The defect as it is now.
    /// - Throws: ``DefectRefusal``; the store's errors.
    public func clear(_ code: String, time: Date, key: String?, at now: Date) throws -> DefectReceipt {
        guard time <= now.addingTimeInterval(Self.clockSkew) else { throw DefectRefusal.future }
        var receipt: DefectReceipt?
        try store.editRecords(of: .defects, at: now) { editor in
            let isRepeated = try earlier("defect clear", key, editor) != nil
            guard let record = try editor.record(code: code), var defect = Defect(record) else {
                throw DefectRefusal.unknown(code: code)
            }
            if !isRepeated {
                guard defect.cleared == nil else { throw DefectRefusal.alreadyCleared(code: code) }
                guard defect.found <= time else { throw DefectRefusal.clearedTooEarly }
                defect.cleared = time
                // What other programs wrote beside it stays as it is.
                var fields = RecordFields(.defects, record)
                fields[moment: "cleared"] = time
                try editor.put(fields.record)
                if let key { try editor.remember(KeyedAct(act: "defect clear", code: code), key: key) }
            }
            receipt = DefectReceipt(defect: defect, duplicates: [], isRepeated: isRepeated)
        }
        guard let receipt else { throw DefectRefusal.unknown(code: code) }
        return receipt
    }

    /// Takes work that was done, or is to be done.
    ///
    /// - Returns: The record with its code and place, and whether the key had been used for it before.
    /// - Throws: ``DefectRefusal``; the store's errors.
    public func report(_ draft: WorkRecord, key: String?, at now: Date) throws -> (work: WorkRecord, isRepeated: Bool) {
        let latest = now.addingTimeInterval(Self.clockSkew)
        guard draft.done.map({ $0 <= latest }) ?? true else { throw DefectRefusal.future }
        for (field, text) in [("photo", draft.photo), ("note", draft.note)] { try ReportText.require(field, text) }
        var work = draft
        work.place = try place(draft.place, draft.asset)
        if let defect = draft.defect, try store.record(in: .defects, code: defect) == nil {
            throw DefectRefusal.unknown(code: defect)
        }
        var isRepeated = false
        try store.editRecords(of: .work, at: now) { editor in
            if let code = try earlier("work new", key, editor) {
                guard let kept = try editor.record(code: code).flatMap({ WorkRecord($0) }) else {
                    throw DefectRefusal.unknown(code: code)
                }
                return (work, isRepeated) = (kept, true)
            }
            work.code = try code("W", editor, at: draft.done ?? draft.asked ?? now)
            try editor.put(work.record)
            if let key { try editor.remember(KeyedAct(act: "work new", code: work.code), key: key) }
        }
        return (work, isRepeated)
    }

    /// How far clocks may differ, in seconds.
    private static let clockSkew = 120.0

    private func place(_ place: Point?, _ asset: AssetName?) throws -> Point? {
        guard let asset else {
            guard let place else { throw DefectRefusal.nowhere }
            return place
        }
        let found = try AssetPlaces(store: store).find(asset)
        guard found.exists else { throw DefectRefusal.unknownAsset(asset) }
        return place ?? found.place
    }

    private func track(of defect: Defect) throws -> TrackKey? {
        guard let staff = defect.staff, let place = defect.place else { return nil }
        let middle = Int64((defect.found.timeIntervalSince1970 * 1000).rounded())
        let reach = Int64(policy.presenceMinutes * 60_000)
        return try presence.presence(
            of: staff,
            near: place,
            within: policy.presenceMetres,
            from: middle - reach,
            to: middle + reach
        )
    }

    /// The code that a key stands for already.
    ///
    /// - Throws: ``DefectRefusal/keyUsed(act:)`` when it stands for something else.
    private func earlier(_ act: String, _ key: String?, _ editor: any RecordEditor) throws -> String? {
        guard let key, let done = try editor.act(withKey: key) else { return nil }
        guard done.act == act else { throw DefectRefusal.keyUsed(act: done.act) }
        return done.code
    }

    private func duplicates(of defect: Defect, _ editor: any RecordEditor) throws -> [String] {
        guard let asset = defect.asset else { return [] }
        return try editor.records(where: "asset", is: asset.code).compactMap { Defect($0) }
            .filter { $0.asset == asset && $0.kind == defect.kind && $0.cleared == nil }.map(\.code)
    }

    /// `D261105-0001`: the day by the bureau's clock and a number.
    private func code(_ letter: String, _ editor: any RecordEditor, at instant: Date) throws -> String {
        let prefix = letter + clock.day(at: instant).text.dropFirst(2).filter { $0 != "-" } + "-"
        let digits = String(try editor.lastNumber(of: prefix) + 1)
        return prefix + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// What became of a report.
public struct DefectReceipt: Hashable, Sendable {
    /// The defect as it is kept.
    public let defect: Defect
    /// The codes of open defects of the same kind on the same asset, which may be the same one.
    public let duplicates: [String]
    /// Whether the same command was carried out before; nothing was done then.
    public let isRepeated: Bool
}

/// Why a report is not taken.
public enum DefectRefusal: Error, Hashable, Sendable {
    /// There is no such asset.
    case unknownAsset(AssetName)
    /// Neither an asset nor a place is named.
    case nowhere
    /// There is no record of that code.
    case unknown(code: String)
    /// It was cleared before.
    case alreadyCleared(code: String)
    /// It would be cleared before it was found.
    case clearedTooEarly
    /// It happened later than now.
    case future
    /// The key was used for something else.
    case keyUsed(act: String)
    /// A text is empty where there must be one, too long, or holds control characters.
    case notAText(field: String)
}
