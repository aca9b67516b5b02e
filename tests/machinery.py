"""A real broker, relay and worker for the tests of a module, on their database."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from celery import Celery
from django.db import connection

from interimhub.lib import queues
from interimhub.lib.models import Heartbeat, Job
from interimhub.local import folders, valkey
from interimhub.local.supervisor import Child, Supervisor


def eventually(question: Callable[[], bool], *, seconds: float = 45, what: str = "") -> None:
    """Wait until the function returns True, or fail."""
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


def publisher_of(parts: "Machinery") -> Celery:
    """Give an app of a stranger, who publishes to the queue of letters."""
    publisher = Celery(broker=parts.broker.url, set_as_current=False)
    publisher.conf.task_default_queue = queues.LETTERS
    return publisher


class Machinery:
    """Processes that a test can start, kill and restart.

    One relay and one worker are kept from test to test; `relay()` and `worker()` return them.
    """

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

    def relay(self) -> Child:
        """Return the relay of the module; start it if it is not running."""
        return self._running("relay") or self.start_relay()

    def worker(self) -> Child:
        """Return the worker of the module; start it if it is not running."""
        return self._running("worker") or self.start_worker()

    def _running(self, name: str) -> Child | None:
        for child in self.supervisor.children:
            if child.name == name and child.process.poll() is None:
                return child
        return None

    def follow(self) -> None:
        """Switch to the database of the next test, which may differ from the last one's."""
        if self.env["DATABASE_URL"] != url_of_test_database():
            self.without("relay")
            self.without("worker")
            self.env["DATABASE_URL"] = url_of_test_database()

    def without(self, name: str) -> None:
        """Stop the child with this name, if it is running."""
        for child in [one for one in self.supervisor.children if one.name == name]:
            self.kill(child)

    def settle(self) -> None:
        """Wait for running jobs and delete e-mails, so that the next test starts clean."""
        for child in list(self.supervisor.children):
            has_ended = child.process.poll() is not None
            if has_ended or child.name not in {"relay", "worker", "valkey"}:
                self.kill(child)
        if self._running("worker"):
            Job.objects.live().filter(started_at=None).delete()
            try:
                eventually(lambda: not Job.objects.live().exists(), seconds=10)
            except AssertionError:
                self.without("worker")
        shutil.rmtree(self.folder / "home" / "mail", ignore_errors=True)

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

    def start_worker(self, name: str = "worker", *, wait: bool = True, queue: str = "") -> Child:
        """Start a worker with two processes, and wait until one lives.

        With `queue` it has one process, for that queue alone, as in production.
        """
        if wait and not queue:
            Heartbeat.objects.filter(name__startswith="worker:").delete()
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "interimhub.celery",
            "worker",
            *(("-c", "1", "-Q", queue) if queue else ("-c", "2")),
        ]
        command += ["-n", f"{name}@%h", "--without-gossip", "--without-mingle"]
        for module in self.includes:
            command += ["--include", module]
        child = self.supervisor.start(name, command, env=self.env)
        if not wait:
            return child
        self.supervisor.wait_until(
            lambda: Heartbeat.objects.filter(
                name__startswith="worker:", facts__queues__contains=queue or []
            ).exists(),
            child,
            seconds=60,
            what="The worker",
        )
        return child

    def signal(self, child: Child, number: signal.Signals) -> None:
        """Send a signal to the process and all of its children."""
        os.killpg(child.process.pid, number)

    def kill(self, child: Child) -> None:
        """Kill the process and all of its children, without a warning."""
        with suppress(ProcessLookupError):
            self.signal(child, signal.SIGKILL)
        child.process.wait()
        self.supervisor.children.remove(child)


@contextmanager
def machinery(*includes: str) -> Iterator[Machinery]:
    """Provide a separate broker, and stop everything that was started with it."""
    with folders.throw_away() as folder:
        made = Machinery(folder, includes)
        try:
            yield made
        finally:
            # They are no longer needed, and a worker takes seconds to end normally.
            for child in list(made.supervisor.children):
                made.kill(child)
