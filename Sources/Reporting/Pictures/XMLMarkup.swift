/// An XML document as it grows; nothing gets into it unescaped.
struct XMLMarkup {
    typealias Attributes = [(String, String)]

    private(set) var text = ""
    private var isOpen: [String] = []

    /// Starts an element that will have others inside.
    mutating func open(_ name: String, _ attributes: Attributes = []) {
        start(name, attributes)
        text += ">\n"
        isOpen.append(name)
    }

    /// Ends the element opened last.
    mutating func close() {
        guard let name = isOpen.popLast() else { return }
        text += "</\(name)>\n"
    }

    /// Adds an element with nothing inside.
    mutating func leaf(_ name: String, _ attributes: Attributes = []) {
        start(name, attributes)
        text += "/>\n"
    }

    /// Adds an element with text inside.
    mutating func leaf(_ name: String, _ attributes: Attributes = [], text content: String) {
        start(name, attributes)
        text += ">\(XMLText.escaped(content))</\(name)>\n"
    }

    /// Adds a path with nothing but a course, of which there may be many.
    mutating func path(_ course: String) { text += "<path d=\"\(course)\"/>\n" }

    private mutating func start(_ name: String, _ attributes: Attributes) {
        text += "<" + name
        for (key, value) in attributes { text += " \(key)=\"\(XMLText.escaped(value))\"" }
    }
}
