"""The next step on a brief in search."""

from django.urls import reverse

from accounts.models import User
from engagements.models import Brief
from engagements.policy import can_manage
from engagements.progress import NextAction
from interimhub.lib.prepared import Prepared
from shortlists.models import Entry

ON_HOLD = "It is on hold. Nobody is approached and every deadline is paused."

_IN_FRONT: Prepared[Entry] = Prepared(
    lambda *, brief: Entry.objects.filter(brief=brief).in_front_of_client().only("pk")
)


def next_for_manager(user: User, brief: Brief) -> NextAction:
    """Return the next step on a brief in search or on hold, as the client reads it."""
    if brief.is_on_hold:
        url = reverse("shortlists:resume", args=[brief.ref])
        return NextAction.allowed(can_manage(user, brief), ON_HOLD, url, "Resume the brief")
    if brief.status == Brief.Status.OPEN:
        return NextAction("The firms talk to people who fit. You meet three at most.")
    people = reverse("shortlists:compare", args=[brief.ref])
    if not _IN_FRONT(brief=brief):
        text = "Nobody is in front of you now. The firms have the brief again and know why."
        return NextAction(text, people, "See who was")
    return NextAction("Compare them against your criteria.", people, "Compare the people")
