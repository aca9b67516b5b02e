"""What decides who acts next on a brief, as annotations."""

from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

R = TypeVar("R", bound="QuerySet[Any]")

# Statuses of `shortlists.Entry`, which this app does not import: the client has to decide, or has
# invited somebody.
TO_DECIDE = ("submitted", "client_review")
INVITED = ("interview",)


def with_turn(rows: R, briefs: Any) -> R:
    """Annotate `lead_name`, `is_playback_sent`, `has_decision`, `has_interview` and `answering`.

    Two are the key of a conversation, or None. `answering` is the name of the firm that has to
    confirm a proposed change, or None.
    """
    own = briefs.filter(pk=OuterRef("pk"))
    lead = own.filter(
        seats__is_lead=True, seats__withdrawn_at=None, seats__declined_at=None
    ).values("seats__firm__name")[:1]
    sent = own.filter(playbacks__status="sent", playbacks__brief_version=F("version"))
    # A no that its giver can still take back is an answer. These two are looked up by brief: as
    # `Exists` they would be read for all briefs at once.
    decision = own.filter(entries__status__in=TO_DECIDE, entries__held=None)
    interview = own.filter(entries__status__in=INVITED)
    change = own.filter(amendments__status="waiting").values("amendments__firm__name")[:1]
    annotated: R = rows.annotate(
        lead_name=Subquery(lead),
        is_playback_sent=Exists(sent),
        has_decision=Subquery(decision.values("entries")[:1]),
        has_interview=Subquery(interview.values("entries")[:1]),
        answering=Subquery(change),
    )
    return annotated
