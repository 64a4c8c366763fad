import Foundation
import GeometryCore
import Territory
import Testing

@testable import Patrol

/// What cleaning says of each fix.
@Suite struct FixCleanerTests {
    private static func ground() throws -> PatrolGround { try TestVillage.ground(PatrolShelf()) }

    /// A fix so many seconds after the start, so many metres east.
    private static func fix(_ seconds: Double, _ east: Double, accuracy: Int32 = 500, isMock: Bool = false) -> TrackFix
    {
        let place = TestVillage.place(east, 0)
        return TrackFix(
            milliseconds: Int64(seconds * 1000),
            longitude: Int64((place.x * 1e9).rounded()),
            latitude: Int64((place.y * 1e9).rounded()),
            accuracyCentimetres: accuracy,
            isMock: isMock
        )
    }

    private static func verdicts(
        _ fixes: [TrackFix],
        duty: [Range<Int64>]? = nil,
        replayed: [ClosedRange<Int64>] = []
    ) throws -> [FixVerdict] {
        var cleaner = FixCleaner(try ground(), duty: duty, replayed: replayed)
        return fixes.map { cleaner.judge($0, at: $0.place).verdict }
    }

    @Test func eachFaultIsNamed() throws {
        let fixes = [
            Self.fix(0, 0), Self.fix(5, 6), Self.fix(5, 9, accuracy: 900), Self.fix(10, 12, accuracy: 5001),
            Self.fix(15, 18, isMock: true), Self.fix(20, 900), Self.fix(25, 30, accuracy: -1),
            Self.fix(30, 36, accuracy: 5000),
        ]
        #expect(
            try Self.verdicts(fixes)
                == [.good, .good, .duplicate, .inaccurate, .mock, .impossibleSpeed, .good, .good]
        )
    }

    @Test func aLeapIsBelievedWhenWhatFollowsAgreesWithIt() throws {
        // The first fix was the wrong one.
        let fixes = [0.0, 5, 10, 15, 20].map { Self.fix($0, $0 == 0 ? 5000 : $0) }
        #expect(try Self.verdicts(fixes) == [.good, .impossibleSpeed, .impossibleSpeed, .good, .good])
        var cleaner = FixCleaner(try Self.ground(), duty: nil, replayed: [])
        #expect(fixes.map { cleaner.judge($0, at: $0.place).startsAnew } == [true, false, false, true, false])
        // Leaps that do not agree are never believed.
        let wild = (0..<9).map { Self.fix(Double($0) * 5, $0 == 0 ? 0 : Double($0) * 4000) }
        #expect(try Self.verdicts(wild).filter { $0 == .good }.count == 1)
    }

    @Test func theSamePlaceForLongIsFrozenUntilItMoves() throws {
        let fixes = (0...130).map { Self.fix(Double($0) * 5, 7) } + [Self.fix(655, 8)]
        let verdicts = try Self.verdicts(fixes)
        #expect(verdicts.prefix(121).allSatisfy { $0 == .good })
        #expect(verdicts[121..<131].allSatisfy { $0 == .frozen })
        #expect(verdicts[131] == .good)
    }

    @Test func dutyCountsWithItsSlackAndReplayedStretchesDoNot() throws {
        let hour = 3_600_000 as Int64
        let fixes = [0.0, 5400, 5401, 7200, 14_400, 16_200, 16_201].map { Self.fix($0, 0) }
        #expect(
            try Self.verdicts(fixes, duty: [2 * hour..<4 * hour], replayed: [7_199_000...7_201_000])
                == [.offShift, .good, .good, .replayed, .frozen, .offShift, .offShift]
        )
        #expect(try Self.verdicts(fixes, duty: []).allSatisfy { $0 == .offShift })
    }

    @Test func aTrackThatIsReplayedHasNoLegs() throws {
        var fold = TrackFold(try Self.ground(), duty: nil, replayed: [0...1_000_000])
        for number in 0..<100 { fold.add(Self.fix(Double(number) * 5, Double(number) * 6)) }
        #expect(fold.result().summary.metres == 0 && fold.result().verdicts.count(of: .replayed) == 100)
    }
}
