import Foundation
import Patrol
import Territory

private let shanghai = DutyClock(timeZone: TimeZone(identifier: "Asia/Shanghai") ?? .gmt)
private let berlin = DutyClock(timeZone: TimeZone(identifier: "Europe/Berlin") ?? .gmt)

/// Times of positions: an instant is within the calendar, whole to the millisecond, and a clock only adds readings.
func fuzz(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let bare = FixTime(text)
    for clock in [shanghai, berlin] {
        let read = FixTime(text, clock: clock)
        if bare == .withoutZone {
            expect(read.date != nil, "a clock that does not help")
        } else {
            expect(read == bare, "a clock that changes an instant")
        }
        guard let date = read.date else { continue }
        let milliseconds = date.timeIntervalSince1970 * 1000
        expect(abs(milliseconds) < 1e15, "an instant beyond the calendar")
        expect(FixTime("\(Int64(milliseconds.rounded()))").date != nil, "its number is none")
    }
}
