"""Which firm plays a brief back, and when a brief may go without."""

from engagements.models import Brief

TURNS = 2
"""How many firms let their time pass before the manager may open without a playback."""


def may_go_unplayed(brief: Brief) -> bool:
    """Return whether a brief that is played back may be opened without a playback.

    So it is once two firms have let their time pass, or the only one on the panel has.
    """
    missed = brief.seats.informed().values_list("missed_at", flat=True)
    turns = [moment is not None for moment in missed]
    return bool(turns) and sum(turns) >= min(TURNS, len(turns))
