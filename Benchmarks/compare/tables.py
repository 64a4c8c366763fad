"""The figures as plain text, and the same as a document for JSON."""
FLOOR = "J1-floor-grid-1024"


def everything(rows, results, verdicts, facts):
    parts = [machine(facts), jobs(rows), building(rows, facts), limits(rows), targets(verdicts), left_out(results)]
    return "\n\n".join(part for part in parts if part)


def machine(facts):
    return (f"{facts['processor']}, {facts['cores']} cores, {', '.join(facts['caches'])}, {facts['memory_gib']} GiB. "
            f"Workload of seed {facts['workload']['seed']}.\n"
            "CPU seconds on one thread, medians over rounds; spread is the widest difference between rounds.\n"
            "ratio: the peer's CPU time of one item over ours; above 1, ours is faster.")


def jobs(rows):
    lines = [["job", "program", "n", "CPU s", "per CPU s", "each", "spread", "ratio", "answer"]]
    previous = None
    for row in rows:
        if row.is_limit:
            continue
        if previous and previous != row.job:
            lines.append([])
        previous = row.job
        name = " ".join(part for part in (row.peer, row.mode) if part)
        beside = f" {row.beside}" if row.beside else ""
        lines.append([row.job, name, f"{row.n:,}", f"{row.cpu_seconds:.4f}", f"{row.per_second:,.0f}",
                      duration(row.nanoseconds), percent(row), times(row.ratio) + beside if row.ratio else "",
                      row.answer or (brief(row.check) if row.is_ours else "")])
    return layout("Jobs", lines, "llrrrrrrl") if len(lines) > 1 else ""


def building(rows, facts):
    """Building and memory: whatever else the programs say in figures."""
    lines = [["job", "program", "build CPU s", "index MB", "bytes a vertex", "also"]]
    for row in rows:
        more = {name: value for name, value in row.more.items() if type(value) in (int, float)}
        if not more:
            continue
        build, size = more.pop("build_cpu_seconds", None), more.pop("index_bytes", None)
        vertices = facts["workload"]["rows"].get(row.job.removeprefix("J1 ") + ".lonlat")
        each = more.pop("bytes_per_vertex", size / vertices if size and vertices else None)
        name = " ".join(part for part in (row.peer, row.mode) if part)
        lines.append([row.job, name, "" if build is None else f"{build:.4f}",
                      "" if size is None else f"{size / 1e6:.2f}", "" if each is None else f"{each:.1f}",
                      ", ".join(f"{key} {value:g}" for key, value in more.items())])
    return layout("Building and memory", lines, "llrrrl") if len(lines) > 1 else ""


def limits(rows):
    found = [row for row in rows if row.is_limit]
    if not found:
        return ""
    lines = [["limit", "n", "each", "GB a CPU s", "spread"]]
    for row in found:
        moved = {"stream": 8, "gather": 4, "J1": 18, "segment": 16}.get(row.peer.split("-")[0])
        rate = f"{moved / row.nanoseconds:.2f}" if moved else ""
        lines.append([row.peer, f"{row.n:,}", duration(row.nanoseconds), rate, percent(row)])
    text = layout("Limits of this machine, one thread", lines, "lrrrr")
    floor = next((row for row in found if row.peer == FLOOR), None)
    if floor:
        for row in rows:
            if row.is_ours and row.job.startswith("J1 "):
                share = row.nanoseconds / floor.nanoseconds
                text += f"\n{row.job} {row.mode} is within {share:.2f}× of the gather floor ({FLOOR})"
    return text


def targets(verdicts):
    lines = [["target", "at least", "aim", "measured", "met", "aim met", ""]]
    for each in verdicts:
        sign = "≤ " if each.at_most else ""
        measured = times(each.ratio) if each.ratio else "—"
        lines.append([each.name, bound(each.bound, sign), bound(each.aim, sign), measured,
                      answer(each.met, each.required), answer(each.aim_met, each.aim is not None), each.words])
    return layout("Targets", lines, "lrrrlll") if verdicts else ""


def left_out(results):
    if not results.failed:
        return ""
    return layout("Left out, or stopped", [["program", "why"], *map(list, results.failed.items())], "ll")


def document(rows, results, verdicts, facts):
    """The same figures; nothing in it tells when or where it was made."""
    def row(each):
        return {"job": each.job, "peer": each.peer, "mode": each.mode, "n": each.n, "cpu_seconds": each.cpu_seconds,
                "per_cpu_second": each.per_second, "ns_each": each.nanoseconds, "ns_each_by_round": each.rounds,
                "ratio": each.ratio, "ratio_to_mode": each.beside, "check": each.check, "equal": each.equal,
                "answer": each.answer, "more": each.more}

    def target(each):
        return {"name": each.name, "at_most" if each.at_most else "at_least": each.bound, "aim": each.aim,
                "measured": each.ratio, "met": each.met, "aim_met": each.aim_met, "words": each.words}

    return {"machine": facts, "measurements": [row(each) for each in rows if not each.is_limit],
            "limits": [row(each) for each in rows if each.is_limit], "targets": [target(each) for each in verdicts],
            "left_out": results.failed}


def layout(title, lines, alignment):
    """Columns, padded; `alignment` has l or r for each."""
    widths = [max(len(line[i]) for line in lines if line) for i in range(len(alignment))]
    lines = [lines[0], ["-" * width for width in widths], *lines[1:]]
    text = "\n".join("  ".join(cell.ljust(width) if side == "l" else cell.rjust(width)
                               for cell, width, side in zip(line, widths, alignment)).rstrip() for line in lines)
    return f"{title}\n\n{text}"


def duration(nanoseconds):
    for size, unit in ((1e9, "s"), (1e6, "ms"), (1e3, "µs")):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def percent(row):
    return f"{row.spread:.0%}" if len(row.rounds) > 1 else ""


def times(ratio):
    return f"{ratio:,.0f}×" if ratio >= 100 else f"{ratio:.1f}×" if ratio >= 10 else f"{ratio:.2f}×"


def bound(value, sign):
    return "" if value is None else f"{sign}{value:g}×"


def answer(met, asked):
    return "" if not asked else {True: "yes", False: "NO", None: "not measured"}[met]


def brief(check):
    return f"check {check}"
