"""The policy of naming a person for a brief."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access import YES, Answer, no, too_late
from accounts.models import Role, User
from candidates.models import candidate_of
from engagements.models import Brief
from engagements.people import decides
from interimhub.lib.prepared import Prepared
from providers.models import consultant_of
from shortlists.models import Entry
from shortlists.policy.firms import has_seat


@dataclass(frozen=True, slots=True)
class BriefsToNameFor:
    """Rows for `fetch`: the briefs that somebody reads, or has been asked about as an interim."""

    rows: QuerySet[Brief]

    def visible_to(self, user: User) -> QuerySet[Brief]:
        """Keep the briefs that the user knows."""
        told = Entry.objects.told().filter(brief=OuterRef("pk"), candidate__user=user)
        read = Brief.objects.visible_to(user).values("pk")
        return self.rows.filter(Q(pk__in=read) | Exists(told))


_TOLD: Prepared[Entry] = Prepared(
    lambda *, brief, candidate: Entry.objects.on(brief, candidate).told().only("pk")
)


def role_of(user: User, brief: Brief) -> Role | None:
    """Return as whom the user may name people for a brief; None if they may not."""
    if decides(user, brief):
        return Role.MANAGER
    consultant = consultant_of(user)
    if consultant is not None and has_seat(consultant, brief):
        return Role.CONSULTANT
    candidate = candidate_of(user)
    if candidate is not None and _TOLD(brief=brief, candidate=candidate):
        return Role.INTERIM
    return None


def can_name(user: User, brief: Brief) -> Answer:
    """Who decides on the brief, its firms, and interims who were asked; while it is in search."""
    if role_of(user, brief) is None:
        return no(
            "Only those who decide on the brief, its firms, and interims who were asked about it"
            " name people for it."
        )
    return takes_names(brief)


def takes_names(brief: Brief) -> Answer:
    """Whether anybody is named for it now, for somebody who may name people."""
    if brief.is_on_hold:
        return too_late("The brief is on hold. Name somebody when it is resumed.")
    if not brief.is_in_search:
        return too_late("The brief is not in search, so nobody is named for it.")
    return YES
