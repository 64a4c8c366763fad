nonisolated(unsafe) public var PROBE = false
