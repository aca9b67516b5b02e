"""What is shown of the people who were named for a brief."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Mail, Role, User
from candidates.models import Candidate, candidate_of
from engagements.disclosed_names import confidential_reader
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
    if not rows:
        return []
    failed, candidate = set(_undelivered(rows)), candidate_of(user)
    talks = {talk.brief_id: talk for talk in _TALKS(candidate=candidate)} if candidate else {}
    return [_named(row, talks.get(row.brief_id), failed) for row in rows]


def _named(row: Referral, talk: Entry | None, failed: set[str]) -> NamedByMe:
    person = row.candidate.user if row.candidate else None
    return NamedByMe(
        name=person.full_name if person else "",
        title=_title(row.brief, talk, role=Role(row.role)),
        how=row.how,
        named_at=row.named_at,
        is_accepted=row.is_accepted,
        is_undelivered=f"referral:{row.ref}" in failed,
    )


def _undelivered(rows: list[Referral]) -> QuerySet[Mail, str]:
    return Mail.objects.about(*rows).failed().values_list("key", flat=True)


def title_for(user: User, brief: Brief, *, role: Role) -> str:
    """Return the title of a brief for whoever names somebody: as an interim reads it, or whole."""
    candidate = candidate_of(user) if role is Role.INTERIM else None
    return _title(brief, own_conversation(brief, candidate) if candidate else None, role=role)


def _title(brief: Brief, talk: Entry | None, *, role: Role) -> str:
    if role is not Role.INTERIM:
        return brief.name
    return title_for_interim(talk) if talk else ""


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


# The latest comes last, so that it is the one that a dict by brief keeps.
_TALKS: Prepared[Entry] = Prepared(
    lambda *, candidate: (
        Entry.objects.filter(candidate=candidate, brief__referrals__named_by=candidate.user_id)
        .told()
        .select_related("brief__client", "brief__manager__user")
        .order_by("updated_at", "pk")
        .distinct()
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


def who_named(referral: Referral) -> list[KnownTo]:
    """Return everybody who named this person for this brief, as the person may read it."""
    brief = referral.brief
    rows = _OF_PERSON(brief=brief.pk, address=referral.address_hash, status=referral.status)
    return [_known(row, brief, is_blind=brief.is_confidential) for row in rows]


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


def known_to(entry: Entry, *, by_interim: bool = False) -> list[KnownTo]:
    """Return who named the interim of a conversation for its brief, once they said yes.

    Args:
        by_interim: whether the interim reads it, who may not know yet who the client is.
    """
    brief = entry.brief
    is_blind = by_interim and brief.is_confidential and not entry.has_named_client
    rows = _KNOWN(brief=brief.pk, candidate=entry.candidate_id)
    return [_known(row, brief, is_blind=is_blind) for row in rows]


def _known(row: Referral, brief: Brief, *, is_blind: bool) -> KnownTo:
    read = confidential_reader(brief) if is_blind else str
    return KnownTo(row.named_by.full_name, _where(row, is_blind=is_blind), read(row.how))


def _where(row: Referral, *, is_blind: bool) -> str:
    match row.role:
        case Role.MANAGER:
            return "the client" if is_blind else row.brief.client.name
        case Role.CONSULTANT:
            consultant = consultant_of(row.named_by)
            return consultant.firm.name if consultant else ""
    return "an interim"
