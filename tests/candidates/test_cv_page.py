"""Suggestions of a CV for a profile: accept, refuse and undo."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from candidates.models import Candidate
from readings.models import TextReading
from skills.models import Concept
from tests.factories import CandidateFactory, CandidateSkillFactory, PastAssignmentFactory
from tests.jobs import run_due_jobs
from tests.readings.papers import word
from tests.readings.texts import DEVIATIONS, DIRECTOR, GMP, MAIL, TAKEOVER, read_text, vocabulary

pytestmark = pytest.mark.django_db

CV = "candidates:cv"


@pytest.fixture
def reading(interim: Candidate) -> TextReading:
    """Their CV, in which one thing of each kind was found."""
    vocabulary()
    return read_text(interim.user, interim.ref, GMP, TAKEOVER, DIRECTOR, DEVIATIONS)


def page(browser: Client) -> str:
    return browser.get(reverse(CV)).content.decode()


def say(browser: Client, name: str, key: str, **facts: Any) -> Any:
    return browser.post(reverse(f"candidates:{name}_suggestion"), {"key": key, **facts})


def skills_of(interim: Candidate) -> list[tuple[str, int | None]]:
    rows = interim.skills.filter(concept__code__startswith="ih:").select_related("concept")
    return [(row.concept.code, row.level) for row in rows]


def test_a_cv_is_read_by_the_worker(signed_in: Client) -> None:
    vocabulary()
    paper = SimpleUploadedFile("cv.docx", word(MAIL))

    signed_in.post(reverse(CV), {"document": paper})
    waiting = page(signed_in)
    run_due_jobs()

    assert "Reading your text" in waiting
    assert 'aria-label="Accept: GMP remediation"' in page(signed_in)


def test_success_criteria_belong_to_briefs(signed_in: Client, reading: TextReading) -> None:
    assert "deviations" not in page(signed_in)


def test_an_accepted_skill_asks_for_its_level_right_there(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    say(signed_in, "accept", "skill-1")
    unset = skills_of(interim)

    say(signed_in, "accept", "skill-1", level="4")

    assert unset == [("ih:skill:gmp-remediation", None)]
    assert skills_of(interim) == [("ih:skill:gmp-remediation", 4)]
    assert 'value="4" aria-pressed="true"' in " ".join(page(signed_in).split())


def test_a_situation_goes_into_the_assignment_that_was_chosen(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    other = PastAssignmentFactory(candidate=interim, title="Interim COO")

    say(signed_in, "accept", "situation-1", work=str(other.ref))

    assert [row.code for row in other.situations.all()] == ["ih:situation:takeover"]
    assert "In “Interim COO" in page(signed_in)


def test_a_situation_without_an_assignment_says_so(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    answer = say(signed_in, "accept", "situation-1")

    assert answer.url == f"{reverse(CV)}#s-situation-1"
    assert "Choose the assignment in which you had this situation." in page(signed_in)


def test_a_situation_is_not_put_into_somebody_elses_assignment(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    theirs = PastAssignmentFactory(candidate=CandidateFactory())

    say(signed_in, "accept", "situation-1", work=str(theirs.ref))

    assert not theirs.situations.exists()


def test_somebody_without_an_assignment_is_sent_to_add_one(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    interim.record.all().delete()

    assert "you have not added one yet" in page(signed_in)


def test_seniority_is_accepted_and_undone(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    before = interim.seniority
    say(signed_in, "accept", "seniority-1")
    interim.refresh_from_db()
    after = interim.seniority

    say(signed_in, "undo", "seniority-1")

    interim.refresh_from_db()
    assert (after, interim.seniority) == (4, before)


def test_an_accepted_suggestion_is_undone(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    work = interim.record.get()
    say(signed_in, "accept", "skill-1", level="3")
    say(signed_in, "accept", "situation-1", work=str(work.ref))

    say(signed_in, "undo", "skill-1")
    say(signed_in, "undo", "situation-1")

    assert skills_of(interim) == []
    assert not work.situations.filter(code="ih:situation:takeover").exists()


def test_a_refused_suggestion_is_not_on_the_profile(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    say(signed_in, "refuse", "skill-1")

    assert skills_of(interim) == []
    assert "Set aside" in page(signed_in)


def test_a_value_on_the_profile_is_shown_as_there(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    concept = Concept.objects.get(code="ih:skill:gmp-remediation")
    CandidateSkillFactory(candidate=interim, concept=concept, level=5)

    shown = page(signed_in)

    assert "Already on your profile" in shown
    assert "Accept: GMP remediation" not in shown


def test_each_accepted_suggestion_increases_the_version(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    say(signed_in, "accept", "skill-1")

    assert Candidate.objects.get(pk=interim.pk).version == interim.version + 1


def test_a_level_out_of_range_changes_nothing(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    answer = say(signed_in, "accept", "skill-1", level="9")

    assert answer.url == reverse(CV)
    assert skills_of(interim) == []


def test_the_owner_deletes_the_cv(signed_in: Client, reading: TextReading) -> None:
    signed_in.post(reverse("candidates:forget_cv"))

    assert not TextReading.objects.exists()


def test_a_cv_is_visible_to_its_owner_only(client: Client, reading: TextReading) -> None:
    client.force_login(CandidateFactory().user)

    assert "GMP remediation" not in page(client)


def test_undoing_restores_what_the_profile_said_before(
    signed_in: Client, interim: Candidate, reading: TextReading
) -> None:
    work = interim.record.get()
    concepts = Concept.objects.in_bulk(
        ["ih:skill:gmp-remediation", "ih:situation:takeover"], field_name="code"
    )
    interim.skills.create(concept=concepts["ih:skill:gmp-remediation"], level=2, years=7)
    work.situations.add(concepts["ih:situation:takeover"])
    say(signed_in, "accept", "skill-1", level="5")
    say(signed_in, "accept", "situation-1", work=str(work.ref))

    say(signed_in, "undo", "skill-1")
    say(signed_in, "undo", "situation-1")

    kept = interim.skills.filter(concept__code="ih:skill:gmp-remediation")
    assert list(kept.values_list("level", "years")) == [(2, 7)]
    assert work.situations.filter(code="ih:situation:takeover").exists()
