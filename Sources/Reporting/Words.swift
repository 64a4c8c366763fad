public import Phrasebook

extension PictureError: Worded {
    /// Why the picture cannot be made, and what to do about it.
    public var words: Words {
        switch self {
        case .badWidth(let width):
            Words(
                zh: "图宽 \(width) 像素不可用；请取 \(CoverageMap.widths.lowerBound) 到 \(CoverageMap.widths.upperBound)",
                en:
                    "a picture cannot be \(width) pixels wide; choose from \(CoverageMap.widths.lowerBound) to "
                    + "\(CoverageMap.widths.upperBound)"
            )
        case .tooLarge(let width, let height):
            Words(
                zh: "图片 \(width) × \(height) 像素太大；每边最多 \(PNGRenderer.mostPixels)，请缩小，或写成 .svg",
                en:
                    "a picture of \(width) x \(height) pixels is too large; a side has at most \(PNGRenderer.mostPixels): "
                    + "make it smaller, or write .svg"
            )
        case .badScale: Words(zh: "放大倍数必须大于零", en: "an enlargement must be more than zero")
        case .badAgeLimits:
            Words(
                zh: "天数分级须从小到大，如 7,15,30，至多 \(AgeClasses.mostLimits) 级",
                en: "limits of age must ascend, as in 7,15,30, and be at most \(AgeClasses.mostLimits)"
            )
        }
    }
}

extension PictureFailure: Worded {
    /// What failed and what was said.
    public var words: Words {
        Words(zh: "绘图程序的 \(operation) 失败：\(message)", en: "\(operation) of the drawing library failed: \(message)")
    }
}
