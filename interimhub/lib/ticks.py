"""What the clock does: functions without arguments from outside, safe to run twice or never.

@tick(seconds=60)
def expire_entries(now: datetime) -> None: ...
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

from celery import shared_task
from django.db import connection

Tick = Callable[[datetime], None]


class Entry(TypedDict):
    """One line of Celery's schedule."""

    task: str
    schedule: float
    options: dict[str, float]


SCHEDULE: dict[str, Entry] = {}


def database_now() -> datetime:
    """Read the one clock that deadlines go by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def tick(*, seconds: int) -> Callable[[Tick], Tick]:
    """Have the function called every so many seconds, with the database's `now`."""

    def schedule(work: Tick) -> Tick:
        name = f"{work.__module__}.{work.__qualname__}"

        @shared_task(name=name, soft_time_limit=60, time_limit=75)
        def receive() -> None:
            work(database_now())

        # A tick that nobody heard is worth nothing once the next one is due.
        SCHEDULE[name] = Entry(task=name, schedule=seconds, options={"expires": seconds})
        return work

    return schedule
