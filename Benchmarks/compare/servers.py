"""Redis and PostGIS, started when a job first asks for them, on free ports of 127.0.0.1 and in a temporary folder."""
import glob
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from runner import die_with_us


class Missing(Exception):
    """Why a server cannot be had."""


class Servers:
    """A context: whatever it started is stopped by its own process id when the context ends, however it ends."""

    def __init__(self, places, say, skipped):
        self.places, self.say, self.skipped = places, say, skipped
        self.processes, self.folders, self.known = [], [], {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # A second Ctrl-C while they end must leave nothing running.
        handlers = {number: signal.signal(number, signal.SIG_IGN)
                    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        for process, gently in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(gently)
                try:
                    process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)
        for number, handler in handlers.items():
            signal.signal(number, handler)

    def redis(self):
        """`HOST:PORT`, and why there is none."""
        return self.once("redis", self.start_redis, otherwise="")

    def postgis(self):
        """The environment in which the peers find a filled database, or why there is none: arguments of a step."""
        environment, missing = self.once("postgis", self.start_postgis, otherwise={})
        return {"environment": environment, "missing": missing}

    def once(self, name, start, otherwise):
        if name not in self.known:
            try:
                self.known[name] = (otherwise, "left out as asked") if self.skipped(name) else (start(), None)
            except Missing as error:
                self.known[name] = otherwise, str(error)
        return self.known[name]

    def start_redis(self):
        program = shutil.which("redis-server")
        if not program:
            raise Missing("redis-server is not installed")
        folder, port = self.folder(), free_port()
        process = self.launch([program, "--bind", "127.0.0.1", "--port", str(port), "--dir", folder, "--save", "",
                               "--appendonly", "no", "--daemonize", "no"], signal.SIGTERM, folder)
        # Another program may have taken the port meanwhile: only our own process's answer counts.
        wait_until(lambda: f"process_id:{process.pid}\r\n" in ask(port, "INFO server\r\n"), process, folder, "Redis")
        return f"127.0.0.1:{port}"

    def start_postgis(self):
        programs = postgis_programs()
        if not programs:
            raise Missing("PostgreSQL with PostGIS is not installed")
        user = {}
        if os.getuid() == 0:
            try:
                account = pwd.getpwnam("postgres")
            except KeyError:
                raise Missing("PostgreSQL does not run as root, and there is no user postgres") from None
            user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        folder, port, password = self.folder(user), free_port(), secrets.token_hex(16)
        secret, data = os.path.join(folder, "secret"), os.path.join(folder, "data")
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(password)
        if user:
            os.chown(secret, user["user"], user["group"])
        self.say("starting and filling PostGIS")
        self.quietly([f"{programs}/initdb", "--username=postgres", "--auth=scram-sha-256", f"--pwfile={secret}",
                      "--encoding=UTF8", "--no-locale", "--no-sync", data], "initdb", **user)
        process = self.launch([f"{programs}/postgres", "-D", data, "-p", str(port), "-k", folder,
                               "-c", "listen_addresses=127.0.0.1", "-c", "max_parallel_workers_per_gather=0",
                               "-c", "jit=off", "-c", "autovacuum=off", "-c", "fsync=off",
                               "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB"], signal.SIGINT, folder, **user)
        environment = {"PGPASSWORD": password, "PEERS_PG": f"host=127.0.0.1 port={port} dbname=postgres user=postgres"}
        surroundings = dict(os.environ, **environment)
        psql = [f"{programs}/psql", "-X", "-q", environment["PEERS_PG"], "-c"]
        wait_until(lambda: subprocess.run([*psql, "select 1"], env=surroundings, capture_output=True).returncode == 0,
                   process, folder, "PostgreSQL")
        self.quietly([*psql, "create extension postgis"], "create extension postgis", env=surroundings)
        self.quietly([self.places.python, os.path.join(self.places.scripts, "load_postgis.py"), self.places.workload],
                     "load_postgis.py", env=dict(surroundings, PYTHONDONTWRITEBYTECODE="1"))
        return environment

    def folder(self, user=None):
        folder = tempfile.mkdtemp(prefix="pianqu-compare-")
        self.folders.append(folder)
        if user:
            os.chown(folder, user["user"], user["group"])
        return folder

    def launch(self, command, gently, folder, **more):
        """Starts a server; `gently` is the signal that ends it in good order."""
        with open(os.path.join(folder, "log"), "w") as log:
            try:
                process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                           start_new_session=True, preexec_fn=lambda: die_with_us(gently), **more)
            except OSError as error:
                raise Missing(f"could not be started: {error.strerror}") from None
        self.processes.append((process, gently))
        return process

    def quietly(self, command, name, **more):
        result = subprocess.run(command, cwd=more.pop("cwd", "/"), capture_output=True, text=True, errors="replace",
                                stdin=subprocess.DEVNULL, preexec_fn=die_with_us, **more)
        if result.returncode:
            words = [line for line in (result.stderr or result.stdout).splitlines() if line.strip()]
            raise Missing(f"{name} failed: {words[-1][:200] if words else result.returncode}")


def postgis_programs():
    """The folder of the newest PostgreSQL that has PostGIS: Debian's layout, else pg_config's."""
    versions = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[-2]), reverse=True)
    for folder in versions:
        if os.path.exists(f"/usr/share/postgresql/{folder.split('/')[-2]}/extension/postgis.control"):
            return folder
    if shutil.which("pg_config"):
        folder, shared = (subprocess.run(["pg_config", flag], capture_output=True, text=True).stdout.strip()
                          for flag in ("--bindir", "--sharedir"))
        if os.path.exists(os.path.join(shared, "extension", "postgis.control")):
            return folder
    return None


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def ask(port, text):
    """The first answer of a server, or nothing."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(text.encode())
            return connection.recv(65536).decode(errors="replace")
    except OSError:
        return ""


def wait_until(ready, process, folder, name, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            with open(os.path.join(folder, "log"), errors="replace") as log:
                words = log.read().strip().splitlines()
            raise Missing(f"{name} ended at once: {words[-1][:200] if words else process.returncode}")
        if ready():
            return
        time.sleep(0.1)
    raise Missing(f"{name} did not answer within {seconds} s")
