"""Signs of life of a worker's processes: every few seconds a row, with what the apps want said."""

import logging
import socket
import threading
from collections.abc import Callable, Mapping

from django.db import DatabaseError, InterfaceError, connection

from interimhub.lib.models import Heartbeat

logger = logging.getLogger(__name__)

SECONDS = 4.0
Facts = Callable[[], Mapping[str, object]]
_facts: list[Facts] = []
_hearts: list["Heart"] = []


def worker_tells(facts: Facts) -> Facts:
    """Have each worker process say this too. Called in a thread; it may load what it speaks of."""
    _facts.append(facts)
    return facts


def say(name: str) -> None:
    """Write one sign of life with all the facts; a failing one is told by its error's name."""
    told: dict[str, object] = {}
    for facts in _facts:
        try:
            told.update(facts())
        except Exception as error:
            logger.exception("a fact of %s could not be told", name)
            told["error"] = type(error).__name__
    Heartbeat.say(name, told)


class Heart(threading.Thread):
    """Writes signs of life for as long as its process lives."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._over = threading.Event()

    def run(self) -> None:
        """Write one every few seconds."""
        while True:
            try:
                say(self.name)
            except (DatabaseError, InterfaceError):
                logger.warning("no sign of life could be written", exc_info=True)
                connection.close()
            if self._over.wait(SECONDS):
                break
        try:
            Heartbeat.objects.filter(name=self.name).delete()
        except (DatabaseError, InterfaceError):
            logger.warning("the last sign of life could not be taken back", exc_info=True)
        connection.close()

    def stop(self) -> None:
        """Take the sign of life back and end."""
        self._over.set()
        self.join(2)


def start(index: int) -> None:
    """Have this process, one of several in its worker, heard of from now on."""
    heart = Heart(f"worker:{socket.gethostname()}:{index}")
    _hearts.append(heart)
    heart.start()


def stop() -> None:
    """Take this process's sign of life back: it ends in good order."""
    while _hearts:
        _hearts.pop().stop()
