"""The ratios to reach, from targets.json, beside those that were measured."""
import json
import os
from dataclasses import dataclass

from measurements import LIMIT


@dataclass
class Verdict:
    """`met` is None when the target was not measured, and `words` says why."""
    name: str
    bound: float                         # at least, or at most for a floor; None when there is only an aim
    aim: float
    at_most: bool
    ratio: float = None
    met: bool = None
    aim_met: bool = None
    words: str = ""

    @property
    def required(self):
        return self.bound is not None


def load(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), "targets.json")):
    with open(path) as file:
        return json.load(file)["targets"]


def evaluate(targets, rows, jobs, long):
    return [verdict(target, rows) for target in targets
            if target["ours"]["job"].split()[0] in jobs and (long or target.get("needs") != "long")]


def verdict(target, rows):
    """A peer's target: its CPU time over ours, at least. A floor's: ours over the floor, at most."""
    floor = "floor" in target
    word = "atMost" if floor else "atLeast"
    found = Verdict(target["name"], target.get(word), target.get("aim"), floor)
    mine = our_row(target["ours"], rows)
    job = LIMIT if floor else target.get("peerJob", target["ours"]["job"])
    names = [target["floor"]] if floor else target["peers"]
    theirs = [row for row in rows if row.job == job and row.peer in names]
    if mine is None:
        found.words = "not measured: ours is missing"
    elif not theirs:
        found.words = f"not measured: without {', '.join(names)}"
    else:
        judge(found, mine, min(theirs, key=lambda row: row.nanoseconds))
        if len(names) > 1:
            found.words += f" (quickest of {len(theirs)}" + (f"; {len(names) - len(theirs)} left out)"
                                                              if len(theirs) < len(names) else ")")
    return found


def our_row(wanted, rows):
    mine = [row for row in rows if row.is_ours and row.job == wanted["job"]]
    mode = wanted.get("mode")
    return next((row for row in mine if row.mode == mode), mine[0] if len(mine) == 1 and not mine[0].mode else None)


def judge(found, mine, theirs):
    if found.at_most:
        found.ratio = mine.nanoseconds / theirs.nanoseconds
    else:
        found.ratio = theirs.nanoseconds / mine.nanoseconds
    found.words = f"beside {theirs.peer}"
    unequal = theirs.equal is False or mine.equal is False

    def reached(bound):
        if bound is None:
            return None
        return not unequal and (found.ratio <= bound if found.at_most else found.ratio >= bound)

    found.met, found.aim_met = reached(found.bound), reached(found.aim)
    if unequal:
        found.words += ": UNEQUAL answers"
