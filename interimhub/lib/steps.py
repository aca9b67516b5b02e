"""Where something stands on its way, as the dots of the component `steps`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

DAY = "j F"
MOMENT = "j M, H:i"


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """One dot.

    Attributes:
        label: what it is.
        state: "done", "current" or "todo".
        detail: when it was, or another word.
    """

    label: str
    state: str
    detail: str = ""


def progress(
    moments: Sequence[tuple[str, datetime | None]],
    *,
    ended_at: datetime | None = None,
    ending: str = "",
    form: str = DAY,
) -> list[ProgressStep]:
    """Return dots for moments in their order; after an ending nothing lies ahead any more.

    The last moment that has come is where things stand.

    Args:
        moments: the label of each step with the moment it was reached.
        ended_at, ending: when and how the way ended, if it did.
        form: how moments are written, a date format of Django.
    """
    done = [ProgressStep(label, "done", written(at, form)) for label, at in moments if at]
    if ended_at:
        return [*done, ProgressStep(ending, "current", written(ended_at, form))]
    if done:
        done[-1] = ProgressStep(done[-1].label, "current", done[-1].detail)
    return [*done, *(ProgressStep(label, "todo") for label, at in moments if not at)]


def written(moment: datetime | None, form: str = DAY) -> str:
    """Return a moment in the reader's time zone, empty where there is none."""
    return date_format(timezone.localtime(moment), form) if moment else ""
