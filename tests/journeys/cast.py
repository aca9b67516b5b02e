"""The people of the journeys: one client, two firms, and a few dozen interims to rank."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from candidates.models import Candidate
from engagements.models import ClientMember
from providers.models import Consultant
from skills.models import Concept
from tests.factories import (
    CandidateFactory,
    CandidateSkillFactory,
    ClientFactory,
    ClientMemberFactory,
    ConsultantFactory,
    FirmFactory,
    PastAssignmentFactory,
    UserFactory,
)
from tests.journeys.conftest import Visitor, can_sign_in

GMP = "13f22eb5-e3a8-405a-9d89-c8124d4a239a"
DEVIATIONS = "ih:skill:deviation-management"
RELEASE = "ih:skill:batch-release"
FILL_FINISH = "ih:skill:aseptic-fill-finish"
CAPA = "ih:skill:capa-management"
REMEDIATION = "ih:situation:gmp-remediation"
PHARMA = "ih:sector:pharmaceuticals"

PRICE = re.compile(
    r"£|€|\$|\b(?:GBP|EUR|CHF|USD)\b|\b(?:day|daily|hourly) rates?\b|\bper (?:day|diem|hour)\b"
    r"|\bfees?\b|\bbudgets?\b|\bmargins?\b|\bsalar(?:y|ies)\b|\bcharges?\b",
    re.IGNORECASE,
)


def see(visitor: Visitor, name: str) -> None:
    """Keep a screenshot with its checks, and read the whole page for a word about money."""
    for size in visitor.at_each_size():
        words = visitor.page.locator("body").inner_text()
        found = [words[max(0, at.start() - 40) : at.end() + 40] for at in PRICE.finditer(words)]
        assert found == [], f"{name} ({size}) speaks of money"
    # Standing parts belong to the top of the picture, as one meets the page.
    visitor.page.evaluate("scrollTo(0, 0)")
    visitor.see(name)


def in_days(days: int) -> date:
    """Return the day that lies so many days ahead, in the site's own calendar."""
    return timezone.localdate() + timedelta(days=days)


@dataclass
class Cast:
    """Everybody who signs in, by what they are."""

    manager: ClientMember
    specialist: Consultant
    generalist: Consultant
    ingrid: Candidate
    paul: Candidate
    crowd: list[Candidate] = field(default_factory=list)

    @property
    def users(self) -> list[User]:
        """Everybody with a password."""
        interims = [one.user for one in (self.ingrid, self.paul)]
        staff = [self.manager.user, self.specialist.user, self.generalist.user]
        return [user for user in staff + interims if user]


def interim(
    name: str,
    headline: str,
    *,
    skills: Sequence[tuple[str, int]],
    concepts: dict[str, Concept],
    seniority: int = 5,
) -> Candidate:
    """Return a discoverable interim of the pharmaceutical field, open to its specialists."""
    first, _, last = name.rpartition(" ")
    candidate: Candidate = CandidateFactory(
        user=UserFactory(
            full_name=name,
            preferred_name=name.split(maxsplit=1)[0],
            email=f"{first}.{last}@example.com".lower().replace(" ", ""),
            time_zone="Europe/London",
        ),
        headline=headline,
        seniority=seniority,
        available_from=in_days(-2),
        availability_confirmed_on=in_days(0),
        days_per_week=5,
        pattern="on_site",
    )
    candidate.sectors.add(concepts[PHARMA])
    for code, level in skills:
        CandidateSkillFactory(
            candidate=candidate, concept=concepts[code], level=level, last_used=in_days(0).year
        )
    return candidate


def gather(crowd: int = 30) -> Cast:
    """Make everybody; the vocabulary is loaded."""
    codes = [GMP, DEVIATIONS, RELEASE, FILL_FINISH, CAPA, REMEDIATION, PHARMA]
    concepts = {row.code: row for row in Concept.objects.filter(code__in=codes)}
    assert sorted(concepts) == sorted(codes)
    cast = Cast(*_staff(concepts), *_known(concepts))
    for number in range(crowd):
        cast.crowd.append(
            interim(
                f"Robin Number{number}",
                f"Interim head of quality, {number + 3} sites",
                skills=[(GMP, 2 + number % 3), (CAPA, 1 + number % 4)][: 1 + number % 2],
                concepts=concepts,
                seniority=3 + number % 3,
            )
        )
    for user in cast.users:
        can_sign_in(user)
    return cast


def _staff(concepts: dict[str, Concept]) -> tuple[ClientMember, Consultant, Consultant]:
    client = ClientFactory(
        name="Ashdown Sterile Medicines",
        alias="a European maker of injectable medicines",
        sector=concepts[PHARMA],
    )
    manager = ClientMemberFactory(
        client=client,
        title="Site director",
        user=UserFactory(
            full_name="Helen Ashworth", email="helen@ashdown.example", time_zone="Europe/London"
        ),
    )
    kestrel = FirmFactory(
        name="Kestrel Life Sciences", tagline="Quality and operations in medicines, nothing else"
    )
    kestrel.specialisms.add(concepts[PHARMA], concepts[REMEDIATION])
    broadgate = FirmFactory(
        name="Broadgate Interim", generalist=True, tagline="Leaders for a hard year, in any sector"
    )
    specialist = ConsultantFactory(
        firm=kestrel,
        user=UserFactory(
            full_name="Martin Okafor", email="martin@kestrel.example", time_zone="Europe/London"
        ),
    )
    generalist = ConsultantFactory(
        firm=broadgate,
        user=UserFactory(
            full_name="Ruth Lindqvist", email="ruth@broadgate.example", time_zone="Europe/London"
        ),
    )
    return manager, specialist, generalist


def _known(concepts: dict[str, Concept]) -> tuple[Candidate, Candidate]:
    ingrid = interim(
        "Ingrid Sorensen",
        "VP Technical Operations, sterile manufacturing",
        skills=[(GMP, 5), (DEVIATIONS, 5), (RELEASE, 4), (FILL_FINISH, 5)],
        concepts=concepts,
    )
    work = PastAssignmentFactory(
        candidate=ingrid,
        title="Interim VP Technical Operations",
        organisation="Larkfield Injectables",
        organisation_kind="a fill-finish site of 800 people",
        situation="Eleven observations, and a head of quality who had left.",
        mandate="Close the case within a year and keep supply safe.",
        result="All eleven closed in five months; the inspectorate came back and left content.",
        measure="overdue deviations 210 to 12",
    )
    work.situations.add(concepts[REMEDIATION])
    work.sectors.add(concepts[PHARMA])
    paul = interim(
        "Paul Whitmore",
        "Site quality head, injectables",
        skills=[(GMP, 5), (DEVIATIONS, 4), (RELEASE, 3)],
        concepts=concepts,
        seniority=4,
    )
    PastAssignmentFactory(candidate=paul, title="Interim site quality head")
    return ingrid, paul
