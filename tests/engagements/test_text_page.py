"""A text that a manager brings: suggested one by one, accepted, set aside, taken back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from engagements.models import Brief
from interimhub.lib.models import Job
from readings.models import TextReading
from tests.browsers import browser_of
from tests.engagements.briefs import draft, post
from tests.factories import (
    BriefFactory,
    ClientMemberFactory,
    CriterionFactory,
    RequirementFactory,
    TextReadingFactory,
)
from tests.jobs import run_due_jobs
from tests.readings.papers import pdf
from tests.readings.texts import MAIL, read_text, suggestion, vocabulary

pytestmark = pytest.mark.django_db

GMP = suggestion("skill-1", "ih:skill:gmp-remediation", "GMP remediation", "GMP remediation")
TAKEOVER = suggestion("situation-1", "ih:situation:takeover", "hostile takeover")
DIRECTOR = suggestion("seniority-1", "4", "Director of a function or a site")
DEVIATIONS = suggestion("criterion-1", "x", "Reduce overdue deviations from 186 to 20 by March")


@pytest.fixture
def brief() -> Brief:
    """A draft beside a text in which one thing of each kind was found."""
    vocabulary()
    brief = draft()
    read_text(brief.manager.user, brief.ref, GMP, TAKEOVER, DIRECTOR, DEVIATIONS)
    return brief


def url(brief: Brief, name: str = "text") -> str:
    return reverse(f"engagements:{name}", args=[brief.ref])


def say(brief: Brief, name: str, key: str, *, htmx: bool = False, **facts: str) -> Any:
    browser = browser_of(brief.manager.user)
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post(url(brief, f"{name}_suggestion"), {"key": key, **facts}, headers=headers)


def page(brief: Brief) -> str:
    return browser_of(brief.manager.user).get(url(brief)).content.decode()


def asked(brief: Brief) -> list[tuple[str, int]]:
    rows = brief.requirements.in_order()
    return [(row.concept.code, row.importance) for row in rows]


# Bringing


def test_a_pasted_text_is_read_by_the_worker_and_marked_on_the_page() -> None:
    vocabulary()
    member = ClientMemberFactory()
    begun = browser_of(member.user).post(
        reverse("engagements:new"), {"way": "paste", "source_text": MAIL}
    )
    brief = Brief.objects.get()

    assert begun.url == url(brief)
    assert "Reading your text" in page(brief)
    run_due_jobs()
    shown = page(brief)
    assert '<mark data-for="skill-1">GMP remediation</mark>' in shown
    assert 'aria-label="Accept: GMP remediation"' in shown
    assert asked(brief) == []


def test_a_document_begins_a_brief_as_well() -> None:
    vocabulary()
    member = ClientMemberFactory()
    paper = SimpleUploadedFile("scan of a letter.exe", pdf("We need GMP remediation."))

    browser_of(member.user).post(reverse("engagements:new"), {"way": "paste", "document": paper})
    run_due_jobs()

    assert "scan of a letter.exe" in page(Brief.objects.get())


def test_a_text_may_be_brought_for_a_draft_that_has_none() -> None:
    brief = draft()

    browser_of(brief.manager.user).post(url(brief), {"text": MAIL})

    brief.refresh_from_db()
    assert brief.source_text.startswith("Without GMP remediation")
    assert TextReading.objects.get().about == brief.ref


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Paste a text or choose a document first."),
        ({"text": "x" * 200_001}, "200,000 characters at most, and there are 200001"),
        ({"document": SimpleUploadedFile("cv.pdf", b"GIF89a")}, "neither a PDF nor a Word"),
        ({"document": SimpleUploadedFile("cv.pdf", b"")}, "This file is empty"),
        ({"document": SimpleUploadedFile("cv.pdf", b"%PDF-" + b"x" * 5_300_000)}, "5 MB"),
    ],
)
def test_what_cannot_be_brought_is_said_beside_the_field(given: Any, words: str) -> None:
    brief = draft()

    answer = browser_of(brief.manager.user).post(url(brief), given)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_a_document_that_could_not_be_read_is_named_beside_the_words_that_came_with_it() -> None:
    brief = draft()
    TextReadingFactory(
        owner=brief.manager.user,
        about=brief.ref,
        status="failed",
        problem="This file is damaged.",
        document_name="cv.pdf",
        text="My own words.",
    )

    shown = page(brief)

    assert "This file is damaged." in shown
    assert "My own words.</textarea>" in shown


def test_a_reading_that_was_given_up_says_so_and_asks_for_the_text() -> None:
    brief = draft()
    browser_of(brief.manager.user).post(url(brief), {"text": MAIL})
    Job.objects.update(dead_at="2026-11-19T09:00Z")

    shown = page(brief)

    assert "Something went wrong on our side" in shown
    assert "Without GMP remediation" in shown


def test_the_page_asks_again_while_it_waits_and_then_no_more() -> None:
    brief = draft()
    browser = browser_of(brief.manager.user)
    browser.post(url(brief), {"text": MAIL})
    asks = f'hx-get="{url(brief)}"'

    waiting = browser.get(url(brief), headers={"HX-Request": "true"}).content.decode()
    run_due_jobs()
    done = browser.get(url(brief), headers={"HX-Request": "true"}).content.decode()

    assert (asks in waiting, asks in done) == (True, False)
    assert "<html" not in waiting


def test_a_text_in_which_nothing_was_found_says_what_to_do() -> None:
    brief = draft()
    read_text(brief.manager.user, brief.ref)

    shown = page(brief)

    assert "We found nothing we could name" in shown
    assert "Go on to the situation" in shown


def test_a_text_looked_at_by_spelling_only_says_so() -> None:
    brief = draft()
    read_text(brief.manager.user, brief.ref, GMP, is_by_spelling=True)

    assert "This looks at spelling only" in page(brief)


def test_a_text_is_shown_as_words_and_never_as_a_page() -> None:
    brief = draft()
    read_text(brief.manager.user, brief.ref, text="<script>alert(1)</script>")

    assert "<script>alert" not in page(brief)


# Answering


def test_an_accepted_skill_is_in_the_brief_at_once_and_should_be_there(brief: Brief) -> None:
    answer = say(brief, "take", "skill-1")

    assert answer.url == f"{url(brief)}#s-skill-1"
    assert asked(brief) == [("ih:skill:gmp-remediation", 2)]
    assert 'aria-label="Undo: GMP remediation"' in page(brief)


def test_how_much_an_accepted_skill_matters_is_changed_in_place(brief: Brief) -> None:
    say(brief, "take", "skill-1")

    say(brief, "take", "skill-1", importance="1")

    assert asked(brief) == [("ih:skill:gmp-remediation", 1)]


def test_an_accepted_situation_and_seniority_are_in_the_brief(brief: Brief) -> None:
    say(brief, "take", "situation-1")
    say(brief, "take", "seniority-1")

    brief.refresh_from_db()
    assert [row.code for row in brief.situations.all()] == ["ih:situation:takeover"]
    assert brief.seniority == 4


def test_an_accepted_criterion_brings_its_measure_and_figures(brief: Brief) -> None:
    say(brief, "take", "criterion-1")

    criterion = brief.criteria.get()
    assert (criterion.measure, criterion.baseline, criterion.target) == (
        "Overdue deviations",
        "186",
        "20",
    )


@pytest.mark.parametrize("key", ["skill-1", "situation-1", "seniority-1", "criterion-1"])
def test_what_was_accepted_is_taken_back(brief: Brief, key: str) -> None:
    Brief.objects.filter(pk=brief.pk).update(seniority=6)
    say(brief, "take", key)

    say(brief, "undo", key)

    brief.refresh_from_db()
    left = (brief.requirements.count(), brief.situations.count(), brief.criteria.count())
    assert (left, brief.seniority) == ((0, 0, 0), 6)
    assert "4 of 4" in " ".join(page(brief).replace('<span class="num">4</span>', "4").split())


def test_accepting_twice_is_accepting_once(brief: Brief) -> None:
    for key in ("skill-1", "criterion-1", "skill-1", "criterion-1"):
        say(brief, "take", key)

    assert (brief.requirements.count(), brief.criteria.count()) == (1, 1)


def test_what_was_set_aside_stays_so_when_the_same_text_comes_again(brief: Brief) -> None:
    say(brief, "refuse", "skill-1")
    TextReading.objects.update(digest="")

    shown = page(brief)

    assert "Set aside" in shown
    assert 'aria-label="Undo: GMP remediation"' in shown
    assert asked(brief) == []


def test_what_was_set_aside_may_be_brought_back(brief: Brief) -> None:
    say(brief, "refuse", "skill-1")

    say(brief, "undo", "skill-1")

    assert TextReading.objects.get().answer_to("skill-1") == ""


def test_what_the_brief_says_already_is_shown_as_there(brief: Brief) -> None:
    concept = vocabulary_concept("ih:skill:gmp-remediation")
    RequirementFactory(brief=brief, concept=concept)
    CriterionFactory(brief=brief, measure="overdue deviations")

    shown = page(brief)

    assert shown.count("Already in your brief") == 2
    assert "Accept: GMP remediation" not in shown


def vocabulary_concept(code: str) -> Any:
    from skills.models import Concept

    return Concept.objects.get(code=code)


def test_what_is_removed_in_the_form_is_open_again(brief: Brief) -> None:
    say(brief, "take", "skill-1")
    brief.requirements.all().delete()

    assert 'aria-label="Accept: GMP remediation"' in page(brief)


def test_a_criterion_that_was_written_on_is_not_lost_by_an_undo(brief: Brief) -> None:
    say(brief, "take", "criterion-1")
    brief.criteria.update(evidence="the weekly report")

    answer = say(brief, "undo", "criterion-1", htmx=True)

    assert answer.status_code == 409
    assert "You have written on in this criterion since" in answer.content.decode()
    assert brief.criteria.count() == 1


def test_a_seventh_criterion_is_refused_with_the_reason(brief: Brief) -> None:
    for number in range(6):
        CriterionFactory(brief=brief, measure=f"Measure {number}", position=number)

    answer = say(brief, "take", "criterion-1", htmx=True)

    assert answer.status_code == 409
    assert "Six criteria are enough" in answer.content.decode()


def test_htmx_gets_the_group_and_the_count_alone(brief: Brief) -> None:
    answer = say(brief, "take", "skill-1", htmx=True).content.decode()

    assert 'id="g-skill"' in answer
    assert 'id="g-situation"' not in answer
    assert 'id="found-counts" role="status" hx-swap-oob="true"' in answer
    assert 'aria-label="Undo: GMP remediation" autofocus' in answer


@pytest.mark.parametrize("key", ["", "skill-99", "x" * 99, "skill-1' OR 1=1"])
def test_a_key_that_is_none_changes_nothing(brief: Brief, key: str) -> None:
    statuses = {say(brief, name, key).status_code for name in ("take", "refuse", "undo")}

    assert statuses == {302}
    assert (asked(brief), TextReading.objects.get().decided) == ([], {})


# Beside the form


def test_the_text_stays_beside_every_step_with_what_is_left_of_it(brief: Brief) -> None:
    say(brief, "take", "skill-1")

    shown = browser_of(brief.manager.user).get(
        reverse("engagements:edit", args=[brief.ref, "truth"])
    )

    assert "Without GMP remediation we are out of stock." in shown.content.decode()
    assert "3 suggestions of your text wait for you" in shown.content.decode()


def test_a_window_open_at_the_form_does_not_undo_what_was_accepted(brief: Brief) -> None:
    say(brief, "take", "skill-1")

    stale = post(brief, "person", **{"skills-TOTAL_FORMS": "0", "skills-INITIAL_FORMS": "0"})

    assert stale.status_code == 409
    assert asked(brief) == [("ih:skill:gmp-remediation", 2)]


def test_words_that_cannot_be_stored_yet_do_not_hide_what_was_accepted(brief: Brief) -> None:
    post(brief, "person", duration_weeks="a year", **{"skills-TOTAL_FORMS": "0"})
    brief.refresh_from_db()

    for key in ("skill-1", "situation-1", "seniority-1"):
        say(brief, "take", key)

    browser = browser_of(brief.manager.user)
    shown = browser.get(reverse("engagements:edit", args=[brief.ref, "person"])).content.decode()
    assert 'value="a year"' in shown
    assert 'name="skills-0-code" value="ih:skill:gmp-remediation"' in shown
    assert '<option value="4" selected>' in shown
    say(brief, "undo", "skill-1")
    brief.refresh_from_db()
    assert brief.drafting["person"]["typed"]["skills-0-DELETE"] == ["on"]


# Who


def test_a_text_is_its_owners_alone(brief: Brief) -> None:
    administrator = ClientMemberFactory(client=brief.client, is_admin=True)

    shown = browser_of(administrator.user).get(url(brief)).content.decode()

    assert "Start from a text you already have" in shown
    assert "GMP remediation" not in shown


def test_a_brief_that_firms_read_takes_no_suggestion() -> None:
    brief = BriefFactory(played_back=True)
    read_text(brief.manager.user, brief.ref, GMP)

    answer = say(brief, "take", "skill-1")

    assert answer.status_code == 403
    assert "Take it back first" in answer.content.decode()


def test_a_text_is_forgotten_when_its_owner_says_so(brief: Brief) -> None:
    say(brief, "take", "skill-1")

    browser_of(brief.manager.user).post(url(brief, "forget_text"))

    assert not TextReading.objects.exists()
    assert brief.requirements.count() == 1


def test_a_text_that_is_gone_is_told_to_who_still_answers_it(brief: Brief) -> None:
    TextReading.objects.all().delete()

    answers = [say(brief, name, "skill-1").status_code for name in ("take", "refuse", "undo")]

    assert answers == [409, 409, 409]


def test_a_page_of_many_suggestions_asks_no_more_of_the_database(
    brief: Brief, django_assert_max_num_queries: Any
) -> None:
    reading = TextReading.objects.get()
    browser = browser_of(brief.manager.user)
    browser.get(url(brief))
    with django_assert_max_num_queries(30) as few:
        browser.get(url(brief))
    many = [GMP | {"key": f"skill-{n}", "value": f"ih:{n}"} for n in range(12)]
    TextReading.objects.filter(pk=reading.pk).update(found=many)

    with django_assert_max_num_queries(len(few)):
        browser.get(url(brief))


def test_strangers_do_not_learn_of_it(brief: Brief) -> None:
    stranger = browser_of(ClientMemberFactory().user)

    assert stranger.get(url(brief)).status_code == 404
    assert Browser().get(url(brief)).status_code == 302
