internal import TestSupport

/// The monthly table of transformer areas: about 12.9 % lost in the first month and 10.9 % in the second.
enum EnergyMonth {
    static let all = ["2026-10", "2026-11"]
    private static let losses = [0.129, 0.109]

    struct Row {
        let supplied: Int
        let sold: Int
        /// In hundredths of a yuan.
        let receivable: Int
        let received: Int
        let paid: Int

        init(month: String, site: Int, households: Int, seeds: Seeds) {
            let index = EnergyMonth.all.firstIndex(of: month) ?? 0
            var place = seeds.generator(.energy, site)
            // The same transformers are the bad ones in both months; one in forty is read on another day and seems to gain.
            let character = place.bell() * 0.008 + (place.unit() < 0.05 ? 0.07 : 0)
            let isMisread = place.unit() < 0.025
            let use = place.within(110, 230)
            var generator = seeds.generator(.energy, site, index + 1)
            supplied = Int(Double(households) * use * generator.within(0.95, 1.05))
            let loss = isMisread ? -0.012 : EnergyMonth.losses[index] + 0.0039 + character + generator.bell() * 0.004
            sold = Int(Double(supplied) * (1 - loss))
            receivable = Int(Double(sold) * generator.within(56, 58))
            let share = index == EnergyMonth.all.count - 1 ? 0.04 : 0.1
            let unpaid = generator.unit() < share ? 1 + generator.below(2) : 0
            paid = households - unpaid
            received = receivable - receivable * unpaid / max(1, households)
        }
    }

    /// Hundredths of a yuan as yuan.
    static func yuan(_ cents: Int) -> String { "\(cents / 100).\(County.padded(cents % 100, 2))" }
}
