internal import TestSupport

/// What the places of the county are called.
///
/// The first copy of a town has its real names. The further copies keep the ranks (镇, 街道, 村, 社区) and get invented
/// stems, each given once: two characters such as 松坂, then, when those are used up, three such as 松坂头. A name depends
/// on the seed, the place and the copy, not on the scale.
struct PlaceNames: Sendable {
    private let towns: [Town]
    /// Where the villages of each town begin in the list of all villages; the last is how many there are.
    private let firstVillages: [Int]
    /// How many stems at the front are kept for towns, so that these have the short ones at any scale.
    private let townStems: Int
    private let stems: [String]

    init(towns: [Town], scale: Int, seeds: Seeds) {
        self.towns = towns
        firstVillages = towns.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.villages.count) }
        townStems = towns.count * (DemoCounty.scales.upperBound - 1)
        let villageStems = firstVillages[towns.count] * (scale - 1)
        stems = scale == 1 ? [] : Self.invented(townStems + villageStems, seeds, besides: Self.realStems(towns))
    }

    /// The `copy`-th copy, from 1, of the town with that index.
    func copy(_ copy: Int, of index: Int) -> TownCopy {
        let town = towns[index]
        guard copy > 1 else {
            return TownCopy(town: town, name: town.name, formerName: town.formerName, villages: town.villages)
        }
        let stem = stems[(copy - 2) * towns.count + index]
        let first = townStems + (copy - 2) * firstVillages[towns.count] + firstVillages[index]
        let villages = town.villages.enumerated().map { offset, village in
            // A village called after its town, such as 东庄村 in 东庄镇, still is.
            let isNamesake = Naming.stem(village) == town.stem
            return Naming.renamed(village, isNamesake ? stem : stems[first + offset])
        }
        return TownCopy(
            town: town,
            name: Naming.renamed(town.name, stem),
            formerName: town.formerName.map { Naming.renamed($0, stem) },
            villages: villages
        )
    }

    private static func realStems(_ towns: [Town]) -> Set<String> {
        Set(towns.flatMap { [$0.name, $0.formerName ?? $0.name] + $0.villages }.map(Naming.stem))
    }

    /// At least `count` different stems, shorter ones first, otherwise in an order that only the seed decides.
    private static func invented(_ count: Int, _ seeds: Seeds, besides real: Set<String>) -> [String] {
        let unwanted = real.union(wellKnown)
        var level = firsts.flatMap { first in seconds.filter { $0 != first }.map { String([first, $0]) } }
        var stems: [String] = []
        var length = 2
        while true {
            var generator = seeds.generator(.names, length)
            stems += shuffled(level.filter { !unwanted.contains($0) }, &generator)
            guard stems.count < count else { return stems }
            level = level.flatMap { stem in thirds.map { stem + String($0) } }
            length += 1
        }
    }

    private static func shuffled(_ stems: [String], _ generator: inout SeededGenerator) -> [String] {
        var stems = stems
        for index in stems.indices.dropFirst() { stems.swapAt(index, generator.below(index + 1)) }
        return stems
    }
}

/// Characters that place names on the coast of Fujian are often made of.
extension PlaceNames {
    /// Directions and sizes, colours, trees and crops, stones and sky, animals, families, good wishes, numbers.
    private static let firsts = Array(
        "东西南北上下前后中大小高长新古平" + "青白赤黄乌金银紫碧丹" + "松竹梅柳枫榕樟桂桃杏李桑荔莲兰茶麦槐杉柏棠"
            + "石沙泉云霞月星" + "龙凤鹤鹭马牛狮" + "林陈郑许苏吴蔡郭何叶" + "永福安康文秀玉清" + "双三五九"
    )
    /// Landforms, waters and what people build in them.
    private static let seconds = Array("埔厝坑洋山湖溪林坂墩塘田岭坪埕屿港江浦洲峰井亭桥寨园坡坝埭墘垵崎岐峤垄仑庄渡渚汀潭澳湾堤柄圳兜沟")
    /// Where beside those.
    private static let thirds = Array("头尾口边前后里内")
    /// Names that everybody knows from elsewhere.
    private static let wellKnown: Set = [
        "东山", "古田", "长汀", "安溪", "霞浦", "平潭", "泉港", "鹭江", "长江", "黄山", "黄埔", "桂林", "九江", "桃园", "中山", "玉林", "玉溪",
        "西湖", "松江", "金山",
    ]
}
