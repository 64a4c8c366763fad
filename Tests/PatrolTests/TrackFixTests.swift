import Foundation
import GeometryCore
import Testing

@testable import Patrol

@Suite struct TrackFixTests {
    @Test func numbersThatAreNoneAreNotKnown() {
        for value in [nil, .nan, -1, -.infinity] as [Double?] {
            let raw = RawFix(time: nil, place: Point(x: 119, y: 25), accuracyMetres: value, speedMetresPerSecond: value)
            let fix = TrackFix(raw, milliseconds: 0)
            #expect(fix.accuracyMetres == nil)
            #expect(fix.speedCentimetresPerSecond == -1)
        }
        let far = RawFix(time: nil, place: Point(x: 119, y: 25), accuracyMetres: .infinity)
        #expect(TrackFix(far, milliseconds: 0).accuracyMetres == 2e7)
    }
}
