import SpatialIndex

/// Gathers the legs of a track into visits to devices: a forward fold.
///
/// Dwell is the time within reach, exact along each leg. Legs at any speed count, so that driving by is told apart by its
/// dwell.
struct VisitFold: Sendable {
    /// A stay that is going on.
    private struct Stay {
        let site: Int
        let start: Int64
        var end: Int64
        var dwell: Double
        var nearest: Double
    }

    private let ground: PatrolGround
    /// That of the ground, at hand without a detour.
    private let grid: SiteGrid
    private var stays: [Stay] = []
    private var finished: [DeviceVisit] = []
    private var contacts: [SiteGrid.Contact] = []

    init(_ ground: PatrolGround) { (self.ground, grid) = (ground, ground.sites.grid) }

    /// Adds a leg.
    mutating func add(from first: PlacedFix, to second: PlacedFix) {
        guard !ground.sites.sites.isEmpty else { return }
        let (start, end) = (first.fix, second.fix)
        finish(before: start.milliseconds - Int64(ground.policy.visits.awaySeconds * 1000))
        contacts.removeAll(keepingCapacity: true)
        grid.contacts(from: first.place, to: second.place, into: &contacts)
        let span = Double(end.milliseconds - start.milliseconds)
        for contact in contacts {
            let dwell = (contact.to - contact.from) * span
            if let place = stays.firstIndex(where: { $0.site == contact.site }) {
                stays[place].end = end.milliseconds
                stays[place].dwell += dwell
                stays[place].nearest = min(stays[place].nearest, contact.nearest)
            } else {
                let begin = start.milliseconds + Int64((contact.from * span).rounded())
                stays.append(
                    Stay(
                        site: contact.site,
                        start: begin,
                        end: end.milliseconds,
                        dwell: dwell,
                        nearest: contact.nearest
                    )
                )
            }
        }
    }

    private mutating func finish(before instant: Int64) {
        var place = 0
        while place < stays.count {
            if stays[place].end < instant {
                finished.append(visit(stays[place]))
                stays.swapAt(place, stays.count - 1)
                stays.removeLast()
            } else {
                place += 1
            }
        }
    }

    /// Whoever was at a device so far, in order of time, those who only passed by among them.
    func visits() -> [DeviceVisit] {
        (finished + stays.map(visit)).sorted { a, b in
            a.start != b.start ? a.start < b.start : (a.asset.rawValue, a.code) < (b.asset.rawValue, b.code)
        }
    }

    private func visit(_ stay: Stay) -> DeviceVisit {
        let site = ground.sites.sites[stay.site]
        let dwell = Int64(stay.dwell.rounded())
        return DeviceVisit(
            asset: site.asset,
            code: site.code,
            start: stay.start,
            dwell: dwell,
            nearestMetres: (stay.nearest * 100).rounded() / 100,
            isVisit: dwell >= ground.dwell[stay.site]
        )
    }
}
