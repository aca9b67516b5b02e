"""The steps of a progress display, for the component `steps`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

DAY = "j F"
MOMENT = "j M, H:i"


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """One step.

    Attributes:
        label: its name.
        state: "done", "current" or "todo".
        detail: when it was reached, or another word.
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
    """Return the steps of a process in order. After an ending there are no further steps.

    The last step that was reached is the current one.

    Args:
        moments: the label of each step, with the time at which it was reached.
        ended_at, ending: when and how the process ended, if it did.
        form: Django's date format for the times.
    """
    done = [ProgressStep(label, "done", written(at, form)) for label, at in moments if at]
    if ended_at:
        return [*done, ProgressStep(ending, "current", written(ended_at, form))]
    if done:
        done[-1] = ProgressStep(done[-1].label, "current", done[-1].detail)
    return [*done, *(ProgressStep(label, "todo") for label, at in moments if not at)]


def written(moment: datetime | None, form: str = DAY) -> str:
    """Return a formatted time in the reader's time zone; "" for None."""
    return date_format(timezone.localtime(moment), form) if moment else ""
