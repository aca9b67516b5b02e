"""Presenter of the trail: who did what, as sentences, newest first."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from accounts.models import Activity, ActivityKind, Role, User
from accounts.models.facts import StoredFacts

Names = Mapping[Role, Mapping[int, str]]
"""Names that the reader may see, by the role of the person and by user id."""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One line, for the component `timeline`.

    Attributes:
        who: a name, or the role of a person who cannot be named.
        what: what they did, to follow `who`.
        note: what they wrote, or "".
    """

    at: datetime
    who: str
    what: str
    note: str


def timeline(
    rows: Iterable[Activity],
    *,
    kinds: type[ActivityKind],
    names: Names,
    members: Mapping[int, str] | None = None,
) -> list[TimelineEvent]:
    """Return the events as lines of text.

    Consecutive events of one kind by the same person are merged if the kind says so; the line has
    the time of the last one. Kinds that are not in `kinds` are left out.

    Args:
        rows: newest first, with their notes.
        members: names of those to whom something was done (the fact "member"), by membership.
    """
    known = [(kinds(row.kind), row) for row in rows if row.kind in kinds.values]
    lines = [[row for _, row in line] for _, line in groupby(known, key=_line)]
    return [
        TimelineEvent(
            at=line[0].at,
            who=name_of(line[0], names),
            what=kinds(line[0].kind).sentence(
                [_named(row.facts, members or {}) for row in reversed(line)]
            ),
            note=line[0].written,
        )
        for line in lines
    ]


def _named(facts: StoredFacts, members: Mapping[int, str]) -> StoredFacts:
    member = facts.get("member")
    name = members.get(member) if isinstance(member, int) else None
    return {**facts, "name": name} if name else facts


def name_of(row: Activity, names: Names, *, reader: User | None = None) -> str:
    """Return who did something: a name or a role, and in whose place they acted.

    As in "Jonas Roe for Anna Berg". A reader who did it is called "You".
    """
    role = Role(row.role)
    known = names.get(role, {})
    name = known.get(row.user_id, "") if row.user_id else ""
    name = "You" if reader and row.user_id == reader.pk else name or str(role.label)
    acted_for = known.get(row.acted_for_id, "") if row.acted_for_id else ""
    return f"{name} for {acted_for}" if acted_for else name


def _line(event: tuple[ActivityKind, Activity]) -> Hashable:
    """Return the key by which consecutive events are merged into one line."""
    kind, row = event
    is_alone = row.written or not kind.is_merged
    return row.kind, row.role, row.actor, row.on_behalf_of, row.pk if is_alone else None
