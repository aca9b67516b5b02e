"""What the draft of a step keeps: values and text by field name, row by row."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from engagements.answers import Unstored, UnstoredRow
from engagements.models import Brief, BriefDraft, TruthItem
from tests.engagements.briefs import draft, post, resumed, rows
from tests.engagements.texts import draft_beside_a_text, say
from tests.factories import (
    ConceptFactory,
    CriterionFactory,
    SectorFactory,
    SituationFactory,
)

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=30)


def kept(brief: Brief, step: str) -> Unstored:
    return BriefDraft.objects.of(brief, step).unstored


def controls(html: str) -> dict[str, str]:
    """Return the values of the text fields and hidden fields of a page, by name."""
    inputs = [
        dict(re.findall(r' (\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", html)
    ]
    return {each["name"]: each.get("value", "") for each in inputs if "name" in each}


def step_form(html: str) -> str:
    """Return the form of a step without what differs from window to window."""
    found = re.search(r'<form[^>]*id="step".*?</form>', html, re.DOTALL)
    assert found
    return re.sub(r'name="(window|csrfmiddlewaretoken)" value="[^"]*"', "", found[0])


# By field


def test_only_unparsed_input_is_kept_by_field_in_the_draft() -> None:
    brief = draft()

    post(brief, "person", place="Basel", duration_weeks="a year", **rows("skills"))

    brief.refresh_from_db()
    assert brief.place == "Basel"
    assert kept(brief, "person") == Unstored(unparsed={"duration_weeks": "a year"}, rows=[])


def test_an_incomplete_value_is_kept_in_the_draft() -> None:
    brief = draft()

    post(brief, "person", slate_on=SOON.isoformat(), **rows("skills"))

    assert kept(brief, "person") == Unstored(
        values={"slate_on": SOON.isoformat()}, unparsed={"slate_at": ""}, rows=[]
    )
    assert f'value="{SOON.isoformat()}"' in resumed(brief, "person")


def test_a_resumed_step_shows_stored_answers_and_unstored_input() -> None:
    brief = draft()
    sector, situation = SectorFactory(label="Pharmaceuticals"), SituationFactory()
    typed = {
        "seniority": "4",
        "sectors": [sector.code],
        "situations": [situation.code],
        "languages": ["de", "en"],
        "starts_on": SOON.isoformat(),
        "duration_weeks": "a year",
        "place": "Basel",
        "region": "ch",
        "days_per_week": "4",
        "days_on_site": "0",
        "slate_on": SOON.isoformat(),
        "slate_at": "17:00",
    }
    before = post(brief, "person", **typed, **rows("skills"))

    html = resumed(brief, "person")

    assert step_form(html) == step_form(before.content.decode())
    assert controls(html)["slate_at"] == "17:00"


def test_input_of_any_length_is_kept() -> None:
    brief = draft()
    words = "x" * 400_000

    post(brief, "situation", what_happened=words)

    assert kept(brief, "situation").unparsed == {"what_happened": words}


def test_a_nul_character_is_removed_from_kept_input() -> None:
    brief = draft()

    post(brief, "situation", title="a\x00b", what_happened="Nine observations.")

    assert kept(brief, "situation").unparsed == {"title": "ab"}


def test_a_skill_that_was_not_found_stays_in_its_field() -> None:
    brief = draft()

    post(brief, "person", new_skill_text="batch relase", **rows("skills"))

    assert 'value="batch relase"' in resumed(brief, "person")


# By row


def test_a_new_criterion_is_stored_and_its_wrong_day_is_kept_under_it() -> None:
    brief = draft()
    row = {"measure": "Days to release", "due_on": "in spring"}

    post(brief, "success", autosave=True, **rows("criteria", row))

    criterion = brief.criteria.get()
    assert list(kept(brief, "success").rows) == [
        UnstoredRow(str(criterion.ref), 0, {}, {"due_on": "in spring"})
    ]
    shown = controls(resumed(brief, "success"))
    assert shown["criteria-0-ref"] == str(criterion.ref)
    assert shown["criteria-0-due_on"] == "in spring"


def test_a_row_without_a_measure_is_kept_at_its_position() -> None:
    brief = draft()
    first, last = {"measure": "Deviations"}, {"measure": "Release"}
    thin = {"target": "20", "weight": "5", "due_on": SOON.isoformat()}

    post(brief, "success", **rows("criteria", first, thin, last))

    (row,) = kept(brief, "success").rows
    assert (row.key, row.position, row.unparsed) == ("", 1, {"measure": ""})
    assert (row.values["target"], row.values["weight"]) == ("20", 5)
    shown = controls(resumed(brief, "success"))
    assert [shown[f"criteria-{n}-measure"] for n in range(3)] == ["Deviations", "", "Release"]
    assert shown["criteria-1-target"] == "20"
    assert shown["criteria-1-due_on"] == SOON.isoformat()


def test_a_seventh_criterion_is_kept_in_the_draft_and_shown_again() -> None:
    brief = draft()
    seven = [{"measure": f"measure {number}"} for number in range(7)]

    post(brief, "success", **rows("criteria", *seven))

    html = resumed(brief, "success")
    assert controls(html)["criteria-6-measure"] == "measure 6"
    assert "Six criteria are the maximum" in html
    assert [row.values["measure"] for row in kept(brief, "success").rows] == ["measure 6"]


def test_a_removed_row_is_not_kept() -> None:
    brief = draft()
    gone = CriterionFactory(brief=brief, measure="Deviations")
    removed = {"ref": str(gone.ref), "measure": "Deviations", "due_on": "soon", "DELETE": "on"}

    post(brief, "success", **rows("criteria", removed, {"target": "20"}))

    assert not brief.criteria.exists()
    assert [row.values["target"] for row in kept(brief, "success").rows] == ["20"]


def test_a_resumed_row_updates_its_criterion() -> None:
    brief = draft()
    post(brief, "success", **rows("criteria", {"target": "20"}, {"measure": "Release"}))
    ref = brief.criteria.get().ref
    shown = controls(resumed(brief, "success"))

    again = {name: value for name, value in shown.items() if name.startswith("criteria-")}
    post(brief, "success", **again | {"criteria-0-measure": "Deviations"})

    assert [row.measure for row in brief.criteria.in_order()] == ["Deviations", "Release"]
    assert brief.criteria.get(measure="Release").ref == ref
    assert not kept(brief, "success")


def test_an_unknown_skill_is_kept_beside_the_skills_that_are_stored() -> None:
    brief = draft()
    gmp = ConceptFactory(label="GMP remediation")
    known = {"code": gmp.code, "label": gmp.label, "importance": "1"}
    unknown = {"code": "no-such-skill", "label": "Unheard of", "level": "3"}

    post(brief, "person", **rows("skills", known, unknown))

    assert brief.requirements.get().concept == gmp
    (row,) = kept(brief, "person").rows
    assert (row.key, row.values["code"], row.values["level"]) == ("", "no-such-skill", 3)
    html = resumed(brief, "person")
    assert controls(html)["skills-1-code"] == "no-such-skill"
    assert "We do not know the skill" in html


def test_a_part_of_the_truth_is_kept_under_its_kind() -> None:
    brief = draft()
    typed = {"risks-is_unknown": "on", "risks-found_out_by": "me", "risks-found_out_on": "soon"}

    post(brief, "truth", **typed, **{"sponsor-answer": "The chief operating officer"})

    assert brief.truth.get(kind=TruthItem.Kind.SPONSOR).answer == "The chief operating officer"
    (row,) = kept(brief, "truth").rows
    assert (row.key, row.unparsed) == ("risks", {"found_out_on": "soon"})
    assert row.values == {"answer": "", "is_unknown": True, "found_out_by": "me"}
    shown = controls(resumed(brief, "truth"))
    assert (shown["risks-found_out_by"], shown["risks-found_out_on"]) == ("me", "soon")


def test_rows_that_were_not_posted_stay_in_the_draft() -> None:
    brief = draft()
    post(brief, "success", **rows("criteria", {"target": "20"}))

    post(brief, "success", autosave=True)

    assert [row.values["target"] for row in kept(brief, "success").rows] == ["20"]


# Beside suggestions


def test_an_accepted_criterion_is_shown_with_the_unstored_rows() -> None:
    brief = draft_beside_a_text()
    post(brief, "success", **rows("criteria", {"target": "20"}))

    say(brief, "accept", "criterion-1")

    shown = controls(resumed(brief, "success"))
    measures = {shown["criteria-0-measure"], shown["criteria-1-measure"]}
    assert measures == {"", brief.criteria.get().measure}
    assert "20" in {shown["criteria-0-target"], shown["criteria-1-target"]}


def test_accepting_a_criterion_with_unstored_input_cannot_be_undone() -> None:
    brief = draft_beside_a_text()
    say(brief, "accept", "criterion-1")
    shown = controls(resumed(brief, "success"))
    typed = {name: value for name, value in shown.items() if name.startswith("criteria-0-")}
    post(brief, "success", **rows("criteria"), **typed | {"criteria-0-due_on": "in spring"})

    answer = say(brief, "undo", "criterion-1", htmx=True)

    assert "You have edited this criterion since." in answer.content.decode()
    assert controls(resumed(brief, "success"))["criteria-0-due_on"] == "in spring"


def test_an_accepted_seniority_replaces_unparsed_input() -> None:
    brief = draft_beside_a_text()
    post(brief, "person", seniority="boss", **rows("skills"))

    say(brief, "accept", "seniority-1")

    brief.refresh_from_db()
    assert brief.seniority is not None
    assert f'<option value="{brief.seniority}" selected>' in resumed(brief, "person")


# Windows


def test_each_save_is_counted_with_its_window_and_its_time() -> None:
    brief = draft()
    begun = timezone.now()

    for window in ("first", "second"):
        post(brief, "value", window=window, value_range="two medicines")

    row = BriefDraft.objects.of(brief, "value")
    assert (row.saves, row.window) == (2, "second")
    assert begun <= row.saved_at <= timezone.now()


def test_an_outdated_window_does_not_change_the_draft() -> None:
    brief = draft()
    post(brief, "person", duration_weeks="a year", **rows("skills"))

    answer: Any = post(brief, "person", window="two", seen=0, place="Basel", **rows("skills"))

    assert answer.status_code == 409
    assert kept(brief, "person").unparsed == {"duration_weeks": "a year"}
    assert BriefDraft.objects.of(brief, "person").saves == 1
