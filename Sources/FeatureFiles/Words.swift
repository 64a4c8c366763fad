internal import GeometryCore
public import Phrasebook

/// Names as they are listed in a sentence.
private func zhList(_ names: [String]) -> String { names.isEmpty ? "（无）" : names.joined(separator: "、") }
private func enList(_ names: [String]) -> String { names.isEmpty ? "(none)" : names.joined(separator: ", ") }

extension FeatureFileError: Worded {
    /// Why the file cannot be read, and what to do about it.
    public var words: Words {
        switch self {
        case .notFound, .notReadable, .refused, .isDirectory, .zeroBytes, .notVector, .missingCompanion: fileWords
        case .truncated, .corrupt, .tooLarge, .unclosedQuote: contentWords
        case .noLayers, .layerNotFound, .severalLayers: layerWords
        case .columnNotFound, .ambiguousColumns, .coordinateColumnMissing: columnWords
        case .unknownEncoding, .unclearEncoding, .wideEncoding, .doubtfulEncoding, .xmlEncoding: encodingWords
        }
    }

    private var fileWords: Words {
        switch self {
        case .notFound(let path): Words(zh: "找不到文件：\(path)", en: "no such file or folder: \(path)")
        case .notReadable(let path):
            Words(zh: "无权读取 \(path)；请检查文件权限", en: "\(path) may not be read; check its permissions")
        case .refused(let path, let reason):
            Words(zh: "不打开 \(path)：\(reason.words.zh)", en: "\(path) is not opened: \(reason.words.en)")
        case .isDirectory(let path):
            Words(
                zh: "\(path) 是文件夹，但既不是文件地理数据库，也不含 Shapefile；请给出其中的文件",
                en: "\(path) is a folder, but neither a file geodatabase nor one of Shapefiles; name a file in it"
            )
        case .zeroBytes(let path): Words(zh: "文件 \(path) 是空的（0 字节）", en: "\(path) is empty (0 bytes)")
        case .notVector(let path):
            Words(
                zh: "\(path) 不是可读的矢量文件；可读格式：Shapefile、GeoPackage、GeoJSON、KML、GML、DXF、文件地理数据库、CSV、GPX、OSM、FlatGeobuf",
                en:
                    "\(path) is no vector file that can be read; these can: Shapefile, GeoPackage, GeoJSON, KML, GML, DXF, "
                    + "file geodatabase, CSV, GPX, OSM, FlatGeobuf"
            )
        case .missingCompanion(let path, let suffix):
            Words(
                zh: "Shapefile 不完整：\(path) 旁边缺少同名的 \(suffix) 文件；请把整套文件放在一起",
                en: "incomplete Shapefile: beside \(path) there is no \(suffix) of the same name; keep the set together"
            )
        default: Words(zh: "", en: "")
        }
    }

    private var contentWords: Words {
        switch self {
        case .truncated(let path, let detail):
            Words(
                zh: "文件 \(path) 被截断（\(detail)）；请重新复制或导出",
                en: "\(path) is cut short (\(detail)); copy or export it again"
            )
        case .corrupt(let path, 0, let reason):
            Words(
                zh: "文件 \(path) 无法打开：\(reason)；请重新复制或导出",
                en: "\(path) cannot be opened: \(reason); copy or export it again"
            )
        case .corrupt(let path, let row, let reason):
            Words(
                zh: "文件 \(path) 在第 \(row) 行之后无法读取：\(reason)；请重新复制或导出",
                en: "\(path) cannot be read after row \(row): \(reason); copy or export it again"
            )
        case .tooLarge(let path, let limit):
            Words(
                zh: "\(path) 中有对象超过上限 \(limit / 1_000_000) MB；请先转换为 GeoPackage（ogr2ogr）",
                en:
                    "\(path) holds more than the limit of \(limit / 1_000_000) MB in one piece; convert it to GeoPackage "
                    + "(ogr2ogr) first"
            )
        case .unclosedQuote(let path, let row):
            Words(
                zh: "\(path) 第 \(row) 行的引号没有闭合，其后内容无法分行；请改正该引号",
                en: "a quotation mark in row \(row) of \(path) is never closed, so what follows is no rows; mend it"
            )
        default: Words(zh: "", en: "")
        }
    }

    private var layerWords: Words {
        switch self {
        case .noLayers(let path): Words(zh: "\(path) 中没有图层", en: "there are no layers in \(path)")
        case .layerNotFound(let name, let available):
            Words(
                zh: "没有图层“\(name)”；现有图层：\(zhList(available))",
                en: "there is no layer \"\(name)\"; there are: \(enList(available))"
            )
        case .severalLayers(let available):
            Words(
                zh: "有多个图层，请选择其一：\(zhList(available))",
                en: "there are several layers, choose one: \(enList(available))"
            )
        default: Words(zh: "", en: "")
        }
    }

    private var columnWords: Words {
        switch self {
        case .columnNotFound(let name, let available):
            Words(
                zh: "没有列“\(name)”；现有列：\(zhList(available))",
                en: "there is no column \"\(name)\"; there are: \(enList(available))"
            )
        case .ambiguousColumns(let candidates):
            Words(
                zh: "多个列都可能是坐标：\(zhList(candidates))；请指明坐标列",
                en: "several columns could hold the coordinates: \(enList(candidates)); name the ones to use"
            )
        case .coordinateColumnMissing(let available):
            Words(
                zh: "东（经）、北（纬）坐标列须同时指明；现有列：\(zhList(available))",
                en: "name both coordinate columns, x and y; there are: \(enList(available))"
            )
        default: Words(zh: "", en: "")
        }
    }

    private var encodingWords: Words {
        switch self {
        case .unknownEncoding(let name):
            Words(
                zh: "不认识编码“\(name)”；例如 UTF-8、GB18030、BIG5、CP1252",
                en: "encoding \"\(name)\" is not known; examples: UTF-8, GB18030, BIG5, CP1252"
            )
        case .unclearEncoding(let path):
            Words(
                zh: "\(path) 的文字既不是 UTF-8 也不是 GB18030；请指明编码，例如 CP1252",
                en: "the text of \(path) is neither UTF-8 nor GB18030; state its encoding, such as CP1252"
            )
        case .doubtfulEncoding(let path, let declared, let seeming):
            Words(
                zh: "\(path) 声明编码为 \(declared)，但内容看来是 \(seeming)；请指明编码",
                en: "\(path) declares encoding \(declared), but its text seems to be \(seeming); state which it is"
            )
        case .xmlEncoding(let path):
            Words(
                zh: "XML 文件 \(path) 的编码无法读取；请另存为 UTF-8",
                en: "the XML of \(path) is in an encoding that cannot be read; save it as UTF-8"
            )
        case .wideEncoding(let path):
            Words(
                zh: "\(path) 是 UTF-16 或 UTF-32 文本；请在电子表格中另存为“CSV UTF-8”",
                en: "\(path) is UTF-16 or UTF-32 text; save it as \"CSV UTF-8\" from the spreadsheet"
            )
        default: Words(zh: "", en: "")
        }
    }
}

extension RefusedSource: Worded {
    /// Why the source is refused.
    public var words: Words {
        switch self {
        case .notLocal:
            Words(
                zh: "只读本机文件，不读网址、数据库连接或 /vsi 路径；请先下载",
                en: "only local files are read, not addresses, database connections or /vsi paths; download it first"
            )
        case .notRegularFile:
            Words(zh: "它是管道、套接字或设备；请先存为文件", en: "it is a pipe, socket or device; save it to a file first")
        case .virtualFormat:
            Words(
                zh: "它只是指向其他数据的 VRT 文档；请给出数据文件本身",
                en: "it is a VRT document that only points to other data; name the data file itself"
            )
        case .archive: Words(zh: "它是压缩包；请先解压", en: "it is an archive; unpack it first")
        case .sideFile:
            Words(zh: "它只是 Shapefile 的附属文件；请给出 .shp", en: "it is a side file of a Shapefile; name the .shp")
        }
    }
}

extension GDALFailure: Worded {
    /// What failed and what was said.
    public var words: Words {
        Words(zh: "GDAL 的 \(operation) 失败：\(message)", en: "GDAL's \(operation) failed: \(message)")
    }
}

extension BadRow: Worded {
    /// Where the row is and what is wrong with it.
    public var words: Words {
        let (zh, en) = field.map { ("字段“\($0)”", ", field \"\($0)\"") } ?? ("", "")
        return Words(zh: "第 \(row) 行\(zh)：\(problem.words.zh)", en: "row \(row)\(en): \(problem.words.en)")
    }
}

extension RowProblem: Worded {
    /// What is wrong.
    public var words: Words {
        switch self {
        case .text(let encoding):
            Words(
                zh: "文字不是有效的 \(encoding)；请指明文件的编码，或改正该值",
                en: "the text is not valid \(encoding); state the file's encoding, or mend the value"
            )
        case .mixedEncoding(let encoding):
            Words(
                zh: "文字看来是 UTF-8，而文件是 \(encoding)；请统一编码，若确为 \(encoding) 则指明编码",
                en: "the text seems to be UTF-8 in a file of \(encoding); use one encoding, or state it if it is right"
            )
        case .notNumber: Words(zh: "坐标不是数字", en: "the coordinate is not a number")
        case .columnCount(let found, let expected):
            Words(
                zh: "有 \(found) 个值，应为 \(expected) 个；请检查分隔符和引号",
                en: "has \(found) values where there should be \(expected); check separators and quotation marks"
            )
        case .notWKT: Words(zh: "几何不是有效的 WKT", en: "the geometry is not well-known text (WKT)")
        case .notFeature:
            Words(
                zh: "文件中另有一条记录不是 GeoJSON 要素，已跳过",
                en: "one more record of the file is no GeoJSON feature and was passed over"
            )
        case .unreadable(let reason): Words(zh: "无法读取：\(reason)", en: "cannot be read: \(reason)")
        }
    }
}

extension FeatureWriteError: Worded {
    /// Why the file cannot be written, and what to do about it.
    public var words: Words {
        switch self {
        case .noFolder, .system, .diskFull, .inUse, .finished: fileWords
        case .fieldCount, .brokenGeometry, .missingGeometry, .wrongKind: rowWords
        case .duplicateField(let name):
            Words(zh: "字段名“\(name)”重复；请改名", en: "there are two fields named \"\(name)\"; rename one")
        case .duplicateLayer(let name):
            Words(zh: "图层名“\(name)”重复；请改名", en: "the layer name \"\(name)\" is taken; choose another")
        case .unsupportedCRS(let crs, let format):
            Words(
                zh: "\(format.rawValue) 只能存 EPSG:4326（WGS 84），不能存 \(crs)；请先转换坐标，或改用 GeoPackage",
                en: "\(format.rawValue) holds only EPSG:4326 (WGS 84), not \(crs); transform first, or write GeoPackage"
            )
        case .unknownCRS(let crs):
            Words(
                zh: "不认识坐标系“\(crs)”；请写成 EPSG:4490 这样的代码或 WKT",
                en: "coordinate reference system \"\(crs)\" is not known; write a code such as EPSG:4490, or WKT"
            )
        }
    }

    private var fileWords: Words {
        switch self {
        case .noFolder(let path): Words(zh: "文件夹不存在：\(path)", en: "no such folder: \(path)")
        case .system(let path, let code, let reason):
            Words(zh: "无法写入 \(path)：\(reason)（\(code)）", en: "\(path) cannot be written: \(reason) (\(code))")
        case .diskFull(let path):
            Words(zh: "磁盘已满，未写成 \(path)", en: "the disk is full; \(path) was not written")
        case .inUse(let path):
            Words(
                zh: "\(path) 正被其他程序打开；请先关闭，或写到别处",
                en: "\(path) is open in another program; close it there, or write elsewhere"
            )
        default: Words(zh: "文件已经写完，不能再写", en: "the file is finished; nothing more can be written")
        }
    }

    private var rowWords: Words {
        switch self {
        case .fieldCount(let row, let found, let expected):
            Words(
                zh: "第 \(row) 行有 \(found) 个值，而字段有 \(expected) 个",
                en: "row \(row) has \(found) values for \(expected) fields"
            )
        case .brokenGeometry(let row, let error):
            Words(zh: "第 \(row) 行的几何有误：\(error.words.zh)", en: "row \(row): \(error.words.en)")
        case .missingGeometry(let row):
            Words(
                zh: "第 \(row) 行没有几何，FlatGeobuf 存不了；请改用 GeoPackage",
                en: "row \(row) has no geometry, which FlatGeobuf does not hold; write GeoPackage"
            )
        case .wrongKind(let row, let found, let expected):
            Words(
                zh: "第 \(row) 行是 \(found.name)，而图层是 \(expected.name)",
                en: "row \(row) is a \(found.name) in a layer of \(expected.name)"
            )
        default: Words(zh: "", en: "")
        }
    }
}

extension AttributeMappingError: Worded {
    /// What is wrong with the mapping.
    public var words: Words {
        switch self {
        case .malformed(let part):
            Words(
                zh: "看不懂字段对应“\(part)”；应写成 code=DM,name=MC",
                en: "mapping \"\(part)\" is not understood; write it as code=DM,name=MC"
            )
        case .mappedTwice(let name): Words(zh: "“\(name)”对应了两次", en: "\"\(name)\" is mapped twice")
        case .unknownAttribute(let name, let available):
            Words(
                zh: "没有属性“\(name)”；可用属性：\(zhList(available))",
                en: "there is no attribute \"\(name)\"; there are: \(enList(available))"
            )
        case .columnNotFound(let name, let available):
            Words(
                zh: "文件中没有列“\(name)”；现有列：\(zhList(available))",
                en: "the file has no column \"\(name)\"; it has: \(enList(available))"
            )
        case .ambiguous(let name, let candidates):
            Words(
                zh: "“\(name)”对应多个列：\(zhList(candidates))；请用 --map 指明",
                en: "\"\(name)\" fits several columns: \(enList(candidates)); choose with --map"
            )
        }
    }
}
