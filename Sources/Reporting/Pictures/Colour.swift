/// A colour of the screen (sRGB).
struct Colour {
    let red, green, blue: Int

    /// Reads `#RRGGBB`.
    init(_ text: String) {
        let number = Int(text.dropFirst(), radix: 16) ?? 0
        (red, green, blue) = (number >> 16 & 255, number >> 8 & 255, number & 255)
    }

    private init(red: Int, green: Int, blue: Int) { (self.red, self.green, self.blue) = (red, green, blue) }

    /// The colour a share of the way to another.
    func blended(with other: Colour, _ share: Double) -> Colour {
        func mix(_ a: Int, _ b: Int) -> Int { a + Int((Double(b - a) * share).rounded()) }
        return Colour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// The colour as `#RRGGBB`.
    var text: String {
        "#"
            + [red, green, blue].map { value in
                let hex = String(value, radix: 16, uppercase: true)
                return hex.count < 2 ? "0" + hex : hex
            }.joined()
    }
}
