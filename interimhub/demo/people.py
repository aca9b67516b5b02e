"""The people offered on the demo's sign-in page, and what each of them can try."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User

# Documented in docs/demo.md: the ordinary form accepts it too. The people exist only in the demo.
PASSWORD = "a-demo-for-everybody"  # noqa: S105


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One person of the sign-in page; `text` says what to try."""

    key: str
    name: str
    email: str
    role: str
    text: str


PEOPLE = (
    DemoPerson(
        key="miriam",
        name="Miriam Oakes",
        email="miriam.oakes@avonmere.example",
        role="Hiring manager, Avonmere Pharma",
        text="Nine observations and a Qualified Person off sick: decide on three people, and read "
        "a brief as an interim reads it.",
    ),
    DemoPerson(
        key="samuel",
        name="Dr Samuel Okoro",
        email="samuel.okoro@westmarch.example",
        role="Chief executive, Westmarch Hospitals",
        text="Confirm a waiting playback, open a confirmed brief, and meet the people for the "
        "maternity unit.",
    ),
    DemoPerson(
        key="katja",
        name="Katja Reinholt",
        email="katja.reinholt@hallward.example",
        role="Managing director, Hallward Pumps",
        text="Write a brief from a pasted e-mail, and read one person side by side with the "
        "criteria of an ERP rescue.",
    ),
    DemoPerson(
        key="ingrid",
        name="Ingrid Solheim",
        email="ingrid.solheim@larkspur.example",
        role="Partner, Larkspur Life Sciences (specialist)",
        text="Review the matches for the fill-finish site with their reasons, and approach the "
        "first of them.",
    ),
    DemoPerson(
        key="henry",
        name="Henry Roe",
        email="henry.roe@tallisroe.example",
        role="Partner, Tallis & Roe (specialist, finance)",
        text="Review the matches for the CFO of a carve-out with their reasons, and approach the "
        "first of them.",
    ),
    DemoPerson(
        key="marcus",
        name="Marcus Feld",
        email="marcus.feld@northmoor.example",
        role="Director, Northmoor Partners (generalist)",
        text="Play a brief back, answer an interim's question, and see which interims a generalist "
        "does not see.",
    ),
    DemoPerson(
        key="dana",
        name="Dana Whitlock",
        email="dana.whitlock@rapidline.example",
        role="Account lead, Rapidline Resourcing (RPO)",
        text="The same brief without a specialist: look for the best match. She has blocked this "
        "firm, so you do not find her.",
    ),
    DemoPerson(
        key="teresa",
        name="Teresa Amaral",
        email="teresa.amaral@interims.example",
        role="Interim, VP Technical Operations",
        text="Read what a firm tells you about a brief, choose who represents you, and see which "
        "firms cannot find you.",
    ),
    DemoPerson(
        key="bronagh",
        name="Bronagh Keating",
        email="bronagh.keating@interims.example",
        role="Interim, Director of Midwifery",
        text="Read why you were not chosen: the reason, the criterion it relates to, and who "
        "decided.",
    ),
    DemoPerson(
        key="tomas",
        name="Tomás Herrera",
        email="tomas.herrera@interims.example",
        role="Interim, ERP Programme Director, new here",
        text="Answer two firms that ask about the same work: ask a question, decline, or say yes "
        "and choose one of them in three taps.",
    ),
    DemoPerson(
        key="mirjam",
        name="Mirjam Kessler",
        email="mirjam.kessler@interims.example",
        role="Interim, ERP Programme Lead",
        text="Read what your firm will tell the client about you before it goes, and say whether "
        "it is right or what is wrong.",
    ),
)
BY_EMAIL = {person.email: person for person in PEOPLE}


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the sign-in page; a POST to `url` signs in as this person."""

    name: str
    role: str
    text: str
    url: str


def _loaded() -> QuerySet[User]:
    return User.objects.filter(is_demo=True, is_active=True)


def person_named(ref: UUID) -> User | None:
    """Return the loaded person of the demo with this id; None for anybody else."""
    return _loaded().filter(ref=ref).first()


def doors() -> list[Door]:
    """Return the demo's loaded people, in the order of the list."""
    found = dict(_loaded().values_list("email", "ref"))
    return [
        Door(
            name=person.name,
            role=person.role,
            text=person.text,
            url=reverse("demo:sign_in", args=[found[person.email]]),
        )
        for person in PEOPLE
        if person.email in found
    ]
