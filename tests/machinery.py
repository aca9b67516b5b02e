"""A real broker, relay and worker for one test, on the test's own database."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from interimhub.lib.models import Heartbeat
from interimhub.local import folders, valkey
from interimhub.local.supervisor import Child, Supervisor


def eventually(question: Callable[[], bool], *, seconds: float = 45, what: str = "") -> None:
    """Wait until the answer is yes, or fail."""
    limit = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < limit, f"not within {seconds} s: {what or question}"
        time.sleep(0.05)


def url_of_test_database() -> str:
    """Give the URL of the database that this test writes to."""
    given = connection.settings_dict
    host = given["HOST"] or given["OPTIONS"].get("host", "")
    login = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    if host.startswith("/"):
        return f"postgres://{login}@/{given['NAME']}?host={host}"
    return f"postgres://{login}@{host}:{given['PORT'] or 5432}/{given['NAME']}"


class Machinery:
    """What a test can start, kill and start again."""

    def __init__(self, folder: Path, includes: tuple[str, ...]) -> None:
        self.folder = folder
        self.includes = includes
        self.supervisor = Supervisor(folder / "logs")
        self.start_broker()
        self.env = dict(os.environ) | {
            "DATABASE_URL": url_of_test_database(),
            "REDIS_URL": self.broker.url,
            "INTERIMHUB_HOME": str(folder / "home"),
            "PYTHONUNBUFFERED": "1",
        }

    def start_broker(self) -> None:
        """Start an empty broker."""
        self.broker = valkey.start(
            self.supervisor,
            data=self.folder / "broker",
            sockets=self.folder,
            throw_away=True,
        )

    def start_relay(self, name: str = "relay") -> Child:
        """Start a relay."""
        return self.supervisor.start(name, [sys.executable, "manage.py", "relay"], env=self.env)

    def start_worker(self, name: str = "worker", *, wait: bool = True) -> Child:
        """Start a worker with two processes, and wait until one lives."""
        if wait:
            Heartbeat.objects.filter(name__startswith="worker:").delete()
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "interimhub.celery",
            "worker",
            "-c",
            "2",
        ]
        command += ["-n", f"{name}@%h", "--without-gossip", "--without-mingle"]
        for module in self.includes:
            command += ["--include", module]
        child = self.supervisor.start(name, command, env=self.env)
        if not wait:
            return child
        self.supervisor.wait_until(
            lambda: Heartbeat.objects.filter(name__startswith="worker:").exists(),
            child,
            seconds=60,
            what="The worker",
        )
        return child

    def signal(self, child: Child, number: signal.Signals) -> None:
        """Send a signal to the process and all of its children."""
        os.killpg(child.process.pid, number)

    def kill(self, child: Child) -> None:
        """Kill the process and all of its children, without a word."""
        self.signal(child, signal.SIGKILL)
        child.process.wait()
        self.supervisor.children.remove(child)


@contextmanager
def machinery(*includes: str) -> Iterator[Machinery]:
    """Lend a broker of its own, and stop all that was started on it."""
    with folders.throw_away() as folder:
        made = Machinery(folder, includes)
        try:
            yield made
        finally:
            for child in made.supervisor.children:
                if child.process.poll() is None:
                    os.killpg(child.process.pid, signal.SIGCONT)
            made.supervisor.stop()
