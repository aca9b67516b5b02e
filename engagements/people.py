"""The people on a brief: who decides on it now, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list

from accounts.models import User
from engagements.models import Brief, BriefPerson, ClientMember, client_member_of
from interimhub.lib.prepared import Prepared

_PEOPLE: Prepared[BriefPerson] = Prepared(
    lambda *, keys: BriefPerson.objects.filter(brief__in=keys).with_member().first_added_first()
)
_KNOWN = "known_people"


def people_on(brief: Brief) -> list[BriefPerson]:
    """Return the people on a brief beside its manager, in the order in which they were added.

    Loaded once for each loaded row; `load_people` does so for several with one query.
    """
    load_people([brief])
    people: list[BriefPerson] = vars(brief)[_KNOWN]
    return people


def load_people(briefs: Iterable[Brief]) -> None:
    """Load the people on several briefs."""
    missing = {brief.pk: brief for brief in briefs if _KNOWN not in vars(brief)}
    if not missing:
        return
    for brief in missing.values():
        vars(brief)[_KNOWN] = []
    for person in _PEOPLE(keys=tuple(missing)):
        person.brief = missing[person.brief_id]
        vars(person.brief)[_KNOWN].append(person)


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One person on a brief, as its page shows them.

    Attributes:
        what: their role, for a deputy with the days.
        decides: whether they may decide now.
        person: None for the hiring manager, who cannot be taken off.
    """

    name: str
    title: str
    what: str
    decides: bool
    person: BriefPerson | None = None


def people_shown(brief: Brief, *, now: datetime) -> list[PersonShown]:
    """Return everybody on a brief: its manager first, the others as they were added."""
    manager = brief.manager
    own = PersonShown(manager.user.full_name, manager.title, "Hiring manager, accountable", True)
    return [own] + [
        PersonShown(
            name=person.member.user.full_name,
            title=person.member.title,
            what=_what(person, now),
            decides=person.decides_at(now),
            person=person,
        )
        for person in people_on(brief)
    ]


def _what(person: BriefPerson, now: datetime) -> str:
    label = str(person.get_role_display())
    if person.starts_at is None or person.ends_at is None:
        return label
    first, last = (date_format(day, "j F") for day in (person.first_day, person.last_day) if day)
    if person.ends_at <= now:
        return f"{label} until {last}; reads"
    if person.acts_at(now):
        return f"{label} until {last}, acts for {person.brief.manager.user.full_name}"
    return f"{label} from {first} until {last}; reads until then"


def decides(user: User, brief: Brief, *, now: datetime | None = None) -> bool:
    """Whether the user decides on a brief: as its manager, a co-owner, or a deputy in their time.

    Costs a query for other members of the client only.
    """
    member = client_member_of(user)
    if member is None or member.client_id != brief.client_id:
        return False
    if member.pk == brief.manager_id:
        return True
    now = now or timezone.now()
    own = [person for person in people_on(brief) if person.member_id == member.pk]
    return any(person.decides_at(now) for person in own)


def role_on(brief: Brief, member: ClientMember) -> str:
    """Return what a member is on a brief that somebody else manages, as a label, or ""."""
    own = [person for person in people_on(brief) if person.member_id == member.pk]
    return str(own[0].get_role_display()) if own else ""


def deciders(brief: Brief, *, now: datetime | None = None) -> list[User]:
    """Return who decides on a brief: the manager first, then co-owners and acting deputies."""
    now = now or timezone.now()
    others = [person.member.user for person in people_on(brief) if person.decides_at(now)]
    return [brief.manager.user, *others]


def who_may_decide(brief: Brief, reader: User) -> str:
    """Return who may decide, as a sentence for somebody of the client.

    As in "You and Jonas Roe may decide; the first decision counts."
    """
    who = deciders(brief)
    names = ["you" if user.pk == reader.pk else user.full_name for user in who]
    names.sort(key=lambda name: name != "you")
    words = get_text_list(names, "and")
    words = words[:1].upper() + words[1:]
    return f"{words} may decide" + ("; the first decision counts." if len(who) > 1 else ".")


def shared_decision(brief: Brief, reader: User) -> str:
    """Return who may decide if several may, else ""."""
    return who_may_decide(brief, reader) if len(deciders(brief)) > 1 else ""


def stood_in_for(brief: Brief, *, by: User, now: datetime) -> User | None:
    """Return the manager if somebody acts as their deputy, for the trail; else None."""
    member = client_member_of(by)
    if member is None or member.pk == brief.manager_id:
        return None
    own = [person for person in people_on(brief) if person.member_id == member.pk]
    return brief.manager.user if any(person.acts_at(now) for person in own) else None
