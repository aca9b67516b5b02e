"""Whether an invitation keeps the process promise of its brief."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from engagements.models import Brief, SelectionStage


@dataclass(frozen=True, slots=True)
class Asked:
    """What an invitation asks of an interim.

    Attributes:
        stage: the promised stage that it is; None for one that was not promised.
        people: how many people of the client take part.
    """

    stage: SelectionStage | None
    people: int


def beyond_promise(
    brief: Brief, promised: Sequence[SelectionStage], asked: Asked, starts: Sequence[datetime]
) -> list[str]:
    """Return in words what an invitation asks beyond the promise; [] if it keeps it.

    A brief without stages promises nothing. The day counts in the brief's time zone, and the
    promise is kept as long as one of the proposed times is in time.
    """
    if not promised:
        return []
    if asked.stage is None:
        return [f"a stage beyond the {len(promised)} that were promised"]
    beyond = []
    if asked.stage.people and asked.people > asked.stage.people:
        beyond.append(f"{asked.people} people instead of {asked.stage.people}")
    first = min(starts).astimezone(ZoneInfo(brief.time_zone)).date() if starts else None
    due = asked.stage.due_on
    if first and due and first > due:
        beyond.append(
            f"{date_format(first, 'j F')} at the earliest instead of {date_format(due, 'j F')} at"
            " the latest"
        )
    return beyond
