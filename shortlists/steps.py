"""The steps of a conversation, worded for the firm and for the interim."""

from interimhub.lib.steps import MOMENT, ProgressStep, progress
from shortlists.models import Entry

# Endings as the interim reads them.
ENDINGS: dict[str, str] = {
    Entry.Status.DECLINED_BY_INTERIM: "You declined",
    Entry.Status.WITHDRAWN: "You withdrew",
    Entry.Status.NOT_SELECTED: "The client decided otherwise",
    Entry.Status.EXPIRED: "Ended without an answer",
    Entry.Status.CLOSED: "The brief ended",
    Entry.Status.SUPERSEDED: "You were engaged elsewhere",
}


def firm_steps(entry: Entry) -> list[ProgressStep]:
    """Return the steps as a firm reads them, each with day and hour.

    Args:
        entry: as the firm reads it; chosen without having asked, it was never at the first step.
    """
    was_asked = entry.approached_at or entry.mandated_at is None
    return progress(
        [
            *([("Asked", entry.approached_at)] if was_asked else []),
            ("They chose you", entry.mandated_at),
            ("Put forward", entry.submitted_at),
            ("Read by the client", entry.first_read_at),
            ("Invited to interview", entry.invited_at),
        ],
        ended_at=entry.ended_at,
        ending=entry.get_status_display(),
        form=MOMENT,
    )


def interim_steps(entry: Entry) -> list[ProgressStep]:
    """Return the steps as the interim reads them, each with its day."""
    return progress(
        [
            ("Asked", entry.approached_at),
            ("You chose who represents you", entry.mandated_at),
            ("Put forward", entry.submitted_at),
            ("Read by the client", entry.first_read_at),
            ("Invited to meet", entry.invited_at),
        ],
        ended_at=entry.ended_at,
        ending=ENDINGS.get(entry.status, "Ended"),
    )
