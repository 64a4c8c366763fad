"""Collects what the programs print, takes medians, and compares each peer with ours."""
import statistics
from dataclasses import dataclass, field

from checks import agreement

OURS, LIMIT = "pianqu", "limit"
# A job of the peers that ours answers under another name, and the field of theirs that counts its questions.
UNDER_ANOTHER_NAME = {"J2 road one-to-many": ("J2 road plain k", "queries")}
PLAIN = {"job", "peer", "mode", "n", "seconds", "per_second", "threads", "check", "cpu_seconds", "best", "queries",
         "ns_each", "cpu_ns_each", "GB_per_s"}


@dataclass
class Row:
    """One program on one job: medians over the rounds, and how it compares with ours."""
    job: str
    peer: str
    mode: str
    n: int
    cpu_seconds: float
    nanoseconds: float                   # CPU time of one item
    rounds: list                         # the same of each round
    check: object
    steady: bool                         # whether every round gave the same check
    more: dict = field(default_factory=dict)
    beside: str = None                   # the mode of ours it is compared with
    ratio: float = None                  # its CPU time of one item over ours: above 1, ours is faster
    equal: bool = None                   # None: not comparable, and `answer` says why
    answer: str = ""

    @property
    def is_ours(self):
        return self.peer == OURS

    @property
    def is_limit(self):
        return self.job == LIMIT

    @property
    def per_second(self):
        return 1e9 / self.nanoseconds

    @property
    def spread(self):
        """The widest difference between rounds, as a share of the median."""
        return (max(self.rounds) - min(self.rounds)) / self.nanoseconds


class Measurements:
    def __init__(self):
        self.records = {}                # (job, peer, mode) → the record of each round
        self.failed = {}                 # the name of a step → why it was left out, or stopped
        self.ours_failed = False

    def add(self, step, records, reason):
        for record in records:
            job = step.rename.get(record["job"], record["job"])
            self.records.setdefault((job, record["peer"], record.get("mode", "")), []).append(record)
        if reason and step.is_ours and not records and reason.startswith("exit status 2"):
            self.failed[step.name] = "not there yet: the program does not know this job"
        elif reason:
            self.failed[step.name] = reason
            self.ours_failed = self.ours_failed or step.is_ours

    def rows(self):
        """Job by job in the order they ran; ours first, then the peers, the quickest first."""
        jobs = list(dict.fromkeys(job for job, _, _ in self.records))
        rows = [median_row(*key, records) for key, records in self.records.items()]
        rows.sort(key=lambda row: (jobs.index(row.job), not row.is_ours, not row.is_limit and row.nanoseconds))
        for row in rows:
            if not row.is_ours and not row.is_limit:
                compare(row, counterpart(row, rows))
            elif not row.steady:
                row.equal, row.answer = False, "UNEQUAL: its rounds differ"
        return rows


def median_row(job, peer, mode, records):
    count = UNDER_ANOTHER_NAME.get(job, (None, "n"))[1]
    counts = [record.get(count, record["n"]) for record in records]
    rounds = [record["cpu_seconds"] / n * 1e9 for record, n in zip(records, counts)]
    each = statistics.median(rounds)
    checks = [record.get("check") for record in records]
    more = {}
    for name in records[0].keys() - PLAIN:
        values = [record[name] for record in records if name in record]
        number = all(type(value) in (int, float) for value in values)
        more[name] = statistics.median(values) if number else values[0]
    return Row(job, peer, mode, counts[0], each * counts[0] / 1e9, each, rounds, checks[0],
               all(check == checks[0] for check in checks), dict(sorted(more.items())))


def counterpart(row, rows):
    """Our row of the same job: one at a time beside one at a time, else in bulk."""
    job = UNDER_ANOTHER_NAME.get(row.job, (row.job,))[0]
    mine = [each for each in rows if each.is_ours and each.job == job]
    wanted = "single" if "single" in row.peer else "bulk"
    return next((each for each in mine if each.mode == wanted), mine[0] if mine else None)


def compare(row, mine):
    row.equal, row.answer = agreement(row, mine)
    if not row.steady:
        row.equal, row.answer = False, "UNEQUAL: its rounds differ"
    if mine:
        row.beside, row.ratio = mine.mode, row.nanoseconds / mine.nanoseconds
