"""The slate of a brief: sealed until one moment, and in an order that speed does not change.

Until the slate opens, the client reads how many people are ready and nothing about any of them. It
opens at the hour by which the manager wants three people (`slate_due_at`); a brief that names none
is opened two working days after its opening to the firms. It opens earlier when every firm on the
panel has said that it is done, and the manager says so too (`docs/adr/0044`).
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from engagements.models import Brief, BriefQuerySet
from interimhub.lib.prepared import Prepared
from shortlists.models import Entry, FirmDone

DEFAULT_DAYS = 2


def opens_at(brief: Brief) -> datetime | None:
    """Return when the slate opens at the latest; None before the brief is open to the firms."""
    if brief.opened_at is None:
        return None
    return brief.slate_due_at or brief.calendar.after_workdays(brief.opened_at, DEFAULT_DAYS)


def is_sealed(brief: Brief) -> bool:
    """Whether the client reads about nobody yet."""
    return brief.slate_opened_at is None


def is_due(brief: Brief, *, now: datetime) -> bool:
    """Whether a sealed slate has to be opened."""
    due = opens_at(brief)
    return is_sealed(brief) and brief.is_in_search and due is not None and due <= now


def sealed() -> BriefQuerySet:
    """Return the briefs in search of which the client reads about nobody yet."""
    return Brief.objects.in_search().filter(slate_opened_at=None)


def drawn(entry: Entry) -> str:
    """Return a key that orders people on a brief, drawn from brief and person alone.

    It is the same however often it is drawn, it says nothing about the person, and neither the
    moment of a submission nor a score is part of it.
    """
    words = f"{entry.brief.ref}:{entry.candidate.ref}"
    return hashlib.sha256(words.encode()).hexdigest()


def in_drawn_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return people in the order of the draw; needs brief and candidate."""
    return sorted(entries, key=drawn)


def firms_at_work(brief: Brief) -> list[int]:
    """Return the keys of the firms on the panel that have not said that they are done."""
    seats = brief.seats.active().informed().values_list("firm_id", flat=True)
    done = {row.firm_id for row in _DONE(brief=brief)}
    return [firm for firm in seats if firm not in done]


def has_said_done(brief: Brief, firm_id: int) -> bool:
    """Whether a firm has said that it puts nobody more forward before the slate opens."""
    return any(row.firm_id == firm_id for row in _DONE(brief=brief))


_DONE: Prepared[FirmDone] = Prepared(lambda *, brief: FirmDone.objects.filter(brief=brief))
