import Phrasebook
import Response
import Testing

/// What a simulation has to say is said in both languages.
@Suite struct SimulationWordsTests {
    @Test func findingsNameTheTicketInBothLanguages() {
        let findings: [SimulationAudit.Finding] = [
            .lost(key: "T-1"), .doubled(ticket: "T-1"), .doubleBooked(staff: "E1", ticket: "T-1", number: 2),
            .notReplayable(ticket: "T-1", number: 2), .damaged(ticket: "T-1"),
        ]
        for words in findings.map(\.words) { #expect(words.zh.contains("T-1") && words.en.contains("T-1")) }
        for words in findings.map(\.words) + [SimulationError.noCustomers.words] {
            #expect(words.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
            #expect(!words.en.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        }
    }
}
