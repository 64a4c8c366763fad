public import Territory

extension CoverageMap.Outline {
    /// The outline of a district; nil for one without an area.
    ///
    /// - Parameter district: The district.
    public init?(_ district: District) {
        guard let area = district.area else { return nil }
        self.init(code: district.code, name: district.name, area: area)
    }
}
