import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// An XML document as a tree, read by Foundation: what is not well-formed is no document.
final class Element {
    let name: String
    let attributes: [String: String]
    fileprivate(set) var children: [Element] = []
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
        (self.name, self.attributes) = (name, attributes)
    }

    /// Reads a document; a failure is an issue of the test.
    static func parse(_ document: String) throws -> Element {
        let reader = Reader()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(parser.parserError.map(String.init(describing:)) ?? "")")
        return try #require(reader.root)
    }

    subscript(attribute: String) -> String? { attributes[attribute] }

    /// This element and all below, in the order of the document.
    var all: [Element] { [self] + children.flatMap(\.all) }

    /// Those of a name, and of a class if one is given.
    func all(_ name: String, _ group: String? = nil) -> [Element] {
        all.filter { $0.name == name && (group == nil || $0["class"] == group) }
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var root: Element?
        private var open: [Element] = []

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            let element = Element(name, attributes)
            open.last?.children.append(element)
            if root == nil { root = element }
            open.append(element)
        }

        func parser(
            _ parser: XMLParser,
            didEndElement name: String,
            namespaceURI: String?,
            qualifiedName: String?
        ) {
            open.removeLast()
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }
    }
}
