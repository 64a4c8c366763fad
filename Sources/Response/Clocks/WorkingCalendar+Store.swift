import GeometryCore
public import Territory

extension WorkingCalendar {
    /// The calendar that the layer `holidays` of a store holds, by the clock of its bureau.
    ///
    /// A date that several rows name is a holiday when one of them says so. A row that another program left unreadable is
    /// left out.
    public init(store: any TerritoryStore) throws {
        var specialDays: [LocalDay: SpecialDay] = [:]
        try store.forEachRecord(in: .holidays, version: nil) { record in
            func text(_ field: String) -> String? { record.values[Layer.holidays.index(of: field)].text }
            guard let day = text("date").flatMap({ LocalDay($0) }),
                let kind = text("kind").flatMap(SpecialDay.init(rawValue:))
            else { return }
            specialDays[day] = specialDays[day] == .holiday ? .holiday : kind
        }
        self.init(specialDays: specialDays, clock: DutyClock(timeZone: try store.bureau().timeZone))
    }
}

/// How records of the layer `holidays` are brought into their one form when they are imported.
public enum HolidayRows {
    /// What the layer's records must go through on their way in; nil for other layers.
    ///
    /// The code is the date. Lists that name a day off in lieu besides the holiday have the date twice: the former is a
    /// holiday too, with a code of its own.
    public static func refinement(of layer: Layer) -> RowReader.Refinement? {
        guard layer == .holidays else { return nil }
        let (date, kind) = (layer.index(of: "date"), layer.index(of: "kind"))
        return { record in
            let isInLieu = record.values[kind].text == "in_lieu"
            if record.code.isEmpty {
                record.values[0] = .text((record.values[date].text ?? "") + (isInLieu ? " in_lieu" : ""))
            }
            if isInLieu { record.values[kind] = .text(WorkingCalendar.SpecialDay.holiday.rawValue) }
        }
    }
}
