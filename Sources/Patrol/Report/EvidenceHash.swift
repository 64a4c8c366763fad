import Crypto
import SpatialIndex
import Territory

/// The SHA-256 of all that a report follows from: whoever has the same evidence and the same numbers gets the same one.
struct EvidenceHash {
    private var hash = SHA256()

    mutating func add(_ text: String) {
        add(Int64(text.utf8.count))
        hash.update(data: Array(text.utf8))
    }

    mutating func add(_ number: Int64) {
        var bits = UInt64(bitPattern: number)
        var bytes: [UInt8] = []
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
        }
        hash.update(data: bytes)
    }

    mutating func add(_ number: Double) { add(Int64(bitPattern: number.bitPattern)) }

    mutating func add(_ credit: KeptCredit) {
        add(credit.key.day.text)
        add(credit.key.staff)
        add(credit.key.device)
        add(Int64(credit.walks.count))
        for walk in credit.walks {
            add(walk.start)
            add(walk.end)
            for interval in walk.covered.intervals {
                add(interval.from)
                add(interval.to)
            }
        }
        for interval in credit.unknown.intervals {
            add(interval.from)
            add(interval.to)
        }
    }

    /// The hash in hexadecimal digits.
    func text() -> String {
        hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count < 2 ? "0" + digits : digits
        }.joined()
    }
}
