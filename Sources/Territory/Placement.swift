public import Foundation
public import GeometryCore

/// The answer to "whose is this place?", with everything needed to give it again.
public struct Placement: Hashable, Sendable {
    /// What kind of answer it is.
    public enum Status: String, CaseIterable, Codable, Sendable {
        /// The place lies in one leaf, farther from its border than the place is uncertain.
        case inside
        /// The place lies exactly on a border.
        case boundary
        /// The border is nearer than the place is accurate: more than one answer is possible.
        case uncertain
        /// No leaf covers the place, though the bureau's territory surrounds it.
        case gap
        /// The place lies beyond the bureau's territory.
        case outside
        /// The place is no place: a coordinate is missing, not a number, or out of the world.
        case invalid
    }

    /// The rule that named the leaf.
    public enum Rule: String, CaseIterable, Sendable {
        /// One leaf covers the place.
        case covers
        /// Several leaves cover the place; the one with the smallest code has it.
        case smallestCode = "smallest-code"
        /// Most of the disc of the place's accuracy lies in the leaf.
        case mostOfDisc = "most-of-disc"
        /// No leaf covers the place; this one is nearest.
        case nearest
        /// There is no leaf to name.
        case none
    }

    /// A leaf the place may belong to.
    public struct Candidate: Hashable, Sendable {
        /// The leaf's code.
        public let code: String
        /// The share of the accuracy disc that lies in it; 1 when it is certain.
        public let probability: Double
    }

    /// What kind of answer it is.
    public let status: Status
    /// The leaf's code; in a gap that of the nearest leaf.
    ///
    /// Nil outside and for an invalid place.
    public let code: String?
    /// The codes from the highest unit down to ``code``; empty without one.
    public let path: [String]
    /// Metres from the place to the nearest border of any leaf; nil when there is none or the place is invalid.
    public let marginMetres: Double?
    /// Whether the place lies exactly on a border.
    public let isOnBoundary: Bool
    /// For a shared border the other leaves that cover the place; for an uncertain place the other candidates.
    public let others: [String]
    /// For an uncertain place every leaf it may belong to, the likeliest first; what is missing from 1 lies in none.
    public let candidates: [Candidate]
    /// The rule that named the leaf.
    public let rule: Rule
    /// The version of the districts that was asked.
    public let districtVersion: Int
    /// The instant that was asked about.
    public let asOf: Date
    /// The place, WGS 84 longitude and latitude in degrees.
    public let place: Point
}
