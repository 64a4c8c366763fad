/// What was made, for the note that goes with the files.
struct Tally: Sendable {
    var lines = 0
    var lineMetres = 0.0
    var crossingLines = 0
    var borderLines = 0
    var poles = 0
    var boxes = 0
    var customers = 0
    /// Customers at the far end of a line that crosses a border.
    var beyondBorder = 0
    var conflicts: [String] = []
    var unsupplied: [String] = []
    var atSea: [String] = []
    var duplicates: [String] = []
    var bareLines: [String] = []
    var supplied = 0
    var sold = 0
    var receivable = 0
    var received = 0
    var roads = 0
    var staff = 0
    var fixes = 0
    var calls = 0
    var plans = 0
    var defects = 0
}
