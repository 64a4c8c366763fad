import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
import Response
import Storage
import Territory

/// Where a call is about: what the caller says, as coordinates, an address or a customer's number.
struct CallPlace {
    let point: Point
    let accuracyMetres: Double
    /// The customer that was found; nil for coordinates, and where an address is none of a customer.
    let customer: String?
    /// The device whose number was given.
    let device: NetworkDevice?

    /// Finds the place that a text means; of several that an address may mean, the likeliest, and says so.
    ///
    /// - Throws: `CommandError.notAPlace`; the exit code for "no" when nothing is found, which has been said then.
    init(_ text: String, accuracy: Double, in atlas: Atlas, of store: GeoPackageStore, at instant: Date) throws {
        if let point = try PlaceText.coordinates(text) {
            guard atlas.locate(point, asOf: instant).status != .invalid else { throw CommandError.notAPlace(text) }
            (self.point, accuracyMetres, customer, device) = (point, accuracy, nil, nil)
            return
        }
        // A customer whose number is known and whose place is not is no stranger.
        if let record = try store.record(in: .customers, code: text), record.place == nil {
            throw CommandError.unplacedCustomer
        }
        let answer = try AddressSearch(index: AddressFile.openSaying(of: store), store: store)
            .find(text, in: atlas, asOf: instant)
        guard let lead = answer.lead else {
            Console.say(answer.words)
            throw ExitCode(ExitStatus.no.rawValue)
        }
        if answer.status == .ambiguous {
            let others = answer.codes.dropFirst().joined(separator: ", ")
            Console.say(
                Words(
                    zh: "地址不唯一，按最像的一处派" + (others.isEmpty ? "" : "，也可能在 \(others)") + "；pianqu locate 可列出各处",
                    en: "the address may mean several places; this is for the likeliest"
                        + (others.isEmpty ? "" : ", it may lie in \(others) too") + "; pianqu locate lists them"
                )
            )
        }
        point = lead.place
        accuracyMetres = max(accuracy, lead.accuracyMetres)
        let isCustomer = try lead.code.map { try store.record(in: .customers, code: $0) != nil } ?? false
        customer = isCustomer ? lead.code : nil
        device =
            lead.kind == .asset
            ? try lead.code.flatMap { code in
                try NetworkDevice.Kind.allCases.lazy.map { NetworkDevice(kind: $0, code: code) }
                    .first { try store.record(in: $0.kind.layer, code: $0.code) != nil }
            } : nil
    }
}
