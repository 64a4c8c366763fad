"""Starts a program, waits for it, and reads the lines of JSON it prints."""
import ctypes
import json
import os
import signal
import subprocess
import sys

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}


class Runner:
    def __init__(self, timeout):
        self.timeout = timeout

    def run(self, step, progress):
        """The records a step printed, and the reason when it has failed (or one of its commands has)."""
        print(f"compare: {progress}  {step.name}", file=sys.stderr, flush=True)
        if step.missing:
            return [], step.missing
        environment = dict(os.environ, **ONE_THREAD, PYTHONDONTWRITEBYTECODE="1", **step.environment)
        records, reason = [], None
        for command in step.commands:
            found, why = self.one(command, environment)
            records += found
            reason = reason or why
        return records, reason

    def one(self, command, environment):
        try:
            # A session of its own: Ctrl-C reaches this program alone, which then ends the other one.
            process = subprocess.Popen(command, env=environment, text=True, errors="replace", start_new_session=True,
                                       preexec_fn=die_with_us, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE)
        except OSError as error:
            return [], f"could not be started: {error.strerror}"
        try:
            out, err = process.communicate(timeout=self.timeout)
            reason = None if process.returncode == 0 else last_words(err, process.returncode)
        except subprocess.TimeoutExpired:
            stop(process)
            out, reason = process.communicate()[0], f"took longer than {self.timeout:g} s"
        except BaseException:
            stop(process)
            raise
        records = parse(out)
        errors = [record["error"] for record in records if "error" in record]
        records = [record for record in records if "error" not in record]
        if not reason and not records and not errors:
            reason = "printed no measurement"
        return records, reason or (errors[0] if errors else None)


def die_with_us(number=signal.SIGTERM):
    """Asks Linux to signal this new process should the driver itself be killed outright (PR_SET_PDEATHSIG is 1)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, number)


def stop(process):
    """Ends the process and its children, which share its session."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def parse(text):
    """The lines that are JSON objects; programs may print other things."""
    records = []
    for line in text.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict) and ("error" in record or is_measurement(record)):
            records.append(record)
    return records


def is_measurement(record):
    return {"job", "peer"} <= record.keys() and all(
        type(record.get(key)) in (int, float) and record[key] > 0 for key in ("n", "cpu_seconds"))


def last_words(text, code):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    ended = f"ended by signal {-code}" if code < 0 else f"exit status {code}"
    return f"{ended}: {lines[-1][:200]}" if lines else ended
