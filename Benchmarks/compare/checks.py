"""When a peer's answer counts as the same as ours.

Each rule is a pattern for `job / peer`, what must hold, and in words what is allowed for; the first that fits is used.
The allowances are those that the peers' own notes state.
"""
import re


def same(theirs, ours):
    return theirs == ours


def near(*allowed):
    """Each figure within an absolute difference."""
    return lambda theirs, ours: len(theirs) == len(ours) == len(allowed) and all(
        abs(t - o) <= a for t, o, a in zip(theirs, ours, allowed))


def close(share):
    """Each figure within a share of ours."""
    return lambda theirs, ours: len(theirs) == len(ours) and all(
        abs(t - o) <= share * abs(o) for t, o in zip(theirs, ours))


def short(length, touched):
    """A length never above ours and at most a share below; as for the lines touched, a share to either side."""
    return lambda theirs, ours: (-1e-9 <= (ours[0] - theirs[0]) / ours[0] <= length
                                 and abs(theirs[1] - ours[1]) <= touched * ours[1])


def at_least(share):
    return lambda theirs, _: share <= theirs <= 1


# pattern, rule (None: says nothing about equality), in words, whether the rule asks for our answer
RULES = [
    (r"J1 .* / s2-", close(2e-3), "on the sphere, within 0.2 %", True),
    (r"J1 .* / sedonadb", close(1e-3), "drops second districts, within 0.1 %", True),
    (r"J1 .* / ", same, "", True),
    (r"J2 (plain|filtered) / (redis|sklearn)", at_least(0.995), "share of ids, 99.5 % or more", False),
    (r"J2 (plain|filtered) / postgis-single", lambda theirs, _: theirs is True, "by its own check", False),
    (r"J2 plain / scipy-ckdtree-single", None, "prints a count only", False),
    (r"J2 (plain|filtered|nearest-one) / ", same, "", True),
    (r"J2 move / ", None, "prints a count only", False),
    (r"J2 road (plain|filtered) k / ", near(0, 0.0011), "mean to 1 ms", True),
    (r"J2 road .* / ", None, "another model of turns and snapping", False),
    (r"J3 .* / exact", near(2e-6, 0), "to 2 mm", True),
    (r"J3 .* / ", short(1e-4, 1e-3), "buffers fall short, within 1e-4", True),
    (r"J4 / ", near(1.5e-6, 1), "to 1 mm", True),
]


def agreement(row, mine):
    """Whether a peer's row agrees with ours (None: not comparable), and the words for the table."""
    for pattern, rule, words, asks_ours in RULES:
        if re.match(pattern, f"{row.job} / {row.peer}"):
            break
    else:
        return None, "no rule"
    if rule is None:
        return None, f"not compared: {words}"
    if asks_ours and mine is None:
        return None, "not compared: ours is missing"
    if asks_ours and mine.n != row.n:
        return None, f"not compared: ours is of {mine.n:,}"
    try:
        equal = bool(rule(row.check, mine.check if mine else None))
    except (TypeError, IndexError, KeyError, ZeroDivisionError):
        equal = False
    shown = f", {row.check}" if isinstance(row.check, float) else ""
    if not equal:
        return False, f"UNEQUAL ({words or 'exactly'}): {row.check}" + (f", ours {mine.check}" if asks_ours else "")
    return True, f"equal ({words}{shown})" if words else "equal"
