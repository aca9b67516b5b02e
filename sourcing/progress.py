"""What happens next for the firms on a brief in search."""

from django.urls import reverse

from engagements.models import Brief
from engagements.progress import NextAction
from shortlists.progress import ON_HOLD


def next_for_firm(brief: Brief) -> NextAction:
    """Return what happens next on a brief in search or on hold, for a consultant."""
    if brief.is_on_hold:
        return NextAction(ON_HOLD)
    matches = reverse("sourcing:matches", args=[brief.ref])
    return NextAction("The people who fit are ranked, with reasons.", matches, "See the matches")
