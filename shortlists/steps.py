"""Where a conversation stands, as the dots on its page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from shortlists.models import Entry


@dataclass(frozen=True, slots=True)
class Step:
    """One dot: what it is, whether it is behind, here or ahead, and when it was."""

    label: str
    state: str
    detail: str = ""


def firm_steps(entry: Entry) -> list[Step]:
    """Return the way of one conversation in a firm's words."""
    return steps(
        [
            ("Asked", entry.approached_at),
            ("They chose you", entry.mandated_at),
            ("Put forward", entry.submitted_at),
            ("Read by the client", entry.first_read_at),
            ("Invited to interview", entry.invited_at),
        ],
        ended_at=entry.ended_at,
        ending=entry.get_status_display(),
    )


def steps(
    moments: list[tuple[str, datetime | None]], *, ended_at: datetime | None, ending: str
) -> list[Step]:
    """Return dots for moments in their order; after an ending nothing lies ahead any more.

    The last moment that has come is where things stand.
    """
    done = [Step(label, "done", _when(at)) for label, at in moments if at]
    if ended_at:
        return [*done, Step(ending, "current", _when(ended_at))]
    if done:
        done[-1] = Step(done[-1].label, "current", done[-1].detail)
    return [*done, *(Step(label, "todo") for label, at in moments if not at)]


def _when(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j M, H:i")
