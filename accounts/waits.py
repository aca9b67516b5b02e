"""What is waiting for a person: the lines of the page *today*.

@register
class AnswerApproach(WaitKind[Entry]):
    '''An interim is asked whether a brief could interest them.'''

    kind = ConversationDeadline.APPROACH_ANSWER

    def rows(self, user: User, *, now: datetime) -> QuerySet[Entry]: ...

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        return Wait.of(deadline, who=…, what=…, about=row.brief.name, url=…, verb="Read the letter")

A wait between people is a `Deadline`; its kind turns it into a line. Missing data of a person's
own, such as an unfinished profile, is derived by functions marked with `@derived`.
Each app declares both in a module `waits`, which is imported when Django starts.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from django.db import models

from accounts.models import (
    Deadline,
    DeadlineKind,
    DeadlineQuerySet,
    SharedWork,
    User,
    subject_key,
    subject_pk,
)
from interimhub.lib.prepared import Prepared

M = TypeVar("M", bound=models.Model)
W = TypeVar("W", bound="type[WaitKind[Any]]")

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wait:
    """One line of *today*: something that the reader has to do.

    Attributes:
        who: who is waiting, in words ("Helena Marsh, Kestrel Interim").
        what: what they wait for, as a sentence without a full stop.
        about: the brief or conversation it belongs to.
        url: the page where the reader does it.
        verb: the label of the button.
        due_at: when it is due; None for no due date.
        started_at: since when they wait.
        stops_others: whether nobody else can go on before it is done; such lines stand first.
        name: the person that the line is about; "" if the brief says enough.
    """

    who: str
    what: str
    about: str
    url: str
    verb: str
    due_at: datetime | None
    started_at: datetime | None = None
    stops_others: bool = False
    name: str = ""

    @property
    def title(self) -> str:
        """The name or the brief, with which the line begins."""
        return self.name or self.about

    @property
    def facts(self) -> list[str]:
        """Who waits and for which brief, without what the title says already."""
        return [words for words in (self.who, self.about) if words != self.title]

    @classmethod
    def of(
        cls,
        deadline: Deadline,
        *,
        who: str,
        what: str,
        about: str,
        url: str,
        verb: str,
        name: str = "",
    ) -> "Wait":
        """Return the line of a deadline, with its dates."""
        since = deadline.started_at
        return cls(who, what, about, url, verb, deadline.due_at, since, name=name)


@dataclass(frozen=True, slots=True)
class Running:
    """Something that goes on without the reader, or an appointment that they have.

    Attributes:
        title: the name or the brief.
        what: who does what, as a sentence without a full stop.
        url: its page.
        at: when it takes place or is due; None for no date.
        about: the brief or the firm, if the title is a name.
    """

    title: str
    what: str
    url: str
    at: datetime | None = None
    about: str = ""


class WaitKind(ABC, Generic[M]):
    """The wording of the deadlines of one kind.

    Attributes:
        kind: the kind of deadline.
    """

    kind: ClassVar[DeadlineKind]

    def __init__(self) -> None:
        self.subjects: Prepared[M] = Prepared(self._subjects)

    @abstractmethod
    def rows(self, user: User, *, now: datetime) -> models.QuerySet[M]:
        """Return the subjects that `user` may see, with everything that a line shows.

        A deadline whose subject is not among them has no line.
        """

    def _subjects(self, *, user: User, now: datetime, keys: tuple[int, ...]) -> models.QuerySet[M]:
        return self.rows(user, now=now).filter(pk__in=keys)

    @abstractmethod
    def line(self, row: M, deadline: Deadline) -> Wait:
        """Return the line of one deadline; `row` is its subject."""


class Derived(Protocol):
    """A function that finds what is missing in a person's own data."""

    def __call__(self, user: User, *, now: datetime) -> list[Wait]:
        """Return the lines."""


KINDS: dict[str, WaitKind[Any]] = {}
DERIVED: list[Derived] = []


def register(kind: W) -> W:
    """Show the deadlines of a kind on *today*.

    Raises:
        ValueError: another class is registered for this kind.
    """
    if kind.kind in KINDS:
        raise ValueError(f"Two classes show the deadlines {kind.kind}.")
    KINDS[kind.kind] = kind()
    return kind


def derived(source: Derived) -> Derived:
    """Register a function whose lines are shown on *today*."""
    DERIVED.append(source)
    return source


def waits_for(
    user: User,
    *,
    organisations: Sequence[models.Model] = (),
    shared: SharedWork | None = None,
    now: datetime,
) -> list[Wait]:
    """Return what is waiting for a person: what stops others first, then by due date.

    Waits without a due date are last.

    Needs one query, one more for each kind found, and those of the derived lines, however many
    deadlines there are.

    Args:
        user: the reader.
        organisations: the organisations of which they are an active member.
        shared: what they can do for others.
        now: the current time.
    """
    waits = [wait for source in DERIVED for wait in source(user, now=now)]
    by_kind: dict[str, list[Deadline]] = defaultdict(list)
    for deadline in _open_for(user, organisations, shared, now=now):
        by_kind[deadline.kind].append(deadline)
    for code, deadlines in by_kind.items():
        if kind := KINDS.get(code):
            waits += _lines(kind, deadlines, user, now=now)
    return sorted(
        waits,
        key=lambda wait: (
            not wait.stops_others,
            wait.due_at or NEVER,
            wait.started_at or NEVER,
            wait.url,
        ),
    )


def _open_for(
    user: User, organisations: Sequence[models.Model], shared: SharedWork | None, *, now: datetime
) -> DeadlineQuerySet:
    # Not prepared: a plan for any values reads the deadlines of all organisations.
    rows = Deadline.objects.running().started(now).soonest_first()
    return rows.of(user, organisations=organisations, shared=shared)


def _lines(
    kind: WaitKind[Any], deadlines: list[Deadline], user: User, *, now: datetime
) -> list[Wait]:
    keys = tuple([subject_pk(deadline.subject) for deadline in deadlines])
    rows = {subject_key(row): row for row in kind.subjects(user=user, now=now, keys=keys)}
    return [
        kind.line(rows[deadline.subject], deadline)
        for deadline in deadlines
        if deadline.subject in rows
    ]
