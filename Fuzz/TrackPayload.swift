import Foundation
import GeometryCore
import Patrol

/// What telephones send, by each protocol: as many records as were sent, each a position or a problem with words.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let named = TrackProtocol.allCases[Int(pieces.byte()) % TrackProtocol.allCases.count]
    let units = SpeedUnit.allCases
    let unit = units[Int(pieces.byte()) % units.count]
    let limits = PayloadLimits(bytes: 1024, depth: 16, records: 20)
    let payload = pieces.remainder()
    do {
        let decoded = try named.decode(payload, device: nil, limits: limits) { _ in unit }
        expect(payload.count <= limits.bytes, "more bytes than are taken")
        expect(decoded.records.count <= limits.records, "more records than are taken")
        for (index, record) in decoded.records.enumerated() {
            switch record {
            case .fix(let fix): check(fix)
            case .refused(let problem):
                expect(problem.record == index + 1, "a problem of another record")
                _ = problem.words
            case .passedOver(let why): _ = why.words
            }
        }
        expect(try named.decode(payload, limits: limits) { _ in unit } == decoded, "another answer the second time")
    } catch let error as PayloadError {
        _ = error.words
        guard case .notJSON(let offset) = error else { return }
        expect((0...payload.count).contains(offset), "an offset beyond the end")
    } catch {
        finding("untyped error \(error)")
    }
}

/// What a decoder lets through has a time, finite coordinates, a device, and no measure below zero.
private func check(_ fix: RawFix) {
    expect(fix.place.isFinite, "a place that is no number")
    expect(!fix.device.isEmpty && fix.device.unicodeScalars.count < 1000, "a device without a name")
    expect(fix.staff == nil, "a payload that names staff")
    for measure in [fix.accuracyMetres, fix.speedMetresPerSecond].compactMap(\.self) {
        expect(measure >= 0, "a measure below zero")
    }
    guard let time = fix.time else { finding("a position without a time") }
    let milliseconds = time.timeIntervalSince1970 * 1000
    expect(abs(milliseconds) < 1e15, "a time beyond the calendar")
    let isPlace = abs(fix.place.x) <= 180 && abs(fix.place.y) <= 90
    if isPlace { _ = TrackFix(fix, milliseconds: Int64(milliseconds.rounded())) }
}
