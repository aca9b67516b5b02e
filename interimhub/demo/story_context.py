"""The context of the demo's stories: people, vocabulary and time."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from candidates.models import Candidate
from interimhub.demo.organisations import Cast
from interimhub.demo.vocabulary import DemoVocabulary
from interimhub.lib.workdays import Calendar

LONDON = ZoneInfo("Europe/London")
WORKDAYS = Calendar("Europe/London", "GB", "ENG")
FRIDAY = 4
P = ParamSpec("P")
R = TypeVar("R")


def play(action: Callable[P, R], *args: P.args, **facts: P.kwargs) -> R:
    """Run one of the product's actions within the single transaction of the load.

    Every action is a durable transaction; this calls the function that it wraps.
    """
    plain: Callable[..., R] = inspect.unwrap(action)
    return plain(*args, **facts)


@dataclass(frozen=True, slots=True)
class StoryContext:
    """The cast, the vocabulary and the clock of the stories."""

    cast: Cast
    words: DemoVocabulary
    now: datetime
    people: dict[str, Candidate]

    @property
    def today(self) -> date:
        """The day on which the demo was loaded."""
        return timezone.localdate(self.now)

    def ago(self, days: float = 0, hours: float = 0, minutes: float = 0) -> datetime:
        """Return a time before the demo was loaded."""
        return self.now - timedelta(days=days, hours=hours, minutes=minutes)

    def in_days(self, days: int) -> date:
        """Return the day `days` from today; if it is no working day, the next one."""
        noon = datetime.combine(self.today + timedelta(days=days), time(12), LONDON)
        return WORKDAYS.from_workday(noon).date()

    def working_day(self, count: int, hour: int) -> datetime:
        """Return an hour on the `count`-th working day after today, London time."""
        moment = datetime.combine(self.today, time(hour), LONDON)
        for _ in range(count):
            moment = WORKDAYS.next_workday(moment)
        return moment

    def last_friday(self, hour: int, minute: int = 0, *, days_before: int = 0) -> datetime:
        """Return a time on the last Friday whose working day is over, London time.

        With `days_before` 1 it is the Thursday before.
        """
        local = timezone.localtime(self.now, LONDON)
        friday = local.date() - timedelta(days=(local.weekday() - FRIDAY) % 7)
        if local < datetime.combine(friday, time(18), LONDON):
            friday -= timedelta(days=7)
        day = friday - timedelta(days=days_before)
        return datetime.combine(day, time(hour, minute), LONDON)

    def user(self, email: str) -> User:
        """Return a person of a client or a firm."""
        if email in self.cast.members:
            return self.cast.members[email].user
        return self.cast.consultants[email].user

    def interim(self, key: str) -> Candidate:
        """Return an interim written by hand."""
        return self.people[key]


def words_of(rows: Any) -> list[str]:
    """Return the paragraphs of a text of the demo's files, each on one line."""
    return [" ".join(part.split()) for part in str(rows).split("\n\n") if part.strip()]


def text_of(rows: Any) -> str:
    """Return a text of the demo's files with the lines of each paragraph joined."""
    return "\n\n".join(words_of(rows))
