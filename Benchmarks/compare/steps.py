"""Which programs run for which job."""
import os
from dataclasses import dataclass, field

# The jobs one can ask for, and the subjects of each, which have a subcommand of ours. J5, over HTTP, joins here.
JOBS = {"J1": ["lookup"], "J2": ["nearest", "road"], "J3": ["cover"], "J4": ["split"]}
LIMITS = "limits"


@dataclass
class Places:
    """Where the peers' scripts, what was set up for them, and our program are."""
    scripts: str
    cache: str
    bench: str

    def __post_init__(self):
        self.scripts, self.cache, self.bench = map(os.path.abspath, (self.scripts, self.cache, self.bench))
        self.workload = self.at("workload")
        self.python = self.at("venv/bin/python")

    def at(self, name):
        return os.path.join(self.cache, name)


@dataclass
class Step:
    """One program, or one program several times over; `missing` says why it cannot run."""
    name: str
    commands: list
    every_round: bool = True
    environment: dict = field(default_factory=dict)
    rename: dict = field(default_factory=dict)
    missing: str = None
    is_ours: bool = False


def ours(subject, places):
    return Step(f"pianqu {subject}", [[places.bench, subject, places.workload]], is_ours=True)


def limits(places):
    return compiled(LIMITS, places, [[]])


def peers(subject, places, servers, long):
    return {"lookup": lookup, "nearest": nearest, "road": road, "cover": cover, "split": split}[subject](
        places, servers, long)


def lookup(places, servers, long):
    def by(name, only, **more):
        return script(name, places, "job1_lookup.py",
                      [["--only", only, "--layer", layer] for layer in ("d400", "d10k")], **more)

    return [
        by("shapely, tree of points", "shapely-tree-of-points"),
        by("shapely, tree of polygons", "shapely-tree-of-polygons"),
        compiled("job1_geos", places, [["d400"], ["d10k"]]),
        compiled("job1_s2", places, [["d400"], ["d10k"]]),
        compiled("job1_grid", places, [["d400"], ["d10k"]]),
        by("shapely, single", "shapely-single"),
        by("geopandas", "geopandas", every_round=False),
        by("sedonadb", "sedonadb", every_round=False),
        by("duckdb", "duckdb", every_round=False),
        by("postgis join", "postgis-join", every_round=False, **servers.postgis()),
        by("postgis single", "postgis-single", every_round=False, **servers.postgis()),
    ]


def nearest(places, servers, long):
    def by(name, *arguments, **more):
        return script(name, places, "job2_nearest.py", [["--only", name, *arguments]], **more)

    address, missing = servers.redis()
    return [
        by("scipy"),
        by("redis", "--redis", address, missing=missing),
        by("shapely", every_round=False),
        by("sklearn", every_round=False),
        by("postgis", every_round=False, **servers.postgis()),
    ]


def road(places, servers, long):
    def by(name, flag, made, arguments, **more):
        python, path = places.at("road-venv/bin/python"), places.at(made)
        missing = None
        if flag and not (os.path.exists(python) and os.path.exists(places.at(made.split("/")[0] + ".made"))):
            missing = "it is not set up; scripts/peers says why"
        if flag:
            arguments = [flag, path, *arguments]
        return script(name, places, "job2_road.py", [["--only", name, *arguments]],
                      python=python if flag else places.python, missing=missing, **more)

    return [
        compiled("job2_ine", places, [[]]),
        by("osrm-mld", "--osrm-mld", "osrm/roads.osrm", ["--repeat", "1"]),
        by("valhalla", "--valhalla", "valhalla/valhalla.json", [], every_round=False),
        by("scipy-dijkstra", "", "", [], every_round=False),
    ]


def cover(places, servers, long):
    def by(name, tracks=10, **more):
        label = name if tracks == 10 else f"{name}, {tracks} tracks"
        return script(label, places, "job3_cover.py", [["--only", name, "--tracks", str(tracks)]], **more)

    steps = [
        compiled("job3_exact", places, [["20", "10"]], rename={"J3": "J3 10 tracks"}),
        compiled("job3_exact", places, [["20", "200"]], rename={"J3": "J3 200 tracks"}, label="job3_exact, 200 tracks"),
        by("shapely-lines"),
        by("shapely-union", every_round=False),
        by("geopandas", every_round=False),
        by("sedonadb", every_round=False),
        by("duckdb"),
        by("postgis", every_round=False, **servers.postgis()),
    ]
    if long:
        steps.append(by("shapely-lines", 200, every_round=False))
    return steps


def split(places, servers, long):
    def by(name, **more):
        return script(name, places, "job4_split.py", [["--only", name]], **more)

    return [
        by("shapely"),
        by("geopandas", every_round=False),
        by("sedonadb", every_round=False),
        by("duckdb", every_round=False),
        by("postgis", every_round=False, **servers.postgis()),
    ]


def script(name, places, file, arguments, python=None, missing=None, **more):
    """A peer in Python, once for each list of arguments."""
    python = python or places.python
    if not missing and not os.path.exists(python):
        missing = "its Python environment is not set up; scripts/peers says why"
    commands = [[python, os.path.join(places.scripts, file), places.workload, *each] for each in arguments]
    return Step(name, commands, missing=missing, **more)


def compiled(name, places, arguments, label=None, **more):
    """A peer in C++, once for each list of arguments."""
    program = places.at(f"cpp/{name}")
    missing = None if os.path.exists(program) else "it is not built; scripts/peers says why"
    return Step(label or name, [[program, places.workload, *each] for each in arguments], missing=missing, **more)
