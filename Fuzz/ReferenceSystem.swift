import Projection

/// The text of a coordinate reference system, as it stands in a .prj: its own definition makes the same system again.
func fuzz(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do {
        let system = try CoordinateReference(text)
        expect(system.isGeographic != system.isProjected, "neither degrees nor a grid")
        expect(system.metresPerUnit.map { $0 > 0 && $0.isFinite } ?? true, "a unit that is none")
        let again = try CoordinateReference(system.definition)
        expect(again.authorityCode == system.authorityCode, "another code")
        expect(again.isGeographic == system.isGeographic && again.metresPerUnit == system.metresPerUnit, "other units")
        // PROJ names axes and unnamed systems anew the first time, so the texts agree only from then on.
        let third = try CoordinateReference(again.definition)
        expect(third.definition == again.definition, "\(again.definition)\nbecomes\n\(third.definition)")
    } catch let error as CoordinateReferenceError {
        _ = error.words
    } catch let error as ProjectionError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
