"""Suggestions of a text for a brief: accept, refuse and undo."""

import pytest

from engagements.models import Brief
from engagements.timeline import timeline_of
from readings.models import TextReading
from skills.models import Concept
from tests.engagements.texts import asked, draft_beside_a_text, page, say, url
from tests.factories import CriterionFactory, RequirementFactory
from tests.readings.texts import DEVIATIONS, MAIL

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return draft_beside_a_text()


def test_an_accepted_skill_is_in_the_brief_at_once_and_should_be_there(brief: Brief) -> None:
    answer = say(brief, "accept", "skill-1")

    assert answer.url == f"{url(brief)}#s-skill-1"
    assert asked(brief) == [("ih:skill:gmp-remediation", 2)]
    assert 'aria-label="Undo: GMP remediation"' in page(brief)


def test_how_much_an_accepted_skill_matters_is_changed_in_place(brief: Brief) -> None:
    say(brief, "accept", "skill-1")

    say(brief, "accept", "skill-1", importance="1")

    assert asked(brief) == [("ih:skill:gmp-remediation", 1)]


def test_an_accepted_situation_and_seniority_are_in_the_brief(brief: Brief) -> None:
    say(brief, "accept", "situation-1")
    say(brief, "accept", "seniority-1")

    brief.refresh_from_db()
    assert [row.code for row in brief.situations.all()] == ["ih:situation:takeover"]
    assert brief.seniority == 4


def test_an_accepted_criterion_brings_its_measure_and_figures(brief: Brief) -> None:
    say(brief, "accept", "criterion-1")

    criterion = brief.criteria.get()
    assert (criterion.measure, criterion.baseline, criterion.target) == (
        "Overdue deviations",
        "186",
        "20",
    )


def test_an_accepted_criterion_comes_after_the_existing_ones(brief: Brief) -> None:
    for position in (0, 1):
        CriterionFactory(brief=brief, position=position, measure=f"Measure {position}")

    say(brief, "accept", "criterion-1")

    assert list(brief.criteria.in_order().values_list("position", "measure")) == [
        (0, "Measure 0"),
        (1, "Measure 1"),
        (2, "Overdue deviations"),
    ]


def test_an_accepted_criterion_that_was_removed_by_hand_can_still_be_undone(brief: Brief) -> None:
    say(brief, "accept", "criterion-1")
    brief.criteria.all().delete()

    say(brief, "undo", "criterion-1")

    assert TextReading.objects.get().answer_to("criterion-1") == ""


def test_a_criterion_that_is_its_whole_sentence_is_shown_once(brief: Brief) -> None:
    whole = "Whoever comes has been through a hostile takeover."
    at = {"start": MAIL.find(whole), "end": MAIL.find(whole) + len(whole)}
    TextReading.objects.update(
        text=MAIL, found=[DEVIATIONS | at | {"label": whole[:-1], "quote": whole}]
    )

    cards = page(brief).split('class="found-list"')[1]

    assert cards.count(f'data-quote="criterion-1">{whole[:-1]}</a>') == 1
    assert cards.count(whole[:-1]) == 3  # once to read, and in the names of its two buttons


@pytest.mark.parametrize("key", ["skill-1", "situation-1", "seniority-1", "criterion-1"])
def test_an_accepted_suggestion_can_be_undone(brief: Brief, key: str) -> None:
    Brief.objects.filter(pk=brief.pk).update(seniority=6)
    say(brief, "accept", key)

    say(brief, "undo", key)

    brief.refresh_from_db()
    left = (brief.requirements.count(), brief.situations.count(), brief.criteria.count())
    assert (left, brief.seniority) == ((0, 0, 0), 6)
    assert "4 of 4" in " ".join(page(brief).replace('<span class="num">4</span>', "4").split())


def test_accepting_twice_counts_once(brief: Brief) -> None:
    for key in ("skill-1", "criterion-1", "skill-1", "criterion-1"):
        say(brief, "accept", key)

    assert (brief.requirements.count(), brief.criteria.count()) == (1, 1)


@pytest.mark.parametrize(
    ("text", "document_name", "source"),
    [
        (MAIL, "", "from a text"),
        (f"Subject: The site in Ulm\n\n{MAIL}", "", "from an e-mail"),
        (MAIL, "notes.docx", "from a document"),
    ],
)
def test_accepted_suggestions_are_one_line_that_counts_each_of_them_once(
    brief: Brief, text: str, document_name: str, source: str
) -> None:
    TextReading.objects.update(text=text, document_name=document_name)
    for key in ("skill-1", "situation-1", "skill-1"):
        say(brief, "accept", key)
    for key in ("skill-1", "situation-1"):
        say(brief, "undo", key)

    lines = timeline_of(brief, brief.manager.user, interims={})

    assert [line.what for line in lines] == [
        f"undid 2 suggestions {source}",
        f"accepted 2 suggestions {source}",
    ]


def test_a_refused_suggestion_stays_refused_when_the_same_text_is_added_again(brief: Brief) -> None:
    say(brief, "refuse", "skill-1")
    TextReading.objects.update(digest="")

    shown = page(brief)

    assert "Set aside" in shown
    assert 'aria-label="Undo: GMP remediation"' in shown
    assert asked(brief) == []


def test_a_refused_suggestion_can_be_restored(brief: Brief) -> None:
    say(brief, "refuse", "skill-1")

    say(brief, "undo", "skill-1")

    assert TextReading.objects.get().answer_to("skill-1") == ""


def test_a_value_of_the_brief_is_shown_as_present(brief: Brief) -> None:
    concept = Concept.objects.get(code="ih:skill:gmp-remediation")
    RequirementFactory(brief=brief, concept=concept)
    CriterionFactory(brief=brief, measure="overdue deviations")

    shown = page(brief)

    assert shown.count("Already in your brief") == 2
    assert "Accept: GMP remediation" not in shown


def test_a_suggestion_whose_value_was_removed_is_open_again(brief: Brief) -> None:
    say(brief, "accept", "skill-1")
    brief.requirements.all().delete()

    assert 'aria-label="Accept: GMP remediation"' in page(brief)


def test_undo_does_not_delete_an_edited_criterion(brief: Brief) -> None:
    say(brief, "accept", "criterion-1")
    brief.criteria.update(evidence="the weekly report")

    answer = say(brief, "undo", "criterion-1", htmx=True)

    assert answer.status_code == 409
    assert "You have edited this criterion since" in answer.content.decode()
    assert brief.criteria.count() == 1


def test_a_seventh_criterion_is_refused_with_the_reason(brief: Brief) -> None:
    for number in range(6):
        CriterionFactory(brief=brief, measure=f"Measure {number}", position=number)

    answer = say(brief, "accept", "criterion-1", htmx=True)

    assert answer.status_code == 409
    assert "Six criteria are enough" in answer.content.decode()


def test_htmx_gets_only_the_group_and_the_count(brief: Brief) -> None:
    answer = say(brief, "accept", "skill-1", htmx=True).content.decode()

    assert 'id="g-skill"' in answer
    assert 'id="g-situation"' not in answer
    assert 'id="found-counts" data-say hx-swap-oob="true"' in answer
    assert 'aria-label="Undo: GMP remediation" autofocus' in answer


@pytest.mark.parametrize("key", ["", "skill-99", "x" * 99, "skill-1' OR 1=1"])
def test_an_unknown_key_changes_nothing(brief: Brief, key: str) -> None:
    statuses = {say(brief, name, key).status_code for name in ("accept", "refuse", "undo")}

    assert statuses == {302}
    assert (asked(brief), TextReading.objects.get().decided) == ([], {})
