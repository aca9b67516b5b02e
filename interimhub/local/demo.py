"""`bin/demo`: runs InterimHub with all its processes on this machine."""

import argparse
import fcntl
import hashlib
import os
import shlex
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import folders, postgres, services, web
from .supervisor import Failed, Supervisor

MANAGE = [sys.executable, "manage.py"]
CELERY = [sys.executable, "-m", "celery", "-A", "interimhub.celery"]
READY_SECONDS = 240
# Processes for each queue of interimhub/lib/queues.py. Readings have a second one, since the index
# of names is built there too, which takes minutes on the first start.
PROCESSES = {"letters": 1, "rankings": 1, "readings": 2}
ENVIRONMENT_FILE = "demo.env"
SCHEMA_FILE = "schema"


def demo(arguments: list[str]) -> int:
    """Run the demo until Ctrl-C and return the exit code."""
    options = _options(arguments)
    home = folders.home()
    if options.fresh and os.environ.get("DATABASE_URL"):
        raise Failed(
            "--fresh deletes only the demo's own data, so it cannot be used with DATABASE_URL."
        )
    if not _is_free(options.port):
        raise Failed(
            f"Port {options.port} on 127.0.0.1 is taken. "
            f"Choose another one: bin/demo --port {options.port + 1}"
        )
    home.mkdir(parents=True, exist_ok=True)
    if home.stat().st_uid == os.geteuid():
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    with _alone(home), Supervisor(home / "logs", say=_say) as supervisor:
        if options.fresh:
            _forget(home)
        check_schema(home)
        try:
            _start(supervisor, home=home, port=options.port)
            supervisor.watch()
        finally:
            supervisor.stop()
            shutil.rmtree(folders.SOCKETS / folders.name_for(home), ignore_errors=True)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/demo", description="Run InterimHub on this machine; Ctrl-C stops it."
    )
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port (8000)")
    parser.add_argument("--fresh", action="store_true", help="delete the demo's data first")
    options = parser.parse_args(arguments)
    if not 1 <= options.port <= 65535:
        parser.error("a port is a number from 1 to 65535")
    return options


def _start(supervisor: Supervisor, *, home: Path, port: int) -> None:
    began = time.monotonic()
    address = f"http://127.0.0.1:{port}/"
    _say("Starting PostgreSQL and Valkey")
    sockets = folders.own(folders.SOCKETS / folders.name_for(home))
    env = services.start(supervisor, home=home, sockets=sockets)
    env |= {"INTERIMHUB_HOME": str(home), "INTERIMHUB_DEMO": "1"}
    env.setdefault("PUBLIC_URL", address.rstrip("/"))
    _write_environment(home, env)
    _say("Migrating the database")
    supervisor.run("migrate", [*MANAGE, "migrate", "--no-input"], env=env)
    (home / SCHEMA_FILE).write_text(_schema())
    for command, purpose in (
        ("load_vocabulary", "the skills vocabulary"),
        ("load_demo", "the demo world"),
    ):
        _say(f"Loading {purpose}")
        supervisor.run(command, [*MANAGE, command, "--skip-checks"], env=env, show=True)
    _say("Collecting the static files")
    supervisor.run("collectstatic", [*MANAGE, "collectstatic", "--no-input"], env=env)
    _say("Starting the web server, the relay, the workers and the clock")
    gunicorn = supervisor.start("web", web.command(port), env=env, restarts=True)
    supervisor.start("relay", [*MANAGE, "relay"], env=env, restarts=True)
    for queue, count in PROCESSES.items():
        worker = [*CELERY, "worker", "-Q", queue, "-c", str(count), "-n", f"{queue}@%h"]
        worker += ["--without-gossip", "--without-mingle", "--loglevel=INFO"]
        supervisor.start(f"worker-{queue}", worker, env=env, restarts=True)
    beat = [*CELERY, "beat", "--pidfile=", "--loglevel=INFO"]
    supervisor.start("beat", beat, env=env, restarts=True)
    answers = Readiness(address)
    try:
        supervisor.wait_until(answers, gunicorn, seconds=READY_SECONDS, what="The web server")
    except Failed as failure:
        raise Failed(f"{failure}\nThe last answer of {address}readyz: {answers.last}") from None
    print(
        f"  (in {time.monotonic() - began:.0f} s; its logs are in {supervisor.logs}; "
        "Ctrl-C stops everything)"
    )
    print(f"InterimHub is ready at {address}", flush=True)


def check_schema(home: Path) -> None:
    """Refuse kept data that was created by other initial migrations.

    Until the first release migrations may be squashed; older data cannot be migrated then.

    Raises:
        Failed: the data is older; the message says what to do.
    """
    has_data = any(home.glob("pg[0-9]*")) and not os.environ.get("DATABASE_URL")
    stamp = home / SCHEMA_FILE
    if has_data and not (stamp.exists() and stamp.read_text() == _schema()):
        raise Failed(
            f"The demo's data in {home} was made by an earlier version and cannot be migrated. "
            "Delete it: bin/demo --fresh"
        )


def _schema() -> str:
    """Return a hash of all initial migrations."""
    root = Path(__file__).resolve().parents[2]
    found = hashlib.sha256()
    for path in sorted(root.glob("*/migrations/0001_*.py")):
        found.update(path.read_bytes())
    for path in sorted(root.glob("interimhub/*/migrations/0001_*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


class Readiness:
    """Polls `/readyz` and keeps its last answer."""

    def __init__(self, address: str) -> None:
        self.url = f"{address}readyz"
        self.last = "none"
        self._asked_at = 0.0

    def __call__(self) -> bool:
        """Return whether every part is ready; polls at most twice a second."""
        if time.monotonic() - self._asked_at < 0.5:
            return False
        self._asked_at = time.monotonic()
        try:
            with urllib.request.urlopen(self.url, timeout=5) as answer:  # noqa: S310 - our own
                self.last = answer.read().decode()
                return bool(answer.status == 200)
        except urllib.error.HTTPError as refusal:
            self.last = refusal.read().decode(errors="replace")[:2000]
        except OSError as error:
            self.last = str(error)
        return False


def _write_environment(home: Path, env: dict[str, str]) -> None:
    """Write `demo.env` for other terminals: `set -a; . .local/demo.env; set +a`."""
    names = ("DATABASE_URL", "REDIS_URL", "INTERIMHUB_HOME", "INTERIMHUB_DEMO", "PUBLIC_URL")
    path = home / ENVIRONMENT_FILE
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    with path.open("w") as file:
        file.writelines(f"{name}={shlex.quote(env[name])}\n" for name in names)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Lock the folder, so that only one demo uses it."""
    with (home / "lock").open("w") as lock:
        for attempt in range(100):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if attempt == 99:
                    raise Failed(
                        f"A demo already runs on {home}; stop it first, or set INTERIMHUB_HOME."
                    ) from None
                time.sleep(0.02)
        yield


def _forget(home: Path) -> None:
    _say("Deleting the demo's data")
    postgres.forget(home)
    for name in ("valkey", "mail", "media", "static", "pool"):
        shutil.rmtree(home / name, ignore_errors=True)


def _is_free(port: int) -> bool:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", port))
        except PermissionError:
            raise Failed(
                f"Port {port} needs root rights. Choose one above 1023: bin/demo --port 8000"
            ) from None
        except OSError:
            return False
    return True


def _say(text: str) -> None:
    print(f"· {text}", flush=True)
