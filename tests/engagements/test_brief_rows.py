"""The rows of a brief: criteria, skills and truths, and how they are copied."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.models import Brief, BriefDraft, Requirement, TruthItem
from tests.browsers import browser_of
from tests.engagements.briefs import draft, post, rows
from tests.factories import (
    BriefFactory,
    ConceptFactory,
    CriterionFactory,
    RequirementFactory,
    SectorFactory,
    SituationFactory,
    TruthItemFactory,
)

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=30)


# Criteria


def test_criteria_are_stored_by_row_and_updated_by_the_next_save() -> None:
    brief = draft()
    new = {"measure": "Overdue deviations", "baseline": "186", "target": "20", "weight": "5"}
    post(brief, "success", autosave=True, **rows("criteria", new))
    ref = brief.criteria.get().ref
    brief.refresh_from_db()

    more = {"measure": "Days to release", "due_on": SOON.isoformat()}
    post(brief, "success", **rows("criteria", new | {"evidence": "weekly report"}, more))

    first, second = brief.criteria.in_order()
    assert (first.ref, first.evidence, first.weight) == (ref, "weekly report", 5)
    assert (second.measure, second.due_on, second.weight) == ("Days to release", SOON, 3)


def test_a_removed_row_removes_its_criterion_and_no_other() -> None:
    brief = draft()
    gone, kept = CriterionFactory(brief=brief), CriterionFactory(brief=brief, position=1)
    shown = [
        {"ref": str(row.ref), "measure": row.measure, "target": row.target} for row in (gone, kept)
    ]

    post(brief, "success", **rows("criteria", shown[0] | {"DELETE": "on"}, shown[1]))

    assert brief.criteria.get().ref == kept.ref


def test_a_seventh_criterion_is_refused_and_six_are_kept() -> None:
    brief = draft()
    seven = [{"measure": f"measure {number}"} for number in range(7)]

    answer = post(brief, "success", **rows("criteria", *seven))

    assert answer.status_code == 422
    assert b"Six criteria are the maximum" in answer.content
    assert b"measure 6" in answer.content
    assert brief.criteria.count() == 6


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"target": "20"}, "Say what is measured."),
        ({"measure": "x", "due_on": "2020-01-01"}, "Choose today or a later day."),
        ({"measure": "x", "weight": "6"}, "Choose from the list."),
        (
            {"measure": "x" * 10_000},
            "This is too long: at most 200 characters, and there are 10000.",
        ),
        ({"measure": "x", "ref": "not-a-uuid"}, "Enter a valid UUID."),
    ],
)
def test_an_invalid_criterion_is_refused_with_a_message(row: dict[str, str], words: str) -> None:
    answer = post(draft(), "success", **rows("criteria", row))

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_rows_without_their_count_change_nothing() -> None:
    brief = draft()
    CriterionFactory(brief=brief)

    answer = post(brief, "success")

    assert answer.status_code == 422
    assert brief.criteria.count() == 1


# The person


def test_skills_situations_and_sectors_are_stored_by_code() -> None:
    brief = draft()
    gmp, situation, sector = ConceptFactory(), SituationFactory(), SectorFactory()
    skill = {"code": gmp.code, "label": gmp.label, "importance": "1", "level": "4"}

    post(
        brief,
        "person",
        situations=[situation.code],
        sectors=[sector.code],
        **rows("skills", skill),
    )

    row = brief.requirements.get()
    assert (row.concept, row.importance, row.level) == (gmp, Requirement.Importance.MUST, 4)
    assert (brief.situations.get(), brief.sectors.get()) == (situation, sector)


def test_a_removed_skill_is_deleted() -> None:
    brief = draft()
    code = RequirementFactory(brief=brief).concept.code

    post(brief, "person", **rows("skills", {"code": code, "DELETE": "on"}))

    assert not brief.requirements.exists()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"code": "no-such-skill"}, "We do not know the skill “no-such-skill”."),
        ({"code": "KNOWN", "level": "6"}, "Choose from the list."),
        ({"code": "KNOWN", "importance": "0"}, "Choose from the list."),
    ],
)
def test_an_invalid_skill_is_refused_with_a_message(row: dict[str, str], words: str) -> None:
    known = ConceptFactory(code="KNOWN")

    answer = post(draft(), "person", **rows("skills", {"label": known.label, **row}))

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_without_the_type_ahead_a_skill_is_found_by_its_name() -> None:
    brief = draft()
    concept = ConceptFactory(label="batch release")

    post(brief, "person", new_skill_text="Batch Release", **rows("skills"))

    assert brief.requirements.get().concept == concept


def test_an_unknown_skill_name_stays_in_its_field_with_the_nearest_names() -> None:
    ConceptFactory(label="batch release of medicines")

    answer = post(draft(), "person", new_skill_text="batch release", **rows("skills"))

    assert answer.status_code == 422
    assert 'value="batch release"' in answer.content.decode()
    assert "Nearest: batch release of medicines." in answer.content.decode()


# The truth


def test_a_fact_and_an_unknown_are_both_stored() -> None:
    brief = draft()
    typed = {
        "sponsor-answer": "The chief operating officer",
        "risks-is_unknown": "on",
        "risks-found_out_by": "the site director",
        "risks-found_out_on": SOON.isoformat(),
    }

    post(brief, "truth", **typed)

    sponsor = brief.truth.get(kind=TruthItem.Kind.SPONSOR)
    risks = brief.truth.get(kind=TruthItem.Kind.RISKS)
    assert sponsor.answer == "The chief operating officer"
    assert (risks.is_unknown, risks.found_out_by, risks.found_out_on) == (
        True,
        "the site director",
        SOON,
    )


def test_an_unknown_without_an_owner_is_refused_and_kept_in_the_draft() -> None:
    brief = draft()

    answer = post(brief, "truth", autosave=True, **{"risks-is_unknown": "on"})

    brief.refresh_from_db()
    assert b"Say who finds out." in answer.content
    assert b"Say by when." in answer.content
    assert not brief.truth.filter(kind=TruthItem.Kind.RISKS, is_unknown=True).exists()
    (row,) = BriefDraft.objects.of(brief, "truth").unstored.rows
    assert (row.key, row.values["is_unknown"]) == ("risks", True)


def test_an_unknown_cannot_have_a_date_in_the_past() -> None:
    typed = {
        "risks-is_unknown": "on",
        "risks-found_out_by": "me",
        "risks-found_out_on": date(2020, 1, 1).isoformat(),
    }

    answer = post(draft(), "truth", **typed)

    assert answer.status_code == 422
    assert b"Choose today or a later day." in answer.content


# Copying


def test_a_copy_has_all_parts_except_dates_status_and_panel() -> None:
    former = BriefFactory(opened=True, value_range="two medicines")
    RequirementFactory(brief=former)
    TruthItemFactory(
        brief=former,
        kind=TruthItem.Kind.RISKS,
        answer="",
        is_unknown=True,
        found_out_by="me",
        found_out_on=SOON,
    )

    browser_of(former.manager.user).post(
        reverse("engagements:new"), {"way": "copy", "former": str(former.ref)}
    )

    copy = Brief.objects.exclude(pk=former.pk).get()
    assert (copy.title, copy.value_range, copy.copied_from) == (
        former.title,
        "two medicines",
        former,
    )
    assert copy.is_draft
    assert (copy.starts_on, copy.slate_due_at, copy.opened_at) == (None, None, None)
    assert list(copy.criteria.values_list("measure", "due_on")) == [("Overdue deviations", None)]
    assert copy.requirements.get().concept == former.requirements.get().concept
    assert list(copy.truth.values_list("kind", flat=True)) == [TruthItem.Kind.SPONSOR]
    assert not copy.seats.exists()
