import CPROJ
import GeometryCore

/// A coordinate operation of PROJ between systems in east, north order.
@safe final class ProjOperation {
    let name: String
    let isBallpark: Bool
    /// In metres; nil when it is not published.
    let accuracy: Double?
    private let object: ProjObject

    /// The way from a projection to its own geographic system.
    convenience init(unprojecting projected: CoordinateReference, in context: ProjContext) throws {
        let source = try context.object(projected.definition)
        try self.init(from: source, to: Self.geographic(of: source), in: context)
    }

    /// The way to a projection from its own geographic system.
    convenience init(projecting projected: CoordinateReference, in context: ProjContext) throws {
        let target = try context.object(projected.definition)
        try self.init(from: Self.geographic(of: target), to: target, in: context)
    }

    /// The best way between systems on different datums for points in `area`.
    init(from source: CoordinateReference, to target: CoordinateReference, area: Box?, in context: ProjContext) throws {
        let ends = (try context.object(source.definition), try context.object(target.definition))
        let candidates = try Self.candidates(from: ends.0, to: ends.1, area: area, in: context)
        let best = Self.best(of: candidates, area: area, fallback: source.areaOfUse ?? target.areaOfUse)
        guard let best else { throw CoordinateTransformError.noOperation(from: source.name, to: target.name) }
        object = try best.object.normalized()
        name = best.object.name
        isBallpark = best.isBallpark
        accuracy = best.accuracy
    }

    private init(from source: ProjObject, to target: ProjObject, in context: ProjContext) throws {
        let operation = try context.make("proj_create_crs_to_crs_from_pj") {
            unsafe proj_create_crs_to_crs_from_pj($0, source.pointer, target.pointer, nil, nil)
        }
        object = try operation.normalized()
        name = operation.name
        isBallpark = false
        accuracy = 0
    }

    private static func geographic(of projected: ProjObject) throws -> ProjObject {
        try projected.context.make("proj_crs_get_geodetic_crs") {
            unsafe proj_crs_get_geodetic_crs($0, projected.pointer)
        }
    }

    /// Transforms points in place; what fails becomes infinite.
    func apply(_ points: inout [Point]) {
        let count = points.count
        let stride = MemoryLayout<Point>.stride
        unsafe points.withUnsafeMutableBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            let x = unsafe start.assumingMemoryBound(to: Double.self)
            _ = unsafe proj_trans_generic(
                object.pointer,
                PJ_FWD,
                x,
                stride,
                count,
                x + 1,
                stride,
                count,
                nil,
                0,
                0,
                nil,
                0,
                0
            )
        }
    }

    /// Why PROJ cannot transform `point`; nil when it can.
    func refusal(of point: Point) -> String? {
        _ = unsafe proj_errno_reset(object.pointer)
        let moved = unsafe proj_trans(object.pointer, PJ_FWD, proj_coord(point.x, point.y, 0, 0))
        let x = unsafe moved.xy.x
        let y = unsafe moved.xy.y
        guard !(x.isFinite && y.isFinite) else { return nil }
        let code = unsafe proj_errno(object.pointer)
        return object.context.text(ofError: code) ?? ""
    }
}

extension ProjOperation {
    /// An operation that PROJ proposes.
    private struct Candidate {
        let object: ProjObject
        let isBallpark: Bool
        let accuracy: Double?
        let area: Box?

        /// Whether the operation is meant for all of `box`.
        func covers(_ box: Box) -> Bool {
            // An area that nobody states is no limit.
            guard let area else { return true }
            guard box.minY >= area.minY && box.maxY <= area.maxY else { return false }
            if area.minX <= area.maxX { return box.minX >= area.minX && box.maxX <= area.maxX }
            return box.minX >= area.minX || box.maxX <= area.maxX
        }
    }

    /// PROJ's proposals, in its order of preference.
    private static func candidates(
        from source: ProjObject,
        to target: ProjObject,
        area: Box?,
        in context: ProjContext
    ) throws -> [Candidate] {
        guard let factory = unsafe proj_create_operation_factory_context(context.handle, nil) else {
            throw context.failure(of: "proj_create_operation_factory_context")
        }
        defer { unsafe proj_operation_factory_context_destroy(factory) }
        unsafe proj_operation_factory_context_set_spatial_criterion(
            context.handle,
            factory,
            PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION
        )
        unsafe proj_operation_factory_context_set_grid_availability_use(
            context.handle,
            factory,
            PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID
        )
        if let area, !area.isEmpty {
            unsafe proj_operation_factory_context_set_area_of_interest(
                context.handle,
                factory,
                area.minX,
                area.minY,
                area.maxX,
                area.maxY
            )
        }
        // None for systems of different celestial bodies.
        guard let list = unsafe proj_create_operations(context.handle, source.pointer, target.pointer, factory)
        else { return [] }
        defer { unsafe proj_list_destroy(list) }
        let count = unsafe proj_list_get_count(list)
        return try (0..<count).map { index in
            let object = try context.make("proj_list_get") { unsafe proj_list_get($0, list, index) }
            let accuracy = unsafe proj_coordoperation_get_accuracy(context.handle, object.pointer)
            let ballpark = unsafe proj_coordoperation_has_ballpark_transformation(context.handle, object.pointer)
            return Candidate(
                object: object,
                isBallpark: ballpark == 1,
                // A conversion within one datum is exact by definition, and PROJ gives it no accuracy.
                accuracy: object.type == PJ_TYPE_CONVERSION ? 0 : accuracy >= 0 ? accuracy : nil,
                area: object.areaOfUse
            )
        }
    }

    /// The most accurate operation meant for the area; an honest ballpark rather than one meant for elsewhere.
    private static func best(of candidates: [Candidate], area: Box?, fallback: Box?) -> Candidate? {
        let published = candidates.filter { !$0.isBallpark }
        let world = Box(minX: -180, minY: -90, maxX: 180, maxY: 90)
        var places = [area ?? fallback ?? world]
        if let centre = area?.centre { places.append(Box(CollectionOfOne(centre))) }
        for place in places {
            let suited = published.filter { $0.covers(place) }
            let best = suited.min { ($0.accuracy ?? .infinity) < ($1.accuracy ?? .infinity) }
            if let best { return best }
        }
        // Where PROJ proposes no ballpark the datums are the same, and any of its operations will do.
        return candidates.first(where: \.isBallpark) ?? published.first
    }
}
