"""The reasons read the same for the consultant, the client and the interim."""

import re
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import User
from candidates.models import FirmStance
from ranking.models import FitResult, FitRun
from shortlists.models import Entry
from shortlists.reasons import result_of
from tests.factories import CandidateFactory, FitRunFactory, PastAssignmentFactory
from tests.shortlists.choices import as_person, put_forward
from tests.shortlists.worlds import PARTS, evidence, match_of, ready_brief

pytestmark = pytest.mark.django_db

SITUATION: dict[str, Any] = {
    "kind": "situation",
    "code": "test:turnaround",
    "label": "Turnaround",
    "importance": None,
    "state": "have",
    "points": 16.0,
    "points_if": 0.0,
    "last_used": 2024,
    "detail": "done in 2024 for Zephyrine Biotech (41 to 24 days).",
}

WORDS: dict[str, Any] = {
    "kind": "words",
    "code": "words",
    "label": "In words",
    "importance": None,
    "state": "near",
    "points": 9.0,
    "points_if": 0.0,
    "last_used": 2024,
    "detail": "the record tells of similar work (2024, a maker of vaccines).",
    "quotes": [
        {
            "asked": "A regulator found nine things.",
            "said": "Zephyrine Biotech had eleven to close.",
        }
    ],
}


def in_front_of_the_client() -> Entry:
    """Return a submitted entry that was found by a ranking."""
    entry = put_forward(ready_brief())
    FirmStance.objects.create(candidate=entry.candidate, firm=entry.firm, stance="trusted")
    PastAssignmentFactory(
        candidate=entry.candidate,
        organisation="Zephyrine Biotech",
        organisation_kind="a maker of vaccines",
    )
    result = match_of(
        entry.brief,
        entry.candidate,
        high=81.0,
        parts=PARTS | {"actual": "Chief officer", "needed": "Vice president"},
        evidence=[
            evidence("Sterile filling", "missing"),
            evidence("GMP remediation", "have"),
            SITUATION,
            WORDS,
        ],
        gaps=[{"sentence": "Must-have missing: sterile filling is not shown."}],
        asks=["Where have you done sterile filling?", "May you work in Ireland?"],
    )
    Entry.objects.filter(pk=entry.pk).update(result=result)
    entry.refresh_from_db()
    return entry


def reasons_on(client: Browser, user: User | None, url: str) -> str:
    """Return the text of the reasons on a page, without buttons that only one reader has."""
    assert user is not None
    body = as_person(client, user).get(url).content.decode()
    [shown] = re.findall(r'<div class="why">.*?</details>', body, re.DOTALL)
    bare = re.sub(r"<form.*?</form>", "", shown, flags=re.DOTALL)
    return " ".join(strip_tags(bare).split())


def test_the_three_readers_read_the_same_reasons(client: Browser):
    entry = in_front_of_the_client()
    result = entry.result
    assert result is not None

    by_the_consultant = reasons_on(
        client,
        entry.consultant.user,
        reverse("sourcing:match", args=[entry.brief.ref, entry.firm.own_id(result.ref)]),
    )
    by_the_client = reasons_on(
        client, entry.brief.manager.user, reverse("shortlists:person", args=[entry.ref])
    )
    by_the_interim = reasons_on(client, entry.candidate.user, entry.get_absolute_url())

    assert by_the_consultant == by_the_client == by_the_interim
    for words in (
        "Turnaround: done in 2024 for a maker of vaccines (41 to 24 days).",
        "The brief A regulator found nine things.",
        "Closest in the record A maker of vaccines had eleven to close.",
        "Must-have missing: sterile filling is not shown.",
        "Plus 9 points if it were shown.",
        "Ask Where have you done sterile filling?",
        "May you work in Ireland?",
        "One of two is not fully met, which reduces the total by 3 %.",
    ):
        assert words in by_the_interim, words


def test_a_question_for_a_line_is_shown_once(client: Browser):
    entry = in_front_of_the_client()

    words = reasons_on(client, entry.candidate.user, entry.get_absolute_url())

    assert words.count("Where have you done sterile filling?") == 1


def test_only_the_interim_can_dispute_a_line(client: Browser):
    entry = in_front_of_the_client()
    result = entry.result
    assert result is not None
    assert entry.candidate.user is not None
    match = reverse("sourcing:match", args=[entry.brief.ref, entry.firm.own_id(result.ref)])
    person = reverse("shortlists:person", args=[entry.ref])

    pages = [
        as_person(client, entry.consultant.user).get(match),
        as_person(client, entry.brief.manager.user).get(person),
        as_person(client, entry.candidate.user).get(entry.get_absolute_url()),
    ]

    # Each of the four lines, and the seniority.
    assert [page.content.decode().count("This is wrong<") for page in pages] == [0, 0, 5]


def test_the_client_reads_the_reasons_side_by_side(client: Browser):
    entry = in_front_of_the_client()
    url = reverse("shortlists:compare", args=[entry.brief.ref])

    page = as_person(client, entry.brief.manager.user).get(url).content.decode()

    assert "Turnaround: done in 2024 for a maker of vaccines (41 to 24 days)." in page
    assert "“A maker of vaccines had eleven to close.”" in page
    assert "Zephyrine" not in page


def test_an_interim_found_without_the_ranking_has_current_reasons():
    entry = put_forward(ready_brief())
    old = FitRunFactory(brief=entry.brief, brief_version=0)
    FitResult.objects.create(
        run=old,
        candidate=entry.candidate,
        position=1,
        score=1,
        low=1,
        high=1,
        parts={},
        evidence=[],
        gaps=[],
        asks=[],
    )
    match_of(entry.brief, CandidateFactory())
    current = match_of(entry.brief, entry.candidate)

    assert FitRun.objects.count() == 2
    assert result_of(entry) == current


def test_an_interim_in_no_ranking_has_no_reasons(client: Browser):
    entry = put_forward(ready_brief())
    assert entry.candidate.user is not None

    page = as_person(client, entry.candidate.user).get(entry.get_absolute_url())

    assert page.context["why"] is None
    assert 'class="why' not in page.content.decode()
