"""Periodic tasks. A tick gets only the current time, and may run twice, late or never.

@tick(seconds=60)
def expire_entries(now: datetime) -> None: ...
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

from celery import shared_task
from django.utils import timezone

from interimhub.lib.messages import TICKS

Tick = Callable[[datetime], None]


class BeatEntry(TypedDict):
    """One entry of Celery's beat schedule."""

    task: str
    schedule: float
    options: dict[str, float]


SCHEDULE: dict[str, BeatEntry] = {}


def tick(*, seconds: int) -> Callable[[Tick], Tick]:
    """Schedule a function every `seconds` seconds; it gets the current time.

    The time comes from the clock of our own hosts, like the times of deadlines. Jobs,
    leases and heartbeats are written and compared with the database's clock alone.
    """

    def schedule(work: Tick) -> Tick:
        name = f"{work.__module__}.{work.__qualname__}"
        TICKS.add(name)

        @shared_task(name=name, soft_time_limit=60, time_limit=75)
        def receive() -> None:
            work(timezone.now())

        # A tick that has not run is useless once the next one is due.
        SCHEDULE[name] = BeatEntry(task=name, schedule=seconds, options={"expires": seconds})
        return work

    return schedule
