"""Pages of a match do not identify the person, whichever field holds the fact."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import PersonalDetails
from providers.models import Consultant
from ranking.models import FitResult
from shortlists import actions
from shortlists.asking import url_for
from tests.factories import (
    CandidateSkillFactory,
    ConsultantFactory,
    DayRateFactory,
    PastAssignmentFactory,
    UserFactory,
)
from tests.shortlists.worlds import evidence, match_of, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
CANARIES = [
    "Wilhelmina",
    "Quaverley",
    "canary@",
    "01632",
    "Zephyrine",
    "1987.5",
    "1987",
    "Ruritanian",
    "Canary Crescent",
    "1961",
    "nonbinary-canary",
    "data:image",
    "<img",
]
WHY = "You closed eleven observations at a fill-finish site in five months."


@pytest.fixture
def canary() -> tuple[Consultant, FitResult]:
    """Return a match whose hidden facts are all unique strings."""
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(
        ours.firm,
        headline="The one who saved Zephyrine Biotech, Wilhelmina Quaverley",
        summary="At Zephyrine Biotech I rebuilt quality. Write to canary@quaverley.example.",
        geography="UK; Zephyrine Biotech's sites abroad",
        user=UserFactory(
            full_name="Wilhelmina Quaverley", email="canary@quaverley.example", phone="01632 960001"
        ),
    )
    PersonalDetails.objects.create(
        candidate=person,
        address="7 Canary Crescent",
        nationality="Ruritanian",
        birth_year=1961,
        gender="nonbinary-canary",
        photo=b"\x89PNG",
        photo_type="image/png",
    )
    DayRateFactory(candidate=person, amount="1987.50")
    CandidateSkillFactory(candidate=person)
    PastAssignmentFactory(
        candidate=person,
        title="Director of Zephyrine Biotech",
        organisation="Zephyrine Biotech Ltd",
        organisation_kind="a maker of vaccines",
        result="Zephyrine Biotech released again.",
        measure="Zephyrine Biotech: 41 to 24 days",
        started_on=date(2023, 1, 1),
        ended_on=date(2024, 1, 1),
    )
    line = evidence("GMP remediation", "have")
    line["detail"] = "done in 2024: Director of Zephyrine Biotech."
    return ours, match_of(brief, person, evidence=[line])


@pytest.mark.parametrize("name", ["matches", "match", "approach"])
def test_pages_of_a_match_do_not_identify_the_person(
    client: Client, canary: tuple[Consultant, FitResult], name: str
):
    ours, match = canary
    args = [match.run.brief.ref] + ([] if name == "matches" else [ours.firm.own_id(match.ref)])
    client.force_login(ours.user)

    body = client.get(reverse(f"sourcing:{name}", args=args)).content.decode()

    assert "a maker of vaccines" in body
    assert [word for word in CANARIES if word in body] == []


def test_the_conversation_does_not_identify_the_person_before_the_mandate(
    client: Client, canary: tuple[Consultant, FitResult]
):
    ours, match = canary
    brief, person = match.run.brief, match.candidate
    entry = actions.approach(
        brief, person, by=ours.user, why_you=WHY, result=match, now=brief.opened_at
    )
    client.force_login(ours.user)

    pages = [url_for(ours.firm, entry), reverse("shortlists:conversations")]
    bodies = "".join(client.get(url).content.decode() for url in pages)

    assert [word for word in CANARIES if word in bodies] == []


def test_a_blocked_firm_gets_the_answer_for_an_unknown_person(
    client: Client, canary: tuple[Consultant, FitResult]
):
    _, match = canary
    brief = match.run.brief
    blocked = seat_on(brief, ConsultantFactory())
    match.candidate.stances.create(firm=blocked.firm, stance="blocked")
    client.force_login(blocked.user)
    listed = reverse("sourcing:matches", args=[brief.ref])

    with_her = client.get(listed).context["found"]
    missing = client.get(
        reverse("sourcing:match", args=[brief.ref, blocked.firm.own_id(match.ref)])
    )
    counts, tally = with_her.counts, with_her.tally
    FitResult.objects.all().delete()
    without_her = client.get(listed).context["found"]

    assert (without_her.counts, without_her.tally) == (counts, tally)
    assert missing.status_code == 404
