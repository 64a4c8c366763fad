"""What the machine is, for reading the figures: no name, no date, no path."""
import glob
import json
import os


def facts(cache):
    return {"processor": processor(), "cores": os.cpu_count(), "caches": caches(), "memory_gib": memory(),
            "workload": workload(cache)}


def processor():
    for line in lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown"


def caches():
    """Level, kind and size of each cache that the first core sees."""
    found = []
    for folder in sorted(glob.glob("/sys/devices/system/cpu/cpu0/cache/index*")):
        level, kind, size = ("".join(lines(os.path.join(folder, name))).strip() for name in ("level", "type", "size"))
        if kind != "Instruction" and size:
            found.append(f"L{level} {size}")
    return found


def memory():
    for line in lines("/proc/meminfo"):
        if line.startswith("MemTotal:"):
            return round(int(line.split()[1]) / 2**20, 1)
    return None


def workload(cache):
    """The workload's seed, and how many rows each of its files has."""
    with open(os.path.join(cache, "workload", "manifest.json")) as file:
        manifest = json.load(file)
    return {"seed": manifest["seed"], "rows": {name.removesuffix(".npy"): f["shape"][0]
                                               for name, f in manifest["files"].items()}}


def lines(path):
    try:
        with open(path) as file:
            return file.readlines()
    except OSError:
        return []
