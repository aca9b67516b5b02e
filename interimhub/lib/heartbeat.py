"""Signs of life of a worker's processes: every few seconds a row, with what the apps want said."""

import logging
import socket
import threading
from collections.abc import Callable, Mapping

from django.db import DatabaseError, connection

from interimhub.lib.models import Heartbeat

logger = logging.getLogger(__name__)

SECONDS = 4.0
Facts = Callable[[], Mapping[str, object]]
_facts: list[Facts] = []


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


def start(index: int) -> None:
    """Write signs of life from a thread, for as long as this process lives."""
    name = f"worker:{socket.gethostname()}:{index}"
    never = threading.Event()

    def beat() -> None:
        while True:
            try:
                say(name)
            except DatabaseError:
                logger.warning("no sign of life could be written", exc_info=True)
                connection.close()
            never.wait(SECONDS)

    threading.Thread(target=beat, name="heartbeat", daemon=True).start()
