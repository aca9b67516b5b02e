"""Heartbeats of worker processes: a row every few seconds, with facts that apps report."""

import logging
import socket
import threading
from collections.abc import Callable, Iterable, Mapping

from django.db import DatabaseError, InterfaceError, connection

from interimhub.lib import queues
from interimhub.lib.models import Heartbeat

logger = logging.getLogger(__name__)

SECONDS = 4.0
Facts = Callable[[], Mapping[str, object]]
_facts: list[tuple[str, Facts]] = []  # with the queue whose workers report them
_served: tuple[str, ...] = queues.ALL
_threads: list["HeartbeatThread"] = []


def report(facts: Facts, *, queue: str) -> Facts:
    """Register a function whose facts are part of the heartbeats of a queue's worker processes.

    It is called in a thread, and may load what it reports on.
    """
    _facts.append((queue, facts))
    return facts


def serve(names: Iterable[str]) -> None:
    """Say which queues the worker of this process serves, before its processes start."""
    global _served  # noqa: PLW0603 - one worker in a process
    _served = tuple(sorted(names))


def beat(name: str) -> None:
    """Write one heartbeat with all facts; if one fails, its value is `error`."""
    reported: dict[str, object] = {"queues": list(_served)}
    for queue, facts in _facts:
        if queue not in _served:
            continue
        try:
            reported.update(facts())
        except Exception as error:
            logger.exception("a fact of the heartbeat of %s could not be reported", name)
            reported["error"] = type(error).__name__
    Heartbeat.beat(name, reported)


class HeartbeatThread(threading.Thread):
    """Writes heartbeats for as long as its process lives."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._over = threading.Event()

    def run(self) -> None:
        """Write one every `SECONDS` seconds."""
        while True:
            try:
                beat(self.name)
            except (DatabaseError, InterfaceError):
                logger.warning("the heartbeat could not be written", exc_info=True)
                connection.close()
            if self._over.wait(SECONDS):
                break
        try:
            Heartbeat.objects.filter(name=self.name).delete()
        except (DatabaseError, InterfaceError):
            logger.warning("the heartbeat could not be removed", exc_info=True)
        connection.close()

    def stop(self) -> None:
        """Remove the heartbeat and end the thread."""
        self._over.set()
        self.join(2)


def start(index: int) -> None:
    """Start the heartbeat of this process, number `index` of its worker."""
    thread = HeartbeatThread(f"worker:{socket.gethostname()}:{'+'.join(_served)}:{index}")
    _threads.append(thread)
    thread.start()


def stop() -> None:
    """Remove the heartbeat of this process, since it ends normally."""
    while _threads:
        _threads.pop().stop()
