/// A folder of Shapefiles, each of which is a layer.
struct ShapefileFolder {
    let layerNames: [String]
    /// The path of the Shapefile to read.
    let chosen: String

    /// Looks into a folder for `layer`; nil takes the only one that is not empty.
    init(path: String, layer: String?) throws {
        let files = GDALLibrary.members(of: path).filter { SourcePath.suffix(of: $0) == "shp" }.sorted()
        let names = files.map { SourcePath.stem(of: $0) }
        layerNames = names
        guard let wanted = layer else {
            // The header alone has 100 bytes.
            let filled = files.indices.filter { (FileStatus(path: "\(path)/\(files[$0])")?.size ?? 0) > 100 }
            guard filled.count <= 1 else {
                throw FeatureFileError.severalLayers(available: filled.map { names[$0] })
            }
            guard let only = filled.first ?? files.indices.first else { throw FeatureFileError.noLayers(path: path) }
            chosen = "\(path)/\(files[only])"
            return
        }
        guard let index = names.firstIndex(of: wanted) else {
            throw FeatureFileError.layerNotFound(name: wanted, available: names)
        }
        chosen = "\(path)/\(files[index])"
    }
}
