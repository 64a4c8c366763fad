"""The driver's own check, on invented lines of JSON: python3 -m unittest, in this folder."""
import contextlib
import io
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest
from types import SimpleNamespace

import compare
import tables
from measurements import Measurements
from runner import Runner, parse
from servers import Missing, Servers, ask, free_port, wait_until
from steps import JOBS, Places, Step, peers
from targets import evaluate, load


def record(job, peer, cpu, n=1000, check=None, **more):
    return {"job": job, "peer": peer, "n": n, "cpu_seconds": cpu, "seconds": cpu, "check": check, **more}


def rows_of(*records):
    results = Measurements()
    for each in records:
        results.add(Step("a program", [], is_ours=each["peer"] == "pianqu"), [each], None)
    return results.rows()


def row_of(rows, peer):
    return next(row for row in rows if row.peer == peer)


class Ratios(unittest.TestCase):
    def test_is_of_medians_for_one_item_whatever_the_counts(self):
        rows = rows_of(record("J4", "pianqu", 0.3, check=[1, 1]), record("J4", "pianqu", 0.1, check=[1, 1]),
                       record("J4", "pianqu", 0.2, check=[1, 1]), record("J4", "shapely", 4.0, n=2000, check=[1, 1]),
                       record("J4", "shapely", 40.0, n=2000, check=[1, 1]),
                       record("J4", "shapely", 6.0, n=2000, check=[1, 1]))
        self.assertAlmostEqual(row_of(rows, "shapely").ratio, (6.0 / 2000) / (0.2 / 1000))
        self.assertAlmostEqual(row_of(rows, "pianqu").spread, 1.0)

    def test_sets_one_at_a_time_beside_one_at_a_time(self):
        rows = rows_of(record("J1 d400", "pianqu", 1, check=[5, 5], mode="bulk"),
                       record("J1 d400", "pianqu", 4, check=[5, 5], mode="single"),
                       record("J1 d400", "geos-c-single", 8, check=[5, 5]),
                       record("J1 d400", "shapely-tree-of-points", 8, check=[5, 5]))
        self.assertEqual(row_of(rows, "geos-c-single").ratio, 2)
        self.assertEqual(row_of(rows, "shapely-tree-of-points").ratio, 8)

    def test_counts_queries_and_not_pairs_by_road(self):
        rows = rows_of(record("J2 road plain k", "pianqu", 0.2, n=20_000, check=[1, 1], mode="bulk"),
                       record("J2 road one-to-many", "osrm-mld", 4.0, n=40_000, check=[1, 1], queries=200))
        self.assertAlmostEqual(row_of(rows, "osrm-mld").ratio, 2000)


class Answers(unittest.TestCase):
    def equal(self, job, peer, theirs, ours, n=1000):
        rows = rows_of(record(job, "pianqu", 1, check=ours), record(job, peer, 1, n=n, check=theirs))
        return row_of(rows, peer).equal

    def test_allow_what_the_peers_notes_state_and_no_more(self):
        cases = [
            ("J1 d400", "geopandas", [994738, 77], [994738, 77], True),
            ("J1 d400", "geopandas", [994738, 78], [994738, 77], False),
            ("J1 d400", "s2-shapeindex-sorted", [993478, 6.80e12], [994738, 6.8085e12], True),
            ("J1 d400", "s2-shapeindex-sorted", [990000, 6.80e12], [994738, 6.8085e12], False),
            ("J1 d400", "sedonadb", [994575, 6.808e12], [994738, 6.8085e12], True),
            ("J1 d400", "sedonadb", [993478, 6.80e12], [994738, 6.8085e12], False),
            ("J2 plain", "redis-geosearch-3km-pipelined", 0.998, None, True),
            ("J2 plain", "redis-geosearch-3km-pipelined", 0.98, None, False),
            ("J2 filtered", "postgis-single", True, [1, 1], True),
            ("J2 filtered", "postgis-single", False, [1, 1], False),
            ("J2 plain", "scipy-ckdtree", [100, 5], [100, 6], False),
            ("J2 road filtered k", "network-expansion-c++", [100, 61.234], [100, 61.2337], True),
            ("J2 road filtered k", "network-expansion-c++", [100, 61.234], [100, 61.2], False),
            ("J2 road filtered k", "network-expansion-c++", [99, 61.234], [100, 61.234], False),
            ("J3 10 tracks", "exact-intervals-c++", [196.666851, 2250], [196.6668511, 2250], True),
            ("J3 10 tracks", "exact-intervals-c++", [196.666851, 2250], [196.66688, 2250], False),
            ("J3 10 tracks", "exact-intervals-c++", [196.666851, 2249], [196.666851, 2250], False),
            ("J3 10 tracks", "duckdb", [196.656306, 2249], [196.666851, 2250], True),
            ("J3 10 tracks", "duckdb", [196.62, 2249], [196.666851, 2250], False),
            ("J3 10 tracks", "duckdb", [196.67, 2249], [196.666851, 2250], False),
            ("J4", "shapely", [4018.1, 7001], [4018.100001, 7000], True),
            ("J4", "shapely", [4018.1, 7001], [4018.100003, 7000], False),
            ("J4", "shapely", [4018.1, 7003], [4018.1, 7000], False),
            ("J4", "shapely", None, [4018.1, 7000], False),
            ("J4", "shapely", [4018.1], [4018.1, 7000], False),
        ]
        for job, peer, theirs, ours, expected in cases:
            with self.subTest(job=job, peer=peer, theirs=theirs, ours=ours):
                self.assertIs(self.equal(job, peer, theirs, ours), expected)

    def test_are_not_compared_when_they_cannot_be(self):
        self.assertIsNone(self.equal("J1 d400", "shapely-single", [5, 5], [9, 9], n=20))
        self.assertIsNone(self.equal("J2 road one-to-many", "osrm-mld", [5, 5], [9, 9]))
        self.assertIsNone(row_of(rows_of(record("J4", "shapely", 1, check=[1, 1])), "shapely").equal)

    def test_that_differ_between_rounds_are_unequal(self):
        rows = rows_of(record("J4", "pianqu", 1, check=[1, 1]), record("J4", "shapely", 1, check=[1, 1]),
                       record("J4", "pianqu", 1, check=[2, 1]))
        self.assertIs(row_of(rows, "pianqu").equal, False)


class Targets(unittest.TestCase):
    TARGET = {"name": "t", "ours": {"job": "J3 10 tracks"}, "peers": ["duckdb", "postgis"], "atLeast": 10, "aim": 30}

    def verdict(self, *records, target=None):
        return evaluate([target or self.TARGET], rows_of(*records), jobs=["J1", "J3"], long=False)[0]

    def test_ask_the_quickest_named_peer(self):
        mine = record("J3 10 tracks", "pianqu", 1, check=[1, 1])
        quick = record("J3 10 tracks", "duckdb", 20, check=[1, 1])
        slow = record("J3 10 tracks", "postgis", 90, check=[1, 1])
        verdict = self.verdict(mine, slow, quick)
        self.assertEqual((verdict.ratio, verdict.met, verdict.aim_met), (20, True, False))
        self.assertIn("quickest of 2", verdict.words)
        self.assertIn("1 left out", self.verdict(mine, slow).words)
        self.assertIs(self.verdict(mine, dict(quick, cpu_seconds=9.9)).met, False)

    def test_are_not_met_by_unequal_answers(self):
        verdict = self.verdict(record("J3 10 tracks", "pianqu", 1, check=[1, 1]),
                               record("J3 10 tracks", "duckdb", 99, check=[3, 1]))
        self.assertIs(verdict.met, False)
        self.assertIn("UNEQUAL", verdict.words)

    def test_are_not_measured_without_ours_or_the_peer(self):
        self.assertIsNone(self.verdict(record("J3 10 tracks", "pianqu", 1, check=[1, 1])).met)
        self.assertIsNone(self.verdict(record("J3 10 tracks", "duckdb", 1, check=[1, 1])).met)

    def test_set_us_beside_a_floor(self):
        target = {"name": "f", "ours": {"job": "J1 d400", "mode": "bulk"}, "floor": "J1-floor-grid-1024", "aim": 4}
        records = [record("J1 d400", "pianqu", 6, check=[1, 1], mode="bulk"), record("limit", "J1-floor-grid-1024", 2)]
        verdict = self.verdict(*records, target=target)
        self.assertEqual((verdict.ratio, verdict.met, verdict.aim_met, verdict.required), (3, None, True, False))

    def test_committed_ones_are_ratios_of_jobs_and_peers_that_exist(self):
        self.assertGreater(len(load()), 10)
        for target in load():
            self.assertLessEqual(target.keys(), {"name", "ours", "peers", "peerJob", "floor", "atLeast", "atMost",
                                                 "aim", "needs"})
            self.assertIn(target["ours"]["job"].split()[0], JOBS)
            self.assertTrue("floor" in target or target["peers"])
            self.assertTrue({"atLeast", "aim"} & target.keys())


class Programs(unittest.TestCase):
    def run_python(self, code, timeout=20):
        return Runner(timeout).run(Step("p", [[sys.executable, "-c", code]]), "test")

    def setUp(self):
        self.silence = contextlib.redirect_stderr(io.StringIO())
        self.silence.__enter__()
        self.addCleanup(self.silence.__exit__, None, None, None)

    def test_may_print_more_than_measurements(self):
        good = json.dumps(record("J4", "shapely", 1))
        nothing = json.dumps({"job": "J4", "peer": "x", "n": 0})
        self.assertEqual(len(parse(f"warming up\n{good}\n[1]\n{{}}\n{nothing}")), 1)

    def test_that_fail_are_named_with_their_reason(self):
        self.assertEqual(self.run_python("import sys; sys.exit('no such file')"), ([], "exit status 1: no such file"))
        self.assertIn("longer than 0.5 s", self.run_python("import time; time.sleep(30)", timeout=0.5)[1])
        self.assertEqual(self.run_python("pass")[1], "printed no measurement")
        told = json.dumps({"job": "J4", "peer": "duckdb", "error": "ModuleNotFoundError: duckdb"})
        self.assertEqual(self.run_python(f"print({told!r})"), ([], "ModuleNotFoundError: duckdb"))
        self.assertIn("could not be started", Runner(1).run(Step("p", [["/no/such/program"]]), "test")[1])
        self.assertEqual(Runner(1).run(Step("p", [], missing="not built"), "test"), ([], "not built"))

    def test_every_job_has_peers_and_names_what_is_not_set_up(self):
        with tempfile.TemporaryDirectory() as folder:
            servers = SimpleNamespace(redis=lambda: ("", "none"),
                                      postgis=lambda: {"environment": {}, "missing": "none"})
            for subject in sum(JOBS.values(), []):
                steps = peers(subject, Places(folder, folder, folder), servers, long=True)
                self.assertTrue(steps and all(step.missing for step in steps))
                self.assertEqual(len({step.name for step in steps}), len(steps))


class ServersEnd(unittest.TestCase):
    def test_when_the_run_fails(self):
        before = signal.getsignal(signal.SIGINT)
        with self.assertRaises(ZeroDivisionError):
            with Servers(None, print, lambda _: False) as servers:
                folder = servers.folder()
                process = servers.launch(["sleep", "60"], signal.SIGTERM, folder)
                1 / 0
        self.assertIsNotNone(process.poll())
        self.assertFalse(os.path.exists(folder))
        self.assertIs(signal.getsignal(signal.SIGINT), before)
        self.assertIsNot(before, signal.SIG_IGN)

    def test_and_are_missing_when_they_do_not_start_or_another_answers(self):
        with Servers(None, print, lambda name: name == "redis") as servers:
            self.assertEqual(servers.redis(), ("", "left out as asked"))
            folder = servers.folder()
            process = servers.launch([sys.executable, "-c", "print('bad option')"], signal.SIGTERM, folder)
            with self.assertRaisesRegex(Missing, "bad option"):
                wait_until(lambda: False, process, folder, "it")
            with socket.create_server(("127.0.0.1", 0)) as listener:
                self.assertNotEqual(free_port(), listener.getsockname()[1])
            self.assertEqual(ask(free_port(), "INFO\r\n"), "")


@unittest.skipUnless(os.name == "posix", "programs are marked as executable")
class WholeRuns(unittest.TestCase):
    """The command on invented programs: ours, the limits, and shapely's J4."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        for part in ("scripts", "cache/workload", "cache/venv/bin", "cache/cpp"):
            os.makedirs(f"{self.folder}/{part}")
        with open(f"{self.folder}/cache/workload/manifest.json", "w") as file:
            json.dump({"seed": 20, "files": {"lines.off.npy": {"shape": [11]}}}, file)
        os.symlink(sys.executable, f"{self.folder}/cache/venv/bin/python")
        self.program("cache/cpp/limits", [record("limit", "stream-read", 1), record("limit", "J1-floor-grid-1024", 1)])
        self.ours(record("J4", "pianqu", 0.1, check=[10.0, 20]))
        self.shapely(record("J4", "shapely", 5.0, check=[10.0, 20]))

    def program(self, path, records, code=0):
        path = f"{self.folder}/{path}"
        with open(path, "w") as file:
            file.write(textwrap.dedent(f"""\
                #!{sys.executable}
                import sys
                open({self.folder + "/order"!r}, "a").write({os.path.basename(path)!r} + " ")
                if "job4" not in __file__ or "shapely" in sys.argv:
                    print({chr(10).join(map(json.dumps, records))!r})
                sys.exit({code})
                """))
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)

    def ours(self, *records, code=0):
        self.program("bench", records, code)

    def shapely(self, *records):
        self.program("scripts/job4_split.py", records)

    def compare(self, *more):
        out, err = io.StringIO(), io.StringIO()
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = compare.main(["--peers", f"{self.folder}/scripts", "--cache", f"{self.folder}/cache", "--bench",
                                     f"{self.folder}/bench", "--jobs", "J4", "--rounds", "2",
                                     "--skip", "redis,postgis,geopandas,duckdb,sedonadb", *more])
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        return code, out.getvalue()

    def test_pass_when_targets_are_met_and_answers_equal(self):
        code, text = self.compare()
        self.assertEqual(code, 0, text)
        self.assertRegex(text, r"J4 +shapely .* 50\.0× +equal")
        self.assertRegex(text, r"J4 50,000 lines.* 10× +30× +50\.0× +yes +yes")
        with open(f"{self.folder}/order") as file:
            self.assertEqual(file.read().split(), ["limits"] * 2 + ["bench", "job4_split.py"] * 2)
        with open(f"{self.folder}/cache/compare.json") as file:
            document = json.load(file)
        self.assertEqual(document["targets"][0]["measured"], 50)
        self.assertEqual(document["machine"]["workload"]["rows"], {"lines.off": 11})
        self.assertNotIn(self.folder, json.dumps(document))

    def test_fail_when_a_ratio_is_too_small(self):
        self.shapely(record("J4", "shapely", 0.99, check=[10.0, 20]))
        code, text = self.compare()
        self.assertEqual(code, 1)
        self.assertRegex(text, r"9\.90× +NO +NO")

    def test_fail_when_answers_differ(self):
        self.shapely(record("J4", "shapely", 5.0, check=[10.1, 20]))
        code, text = self.compare()
        self.assertEqual(code, 1)
        self.assertIn("UNEQUAL (to 1 mm): [10.1, 20], ours [10.0, 20]", text)
        self.assertEqual(self.compare("--allow-missing")[0], 1)

    def test_say_which_peer_is_missing_and_still_print(self):
        self.shapely({"job": "J4", "peer": "shapely", "error": "ModuleNotFoundError: No module named 'shapely'"})
        code, text = self.compare()
        self.assertEqual(code, 1)
        self.assertRegex(text, r"shapely +ModuleNotFoundError")
        self.assertIn("not measured: without shapely", text)
        self.assertIn("J4   pianqu", text)
        self.assertEqual(self.compare("--allow-missing")[0], 0)

    def test_tell_a_job_that_is_not_there_yet_from_one_that_fails(self):
        self.ours(code=2)
        code, text = self.compare("--allow-missing")
        self.assertIn("not there yet", text)
        self.assertEqual(code, 0)
        self.ours(code=3)
        self.assertEqual(self.compare("--allow-missing")[0], 1)

    def test_leave_nothing_running_when_stopped(self):
        with open(f"{self.folder}/bench", "w") as file:
            file.write(f"#!/bin/sh\necho $$ > {self.folder}/pid\nexec sleep 60\n")
        here = os.path.dirname(os.path.abspath(compare.__file__))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            driver = subprocess.Popen([sys.executable, "compare.py", "--peers", f"{self.folder}/scripts", "--cache",
                                       f"{self.folder}/cache", "--bench", f"{self.folder}/bench", "--jobs", "J4",
                                       "--skip", "*"], cwd=here, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            deadline = time.monotonic() + 20
            while not os.path.exists(f"{self.folder}/pid") and time.monotonic() < deadline:
                time.sleep(0.02)
            driver.send_signal(number)
            self.assertEqual(driver.wait(timeout=20), 128 + number)
            with open(f"{self.folder}/pid") as file:
                self.assertRaises(ProcessLookupError, os.kill, int(file.read()), 0)
            os.remove(f"{self.folder}/pid")


class Tables(unittest.TestCase):
    def test_say_bytes_a_vertex_as_told_or_from_the_index(self):
        rows = rows_of(record("J1 d400", "pianqu", 1, check=[1, 1], build_cpu_seconds=0.5, bytes_per_vertex=58),
                       record("J1 d400", "exact-grid-c++", 1, check=[1, 1], index_bytes=1400, border_cells=0.1))
        text = tables.building(rows, {"workload": {"rows": {"d400.lonlat": 20}}})
        self.assertRegex(text, r"pianqu +0\.5000 +58\.0\n")
        self.assertRegex(text, r"exact-grid-c\+\+ +0\.00 +70\.0 +border_cells 0\.1")

    def test_show_durations_and_ratios_shortly(self):
        self.assertEqual([tables.duration(ns) for ns in (1.234, 56.78, 1234, 2.2e7, 3e9)],
                         ["1.23 ns", "56.8 ns", "1.23 µs", "22 ms", "3 s"])
        self.assertEqual([tables.times(ratio) for ratio in (0.954, 9.876, 49.96, 1853.2)],
                         ["0.95×", "9.88×", "50.0×", "1,853×"])


if __name__ == "__main__":
    unittest.main()
