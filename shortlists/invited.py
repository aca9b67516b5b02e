"""Who is invited by the link of a letter that names somebody for a brief."""

from django.urls import ResolverMatch
from django.utils import timezone

from accounts.entrances import Invited, finds_invited
from accounts.models import hash_token
from shortlists.models import Referral


@finds_invited("named_person")
def named_for_brief(match: ResolverMatch) -> Invited | None:
    """Return whom a letter was sent to, while it can be answered."""
    rows = Referral.objects.answerable(timezone.now()).with_people()
    referral = rows.filter(token_hash=hash_token(match.kwargs["secret"])).first()
    if referral is None:
        return None
    by = referral.named_by.full_name
    return Invited(referral.email, f"{by} named you for a brief. Only the address below opens it.")
