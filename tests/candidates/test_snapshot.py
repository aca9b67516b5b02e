"""The snapshot of a profile, blind and with names."""

import json

import pytest
from django.urls import reverse

from candidates.models import Candidate, PersonalDetails
from candidates.snapshot import name_mentions, snapshot
from tests.factories import (
    CandidateFactory,
    CandidateRegistrationFactory,
    CandidateSkillFactory,
    DayRateFactory,
    PastAssignmentFactory,
    SectorFactory,
    SituationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

KEYS = {
    "headline",
    "summary",
    "seniority",
    "seniority_label",
    "profit_and_loss",
    "team_size",
    "board_exposure",
    "geography",
    "sectors",
    "regions",
    "languages",
    "available_from",
    "availability_confirmed_on",
    "days_per_week",
    "pattern",
    "skills",
    "registrations",
    "record",
    "version",
}
WORK_KEYS = {
    "ref",
    "title",
    "organisation_kind",
    "situation",
    "mandate",
    "result",
    "measure",
    "situations",
    "sectors",
    "started_on",
    "ended_on",
}


def profile_with(**facts: object) -> Candidate:
    candidate = CandidateFactory(user=UserFactory(full_name="Helena Marsh"))
    PastAssignmentFactory(candidate=candidate, **facts)
    return candidate


def test_a_blind_snapshot_has_exactly_these_keys() -> None:
    profile = snapshot(profile_with(), named=False)

    assert set(profile) == KEYS
    assert [set(work) for work in profile["record"]] == [WORK_KEYS]


def test_a_named_snapshot_adds_only_the_names() -> None:
    profile = snapshot(profile_with(), named=True)

    assert set(profile) == KEYS | {"name"}
    assert [set(work) for work in profile["record"]] == [WORK_KEYS | {"organisation"}]
    assert (profile["name"], profile["record"][0]["organisation"]) == (
        "Helena Marsh",
        "Harrow Works Ltd",
    )


def test_a_snapshot_is_plain_json_with_days_as_text() -> None:
    candidate = profile_with(ended_on=None)
    CandidateSkillFactory(candidate=candidate, level=None, years=None, last_used=None)
    candidate.sectors.add(SectorFactory(label="Hospitals"))
    candidate.record.get().situations.add(SituationFactory(label="Turnaround"))

    profile = json.loads(json.dumps(snapshot(candidate, named=False)))

    (work,) = profile["record"]
    (skill,) = profile["skills"]
    assert (profile["available_from"], profile["sectors"], profile["regions"]) == (
        "2026-11-01",
        ["Hospitals"],
        ["London and South East England"],
    )
    assert (work["started_on"], work["ended_on"], work["situations"]) == (
        "2025-01-06",
        None,
        ["Turnaround"],
    )
    assert (skill["level"], skill["level_label"], skill["last_used"]) == (None, "", None)


@pytest.mark.parametrize(
    ("organisation", "text", "blind"),
    [
        ("Harrow Works Ltd", "At Harrow Works Ltd it rained.", "At a maker of pumps it rained."),
        ("Harrow Works Ltd", "at HARROW  works, then", "at a maker of pumps, then"),
        ("Harrow Works", "Harrow Works' board", "A maker of pumps' board"),
        ("Harrow Works GmbH & Co. KG", "Harrow Works slept.", "A maker of pumps slept."),
        ("Boots", "Boots had boots on the ground.", "A maker of pumps had boots on the ground."),
        ("A.C+ (UK) plc", "A.C+ (UK) grew.", "A maker of pumps grew."),
        ("Works", "Networks were down.", "Networks were down."),
        ("", "Nobody is named.", "Nobody is named."),
        ("IT", "IT was late.", "IT was late."),
        ("Harrow", "Helena Marsh led it.", "This interim led it."),
        ("Harrow", "Write to helena@marsh.example now", "Write to … now"),
    ],
)
def test_a_name_inside_a_text_is_replaced(organisation, text, blind) -> None:
    candidate = profile_with(
        organisation=organisation, organisation_kind="a maker of pumps", result=text
    )

    assert snapshot(candidate, named=False)["record"][0]["result"] == blind
    assert snapshot(candidate, named=True)["record"][0]["result"] == text
    assert [mention.where for mention in name_mentions(candidate)] == (
        ["“Interim operations director”: result"] if text != blind else []
    )


def test_an_organisation_without_a_kind_is_shown_as_the_organisation() -> None:
    candidate = profile_with(organisation_kind="", mandate=r"Save Harrow Works \1")

    mandate = snapshot(candidate, named=False)["record"][0]["mandate"]

    assert mandate == r"Save the organisation \1"


def test_a_text_does_not_disclose_the_organisation_of_another_assignment() -> None:
    candidate = profile_with(
        organisation="Corvane Biologics", organisation_kind="a maker of vaccines"
    )
    Candidate.objects.update(summary="Twice at Corvane Biologics.", headline="Ex Corvane biologics")
    candidate.refresh_from_db()

    profile = snapshot(candidate, named=False)

    assert "corvane" not in json.dumps(profile).lower()
    assert [mention.where for mention in name_mentions(candidate)] == [
        "your headline",
        "your summary",
    ]


def test_personal_details_and_money_are_in_no_snapshot_and_on_no_page_of_the_profile(
    client,
) -> None:
    candidate = profile_with()
    secret = "Xq7"
    PersonalDetails.objects.create(
        candidate=candidate,
        address=f"{secret} Mill Lane",
        nationality=f"{secret}ish",
        birth_year=1961,
        gender=f"{secret}man",
        photo=b"\x89PNG\r\n\x1a\n",
        photo_type="image/png",
    )
    DayRateFactory(candidate=candidate, amount=1961, note=secret)
    client.force_login(candidate.user)
    pages = [client.get(reverse(f"candidates:{name}")) for name in ("profile", "blind", "skills")]

    read = [json.dumps(snapshot(candidate, named=named)) for named in (True, False)]
    read += [page.content.decode() for page in pages]

    assert [secret in text or "1961" in text for text in read] == [False] * 5


def test_no_column_of_a_profile_is_personal_or_about_money() -> None:
    columns = {field.name for field in Candidate._meta.get_fields() if field.concrete}

    words = ("address", "national", "birth", "age_", "gender", "photo", "rate", "fee", "price")
    assert [name for name in columns for word in words if word in name] == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_snapshot_takes_the_same_queries_however_long(count, django_assert_num_queries) -> None:
    candidate = CandidateFactory()
    for _ in range(count):
        CandidateSkillFactory(candidate=candidate)
        CandidateRegistrationFactory(candidate=candidate)
        PastAssignmentFactory(candidate=candidate).situations.add(SituationFactory())

    with django_assert_num_queries(6):
        snapshot(candidate, named=False)


def test_the_blind_page_warns_of_names_and_shows_none(signed_in, interim) -> None:
    interim.record.update(result="Harrow Works was saved.")

    page = signed_in.get(reverse("candidates:blind")).content.decode()

    assert "Hidden until you agree" in page
    assert page.count("Harrow Works") == 1  # in the warning
    assert interim.user.full_name not in page.split("<main")[1].split("</main>")[0]
