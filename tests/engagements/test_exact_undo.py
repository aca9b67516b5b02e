"""Undoing an accepted suggestion restores exactly what was there before."""

import itertools
from typing import Any

import pytest

from engagements.models import Brief, BriefDraft, Requirement
from readings.models import TextReading
from skills.models import Concept
from tests.browsers import browser_of
from tests.engagements.texts import draft_beside_a_text, page, say, url
from tests.factories import ConceptFactory, RequirementFactory

pytestmark = pytest.mark.django_db

KEYS = ["skill-1", "situation-1", "seniority-1", "criterion-1"]


@pytest.fixture
def brief() -> Brief:
    return draft_beside_a_text()


def content(brief: Brief) -> dict[str, Any]:
    """Return everything that a suggestion can change, with what is typed and not stored."""
    row = Brief.objects.get(pk=brief.pk)
    return {
        "skills": list(row.requirements.order_by("pk").values("concept", "importance", "level")),
        "situations": sorted(row.situations.values_list("code", flat=True)),
        "seniority": row.seniority,
        "criteria": list(row.criteria.in_order().values("ref", "measure", "position")),
        "unparsed": [one.unparsed for one in BriefDraft.objects.order_by("step") if one.unparsed],
    }


def test_a_skill_that_was_there_before_gets_its_importance_back(brief: Brief) -> None:
    skill = Concept.objects.get(code="ih:skill:gmp-remediation")
    RequirementFactory(brief=brief, concept=skill, importance=3, level=4)
    before = content(brief)
    say(brief, "accept", "skill-1", importance="1")
    assert Requirement.objects.get().importance == 1

    say(brief, "undo", "skill-1")

    assert content(brief) == before


def test_a_situation_that_was_there_before_stays(brief: Brief) -> None:
    brief.situations.add(Concept.objects.get(code="ih:situation:takeover"))
    before = content(brief)
    say(brief, "accept", "situation-1")

    say(brief, "undo", "situation-1")

    assert content(brief) == before


def test_what_was_typed_and_put_aside_is_typed_again(brief: Brief) -> None:
    say(brief, "accept", "skill-1")
    say(brief, "undo", "skill-1")
    BriefDraft.objects.filter(step="person").update(unparsed={"seniority": ["board"]})
    before = content(brief)
    say(brief, "accept", "seniority-1")
    assert BriefDraft.objects.get(step="person").unparsed == {}

    say(brief, "undo", "seniority-1")

    assert content(brief) == before


@pytest.mark.parametrize("order", list(itertools.permutations(KEYS))[::5])
def test_all_are_undone_in_any_order(brief: Brief, order: tuple[str, ...]) -> None:
    Brief.objects.filter(pk=brief.pk).update(seniority=6)
    say(brief, "accept", "skill-1")
    say(brief, "undo", "skill-1")
    before = content(brief)
    for key in KEYS:
        say(brief, "accept", key)

    for key in order:
        say(brief, "undo", key)

    assert content(brief) == before


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_two_suggested_seniorities_undone_in_any_order_leave_the_first(
    brief: Brief, order: tuple[int, int]
) -> None:
    Brief.objects.filter(pk=brief.pk).update(seniority=6)
    reading = TextReading.objects.get()
    (one,) = [item for item in reading.found if item["key"] == "seniority-1"]
    reading.found = [*reading.found, {**one, "key": "seniority-2", "value": "5"}]
    reading.save(update_fields=["found"])
    say(brief, "accept", "seniority-1")
    say(brief, "accept", "seniority-2")

    for number in order:
        say(brief, "undo", f"seniority-{number}")

    assert Brief.objects.get(pk=brief.pk).seniority == 6


def all_at_once(brief: Brief, name: str, keys: list[str]) -> Any:
    address = url(brief, f"{name}_suggestion")
    return browser_of(brief.manager.user).post(address, {"key": keys}, follow=True)


def with_more_skills(brief: Brief) -> list[str]:
    """Let the text have two more skills, and return the keys of all three."""
    reading = TextReading.objects.get()
    (first,) = [item for item in reading.found if item["key"] == "skill-1"]
    more = [
        {**first, "key": f"skill-{number}", "value": ConceptFactory(kind="skill").code}
        for number in (2, 3)
    ]
    reading.found = [*reading.found, *more]
    reading.save(update_fields=["found"])
    return ["skill-1", "skill-2", "skill-3"]


def test_all_of_a_kind_are_accepted_and_undone_by_one_press_each(brief: Brief) -> None:
    keys = with_more_skills(brief)
    skill = Concept.objects.get(code="ih:skill:gmp-remediation")
    say(brief, "accept", "skill-1")
    say(brief, "undo", "skill-1")
    RequirementFactory(brief=brief, concept=skill, importance=3, level=4)
    before = content(brief)

    all_at_once(brief, "accept", keys)
    accepted, shown = brief.requirements.count(), page(brief)
    all_at_once(brief, "undo", keys)

    assert accepted == 3
    assert "Undo all 3" in shown
    assert content(brief) == before
    assert "Accept all 2" in page(brief)  # the third was in the brief before


def test_undo_all_leaves_alone_what_was_accepted_before_by_itself(brief: Brief) -> None:
    keys = with_more_skills(brief)
    say(brief, "accept", "skill-1")

    all_at_once(brief, "accept", keys[1:])

    assert "Undo all 2" in page(brief)


def test_all_are_accepted_or_none(brief: Brief) -> None:
    keys = with_more_skills(brief)
    for _ in range(28):
        RequirementFactory(brief=brief)

    answer = all_at_once(brief, "accept", keys)

    assert brief.requirements.count() == 28
    assert "thirty skills at most" in answer.content.decode()
