#!/usr/bin/env python3
"""Runs our jobs and those of the peers alternately, and prints one table, with limits and targets.

    compare.py --peers SCRIPTS --cache DIR --bench PROGRAM [--rounds 3] [--jobs J1,J2,J3,J4] [--long]

SCRIPTS holds the peers' programs, DIR what scripts/peers made, PROGRAM is PianquBench. Whatever is missing is said and
left out. Exit status: 0 when every target is met and every comparable answer is equal, 1 otherwise, 2 for wrong usage.
"""
import argparse
import fnmatch
import json
import os
import signal
import sys

import machine
import tables
from measurements import Measurements
from runner import Runner
from servers import Servers
from steps import JOBS, Places, limits, ours, peers
from targets import evaluate, load


def arguments(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", required=True, help="folder of the peers' scripts")
    parser.add_argument("--cache", required=True, help="folder that scripts/peers has set up")
    parser.add_argument("--bench", required=True, help="our program, PianquBench")
    parser.add_argument("--rounds", type=int, default=3, help="how often each program runs (3); slow ones run once")
    parser.add_argument("--jobs", default=",".join(JOBS), help="which jobs: " + ",".join(JOBS))
    parser.add_argument("--skip", default="", help="peers to leave out, such as postgis*,duckdb")
    parser.add_argument("--long", action="store_true", help="also the buffers of all 200 tracks (minutes)")
    parser.add_argument("--timeout", type=float, default=600, help="seconds that one program may take (600)")
    parser.add_argument("--allow-missing", action="store_true", help="a target that was not measured does not fail")
    parser.add_argument("--json", help="where the figures go (DIR/compare.json)")
    options = parser.parse_args(argv)
    options.jobs = [job for job in options.jobs.split(",") if job]
    if unknown := set(options.jobs) - set(JOBS):
        parser.error(f"no such job: {', '.join(sorted(unknown))}. There are {', '.join(JOBS)}.")
    if options.rounds < 1:
        parser.error("--rounds must be 1 or more")
    if not os.path.exists(os.path.join(options.cache, "workload", "manifest.json")):
        parser.error(f"no workload in {options.cache}; run scripts/peers {options.cache} first")
    if not os.access(options.bench, os.X_OK):
        parser.error(f"no program {options.bench}; build it: swift build -c release --package-path Benchmarks")
    return options


def alternate(runner, job, mine, others, rounds, results):
    """Ours, a peer, ours, the next peer…: in the first round every peer, later those that are quick and ran well."""
    for turn in range(rounds):
        due = [step for step in others if (turn == 0 or step.every_round) and step.name not in results.failed]
        for step in due or [None]:
            if mine.name not in results.failed:
                results.add(mine, *runner.run(mine, f"{job}  {turn + 1}/{rounds}"))
            if step:
                results.add(step, *runner.run(step, f"{job}  {turn + 1}/{rounds}"))


def measure(options):
    """Everything that was measured, and the limits of the machine."""
    places = Places(options.peers, options.cache, options.bench)
    results, runner = Measurements(), Runner(options.timeout)

    def skipped(name):
        return any(fnmatch.fnmatch(name, pattern) for pattern in options.skip.split(","))

    with Servers(places, say, skipped) as servers:
        for turn in range(options.rounds):
            step = limits(places)
            if step.name not in results.failed:
                results.add(step, *runner.run(step, f"limits  {turn + 1}/{options.rounds}"))
        for job in options.jobs:
            for mine, others in ours_and_peers(job, places, servers, options.long):
                others = [step for step in others if not skipped(step.name)]
                alternate(runner, job, mine, others, options.rounds, results)
    return results


def ours_and_peers(job, places, servers, long):
    for name in JOBS[job]:
        yield ours(name, places), peers(name, places, servers, long)


def say(text):
    print(f"compare: {text}", file=sys.stderr, flush=True)


def main(argv=None):
    options = arguments(argv)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    results = measure(options)
    facts = machine.facts(options.cache)
    rows = results.rows()
    verdicts = evaluate(load(), rows, jobs=options.jobs, long=options.long)
    print(tables.everything(rows, results, verdicts, facts))
    path = options.json or os.path.join(options.cache, "compare.json")
    with open(path, "w") as file:
        json.dump(tables.document(rows, results, verdicts, facts), file, indent=1, ensure_ascii=False)
        file.write("\n")
    say(f"the figures are in {path}")
    return status(rows, results, verdicts, options.allow_missing)


def status(rows, results, verdicts, allow_missing):
    """1 when a target is missed, when it was not measured and must be, when an answer differs, or when ours failed."""
    unequal = any(row.equal is False for row in rows)
    missed = any(v.met is False or (v.met is None and not allow_missing) for v in verdicts if v.required)
    return 1 if unequal or missed or results.ours_failed else 0


if __name__ == "__main__":
    sys.exit(main())
