"""Presenter of the trail: who did what, in sentences, latest first."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from accounts.models import Activity, ActivityKind, Role

Names = Mapping[Role, Mapping[int, str]]
"""The names of those whom the reader may know, by the role they acted in and by user id."""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One line, for the component `timeline`.

    Attributes:
        who: a name, or the role of somebody who cannot be named.
        what: what they did, to follow `who`.
        note: what they wrote, or nothing.
    """

    at: datetime
    who: str
    what: str
    note: str


def timeline(
    rows: Iterable[Activity], *, kinds: type[ActivityKind], names: Names
) -> list[TimelineEvent]:
    """Return what happened, in words.

    Events of one kind by the same person, one after another, are one line where the kind says so;
    it carries the moment of the last of them. A kind that `kinds` does not know is left out.

    Args:
        rows: newest first, with their notes.
    """
    known = [(kinds(row.kind), row) for row in rows if row.kind in kinds.values]
    lines = [[row for _, row in line] for _, line in groupby(known, key=_line)]
    return [
        TimelineEvent(
            at=line[0].at,
            who=_name(line[0], names),
            what=kinds(line[0].kind).sentence([row.facts for row in reversed(line)]),
            note=line[0].written,
        )
        for line in lines
    ]


def _name(row: Activity, names: Names) -> str:
    role = Role(row.role)
    name = names.get(role, {}).get(row.user_id, "") if row.user_id else ""
    return name or str(role.label)


def _line(event: tuple[ActivityKind, Activity]) -> Hashable:
    """Return what the events of one line have in common."""
    kind, row = event
    is_alone = row.written or not kind.is_merged
    return row.kind, row.role, row.actor, row.pk if is_alone else None
