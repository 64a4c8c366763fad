/// Numbers of customers: nobody's.
enum CustomerNumber {
    /// Ten digits, the last a check digit by Luhn's rule.
    static func code(_ serial: Int) -> String {
        let body = 350_000_000 + serial
        var sum = 0
        var rest = body
        var doubles = true
        while rest > 0 {
            let digit = rest % 10 * (doubles ? 2 : 1)
            sum += digit / 10 + digit % 10
            doubles.toggle()
            rest /= 10
        }
        return String(body * 10 + (10 - sum % 10) % 10)
    }

    /// Eleven digits beginning with 000, which no telephone number in China does; some customers have none.
    static func phone(_ serial: Int) -> String {
        serial % 47 == 0 ? "" : "000" + County.padded(serial * 7919 % 90_000_000, 8)
    }
}
