"""What a result says of words and roles: quotes, states, what to state, protected professions."""

from datetime import date
from typing import Any

import pytest
from django.db.models import F

from candidates.models import Candidate, PastAssignment
from engagements.models import Brief
from ranking import profile_changes, runs
from ranking.blind import explain_blind
from ranking.explanation import ReasonLine, ResultExplanation
from ranking.models import PART_LABELS, FitResult, FitRun, WorkWords
from ranking.record_wording import QUOTE_LENGTH, cut
from skills import multilingual
from skills.models import VocabularyVersion
from tests.factories import (
    BriefFactory,
    CandidateFactory,
    CriterionFactory,
    PastAssignmentFactory,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not multilingual.is_available(), reason="no encoder here"),
]

ASKED = "The inspectors left eleven observations, three of them repeated."
SAID = "Closed all observations that the inspectors of Zephyrine Biotech had left."


@pytest.fixture(autouse=True)
def vocabulary(pool_folder: Any) -> None:
    assert VocabularyVersion.objects.exists()


def asking(**facts: Any) -> Brief:
    """Make a brief in search that is told in one sentence."""
    brief: Brief = BriefFactory(
        **{"opened": True, "seniority": None, "title": "Interim plant manager"}
        | {"what_happened": ASKED, "why_now": "", "what_is_hard": "", "value_shown_by": ""}
        | facts
    )
    brief.criteria.all().delete()
    return brief


def somebody(**facts: Any) -> PastAssignment:
    """Make an interim with one assignment, which the worker has read."""
    texts = {"situation": "", "mandate": "", "result": SAID, "measure": ""}
    work: PastAssignment = PastAssignmentFactory(
        **{"organisation": "Zephyrine Biotech", "organisation_kind": "a maker of vaccines"}
        | {"title": "Works manager"}
        | texts
        | {"ended_on": date(2025, 6, 30)}
        | facts
    )
    profile_changes.read_words([work.candidate_id])
    return work


def result_for(brief: Brief) -> FitResult:
    """Rank, and return the only result."""
    runs.rank_brief(brief)
    run = FitRun.objects.current(brief)
    assert run is not None
    return run.results.with_people().get()


def item(result: FitResult, kind: str) -> dict[str, Any]:
    [found] = [one for one in result.evidence if one["kind"] == kind]
    return found


def line(why: ResultExplanation, key: str) -> ReasonLine:
    [found] = [one for one in why.lines if one.key == key]
    return found


def test_the_words_quote_the_sentence_of_the_brief_and_the_closest_of_the_record():
    work = somebody(situation="Deliveries were late.")

    result = result_for(asking())

    words = item(result, "words")
    assert words["quotes"] == [{"asked": ASKED, "said": SAID}]
    assert words["assignment"] == str(work.ref)
    assert words["detail"].endswith("(2025, a maker of vaccines).")
    assert words["points"] > 0


def test_a_quote_has_no_names_for_a_blind_reader():
    somebody()

    why = explain_blind(result_for(asking()))

    quoted = line(why, "words:words").quotes[0].said
    assert quoted == "Closed all observations that the inspectors of a maker of vaccines had left."
    assert "Zephyrine" not in repr(why)


def test_a_name_is_hidden_before_a_long_quote_is_cut():
    filler = "observations of the inspectors were closed, repeated ones among them, "
    room = QUOTE_LENGTH - len("Zephyrine ") - 2
    start = (filler * 9)[:room].rsplit(" ", 1)[0].capitalize()
    somebody(result=f"{start} at Zephyrine Biotech. ")

    why = explain_blind(result_for(asking()))

    quoted = line(why, "words:words").quotes[0].said
    assert quoted.startswith(start[:100])
    assert len(quoted) <= QUOTE_LENGTH
    assert "Zephyrine" not in quoted


def test_a_text_that_has_changed_since_it_was_read_is_not_quoted():
    work = somebody()
    brief = asking()
    runs.rank_brief(brief)
    WorkWords.objects.filter(assignment=work).update(source="0" * 32)

    after = runs.evaluate(brief, work.candidate)

    assert after is not None
    assert [one for found in after.evidence for one in found.get("quotes", [])] == []


def test_sentences_are_quoted_before_titles_and_measures():
    somebody(title="Interim plant manager", measure="procedures 909 to 133")
    brief = asking(why_now="Nine hundred procedures have to be written.")

    quotes = item(result_for(brief), "words")["quotes"]

    assert quotes == [{"asked": ASKED, "said": SAID}]


def test_a_criterion_is_quoted_by_its_own_line_alone():
    brief = asking()
    criterion = CriterionFactory(
        brief=brief, measure="Overdue deviations", baseline="186", target="20"
    )
    fell = "Overdue deviations fell from 240 to 14."
    somebody(result=f"{SAID} {fell}", measure="240 to 14")

    result = result_for(brief)

    assert item(result, "criterion")["code"] == str(criterion.ref)
    assert item(result, "criterion")["quotes"] == [{"asked": "", "said": fell}]
    assert "240" not in item(result, "criterion")["detail"]
    assert [one["asked"] for one in item(result, "words")["quotes"]] == [ASKED]


def test_a_title_that_names_no_role_asks_for_none():
    somebody()

    result = result_for(asking(title="Bring our fill-finish site back into order"))

    assert "role" not in result.parts
    assert [one["kind"] for one in result.evidence] == ["words"]


def test_somebody_who_has_written_nothing_is_told_what_to_write():
    work = somebody(result="")

    result = result_for(asking())
    why = explain_blind(result)

    words = line(why, "words:words")
    assert (words.state, words.quotes) == ("missing", [])
    assert words.detail == "The profile tells of no assignment in words."
    points = int(item(result, "words")["points_if"] + 0.5)
    assert words.plus == (
        f"plus up to {points} points if a sentence or two about each assignment told of such work"
    )
    assert why.high > why.score
    assert why.reach.endswith("once past assignments in words are stated")
    PastAssignment.objects.filter(pk=work.pk).update(result=ASKED)
    Candidate.objects.update(version=F("version") + 1)
    profile_changes.read_words([work.candidate_id])
    told = runs.evaluate(asking(), work.candidate)
    assert told is not None
    assert result.score < told.score <= result.high


def test_words_about_something_else_are_missing_and_quote_nothing():
    somebody(title="Organist", result="The choir sang twice a week in the village church.")

    words = item(result_for(asking()), "words")

    assert (words["state"], words["quotes"], words["points"]) == ("missing", [], 0.0)
    assert words["detail"] == "nothing in the record reads like this brief."


@pytest.mark.parametrize(
    ("title", "state", "detail"),
    [
        ("Works manager", "have", "has held the same kind of role, “Works manager”, until 2025."),
        ("Organist", "missing", "no past role comes near."),
    ],
)
def test_the_role_names_the_nearest_past_title(title: str, state: str, detail: str):
    work = somebody(title=title)

    result = result_for(asking())

    role = item(result, "role")
    assert (role["state"], role["detail"]) == (state, detail)
    assert role["assignment"] == (str(work.ref) if state == "have" else None)
    asked = [] if state == "have" else ["Which of your past roles came closest to this one?"]
    assert role["asks"] == asked


def test_somebody_without_any_assignment_states_no_role():
    CandidateFactory()

    result = result_for(asking())
    why = explain_blind(result)

    assert item(result, "role")["detail"] == "the profile states no past role."
    assert why.reach.endswith("once past assignments are stated")
    gaps = [gap["sentence"] for gap in result.gaps]
    assert any(one.startswith("No past role of this kind is stated: plus") for one in gaps)
    assert any(one.startswith("No assignment is told in words: plus up to") for one in gaps)


def test_the_parts_add_up_to_the_score():
    somebody()

    result = result_for(asking())

    assert {"words", "role"} <= set(result.parts)
    total = sum(part["points"] for part in result.bar_parts)
    assert result.score == pytest.approx(total, abs=0.02)
    assert total == pytest.approx(sum(one["points"] for one in result.evidence), abs=0.05)
    labels = [part["label"] for part in result.bar_parts]
    assert labels == [name for name in PART_LABELS.values() if name in labels]


def test_a_level_that_a_past_title_names_is_said_to_be_read():
    work = somebody(title="Plant manager")
    Candidate.objects.filter(pk=work.candidate_id).update(seniority=None)

    why = explain_blind(result_for(asking(seniority=3)))

    seniority = line(why, "seniority")
    assert "The level is read from a past title: stating it counts more." in seniority.detail


def test_another_profession_does_not_stand_in_for_a_protected_one():
    somebody(title="Medical director")

    why = explain_blind(result_for(asking(title="Interim chief nurse")))

    profession = line(why, "profession")
    assert profession.detail.startswith(
        "No past role as a nurse. Professions do not stand in for each other, which reduces"
    )
    assert profession.state == "near"


def test_a_nurse_is_of_the_profession_that_a_chief_nurse_needs():
    somebody(title="Director of nursing")

    why = explain_blind(result_for(asking(title="Interim chief nurse")))

    assert [one.key for one in why.multipliers if one.key == "profession"] == []


@pytest.mark.parametrize(
    "text",
    ["word " * 100, "w" * 500, "Two  spaces\nand a line. " * 20],
    ids=["words", "one", "gaps"],
)
def test_a_long_quote_is_cut_at_a_word_and_stays_on_one_line(text: str):
    shown = cut(text)

    assert 100 < len(shown) <= QUOTE_LENGTH
    assert shown.endswith("…")
    assert "\n" not in shown
    assert "  " not in shown


def test_a_short_quote_is_not_cut():
    assert cut("It was done.") == "It was done."


def test_sentences_that_have_little_in_common_are_not_quoted():
    somebody(
        situation="Deliveries had been late for four weeks and customers sent people to look.",
        result="The warehouse was moved to another hall at the weekend.",
    )

    words = item(result_for(asking()), "words")

    assert words["quotes"] == []


def test_the_quote_of_a_sentence_ends_without_its_separator():
    somebody(result=f"{SAID[:-1]}; the second plant followed in the spring.")

    [quote] = item(result_for(asking()), "words")["quotes"]

    assert quote["said"] == SAID[:-1]
