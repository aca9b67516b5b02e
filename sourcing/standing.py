"""How a firm's decision on a match stands now."""

from django.urls import reverse

from accounts.models import Activity, User
from accounts.standing import Standing, event_in_words, last_change
from engagements.timeline import names_on
from shortlists.models import FirmReview
from shortlists.trail import MatchEvent


def standing_of_review(review: FirmReview, reader: User) -> Standing:
    """Return what the reader's own firm has decided on a match, who did and when."""
    review = FirmReview.objects.select_related("brief__client").get(pk=review.pk)
    event = last_change(Activity.objects.about(review).newest_first(), kinds=MatchEvent)
    names = names_on(review.brief, reader, [event] if event else [], interims={})
    aside = "is set aside" if review.is_set_aside else "is not set aside"
    return Standing(
        state=f"This match {aside}",
        event=event_in_words(event, kinds=MatchEvent, names=names, reader=reader),
        url=reverse("sourcing:matches", args=[review.brief.ref]),
        verb="Look at the matches",
    )
