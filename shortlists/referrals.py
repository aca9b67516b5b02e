"""What is shown of the people who were named for a brief."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Mail, Role, User
from candidates.models import Candidate, candidate_of
from engagements.models import Brief, PanelSeat
from interimhub.lib.prepared import Prepared
from providers.models import consultant_of
from shortlists.confidential import title_for_interim
from shortlists.models import Entry, Referral


@dataclass(frozen=True, slots=True)
class NamedByMe:
    """One person whom the reader has named.

    Attributes:
        name: the person's once they said yes; "" before, since a name that is deleted with a no
            would tell of the no.
        title: the brief's, as the reader may read it.
        is_accepted: whether they said yes; nothing else is ever told.
        is_undelivered: whether the letter could not be delivered.
    """

    name: str
    title: str
    how: str
    named_at: datetime
    is_accepted: bool
    is_undelivered: bool


@dataclass(frozen=True, slots=True)
class KnownTo:
    """Who knows an interim, and how: shown to those who meet the interim on the brief."""

    name: str
    where: str
    how: str


_MADE: Prepared[Referral] = Prepared(
    lambda *, user: (
        Referral.objects.made_by(user)
        .select_related("brief__client", "brief__manager__user", "candidate__user")
        .latest_first()
    )
)


def made_by(user: User, brief: Brief | None = None) -> list[NamedByMe]:
    """Return whom somebody has named, the latest first; for one brief or for all."""
    rows = [row for row in _MADE(user=user) if brief is None or row.brief_id == brief.pk]
    failed = set(_undelivered(rows)) if rows else set()
    return [_named(row, user, failed) for row in rows]


def _named(row: Referral, user: User, failed: set[str]) -> NamedByMe:
    person = row.candidate.user if row.candidate else None
    return NamedByMe(
        name=person.full_name if person else "",
        title=title_for(user, row.brief, role=Role(row.role)),
        how=row.how,
        named_at=row.named_at,
        is_accepted=row.is_accepted,
        is_undelivered=f"referral:{row.ref}" in failed,
    )


def _undelivered(rows: list[Referral]) -> QuerySet[Mail, str]:
    return Mail.objects.about(*rows).failed().values_list("key", flat=True)


def title_for(user: User, brief: Brief, *, role: Role) -> str:
    """Return the title of a brief for whoever names somebody: as an interim reads it, or whole."""
    if role is not Role.INTERIM:
        return brief.name
    candidate = candidate_of(user)
    entry = own_conversation(brief, candidate) if candidate else None
    return title_for_interim(entry) if entry else ""


def back_to(user: User, brief: Brief, *, role: Role) -> str:
    """Return the page that somebody names a person from: the brief, or the own conversation."""
    candidate = candidate_of(user) if role is Role.INTERIM else None
    entry = own_conversation(brief, candidate) if candidate else None
    return entry.get_absolute_url() if entry else brief.get_absolute_url()


_TOLD: Prepared[Entry] = Prepared(
    lambda *, brief, candidate: (
        Entry.objects.on(brief, candidate)
        .told()
        .select_related("brief__client", "brief__manager__user")
        .newest_first()
    )
)


def own_conversation(brief: Brief, candidate: Candidate) -> Entry | None:
    """Return the latest conversation about a brief that the interim may read."""
    found = _TOLD(brief=brief, candidate=candidate)
    return found[0] if found else None


_SEATS: Prepared[PanelSeat] = Prepared(
    lambda *, brief: (
        PanelSeat.objects.filter(brief=brief).informed().with_firms().order_by("firm__name")
    )
)


def firms_on(brief: Brief) -> list[PanelSeat]:
    """Return the seats of the firms that could represent the named person, by name."""
    return _SEATS(brief=brief)


def referrals_for(referral: Referral) -> list[Referral]:
    """Return everybody's referrals of one person for one brief that stand as this one does."""
    return _OF_PERSON(
        brief=referral.brief_id, address=referral.address_hash, status=referral.status
    )


_OF_PERSON: Prepared[Referral] = Prepared(
    lambda *, brief, address, status: (
        Referral.objects.filter(brief=brief, address_hash=address, status=status)
        .with_people()
        .first_made_first()
    )
)
_KNOWN: Prepared[Referral] = Prepared(
    lambda *, brief, candidate: (
        Referral.objects.filter(brief=brief, candidate=candidate)
        .accepted()
        .select_related("named_by", "brief__client")
        .first_made_first()
    )
)


def known_to(entry: Entry) -> list[KnownTo]:
    """Return who named the interim of a conversation for its brief, once they said yes."""
    rows = _KNOWN(brief=entry.brief_id, candidate=entry.candidate_id)
    return [KnownTo(row.named_by.full_name, _where(row), row.how) for row in rows]


def _where(row: Referral) -> str:
    match row.role:
        case Role.MANAGER:
            return row.brief.client.name
        case Role.CONSULTANT:
            consultant = consultant_of(row.named_by)
            return consultant.firm.name if consultant else ""
    return "an interim"
