import math
from collections import Counter

import pytest

from bench import grading
from bench.grading import Grade
from candidates.models import Candidate
from interimhub.demo.briefs import files
from interimhub.demo.models import DemoWorld
from matching import WEIGHTS
from skills import encoder

LOOK = "Look at what moved, then keep it with: .venv/bin/python bench/grades.py --record"


@pytest.fixture
def with_outcomes() -> None:
    if not encoder.is_available():
        pytest.skip("without the encoder no outcome is compared")


def grade(number: int) -> Grade:
    return Grade(who="", headline="", grade=number, reason="")


# The grades


def test_each_brief_has_at_least_ten_graded_people():
    few = {key: len(grades) for key, grades in grading.read_grades().items() if len(grades) < 10}

    assert few == {}


def test_every_brief_of_the_demo_is_graded():
    assert list(grading.read_grades()) == list(files())


def test_grades_are_from_0_to_3():
    found = {one.grade for grades in grading.read_grades().values() for one in grades.values()}

    assert found == {0, 1, 2, 3}


def test_each_grade_has_its_own_reason():
    reasons = Counter(
        one.reason
        for key, grades in grading.read_grades().items()
        if "same_as" not in files()[key]
        for one in grades.values()
    )

    assert {reason: count for reason, count in reasons.items() if count > 1 or not reason} == {}


def test_the_graded_people_are_those_who_were_read(world: DemoWorld):
    read = {
        key: (one.who, one.headline)
        for grades in grading.read_grades().values()
        for key, one in grades.items()
    }

    found = Candidate.objects.filter(ref__in=read).values_list("ref", "user__full_name", "headline")

    assert {str(row[0]): row[1:] for row in found} == read


# The ranking


def test_the_first_five_are_right(world: DemoWorld, with_outcomes: None):
    grades = grading.read_grades()
    ranked = grading.rank_briefs(grades)

    found = {key: grading.judge(ranked[key], grades[key]).graded for key in grades}

    assert sum(found.values()) / len(found) >= 0.90, found


def test_a_changed_ranking_has_been_reviewed(world: DemoWorld, with_outcomes: None):
    now = grading.record_of(grading.rank_briefs(grading.read_grades()))

    moved = grading.what_moved(grading.read_record(), now)

    assert not moved, f"{moved}\n\n{LOOK}"


def test_trying_a_weight_prints_what_it_changes(world: DemoWorld):
    before = grading.record_of(grading.rank_briefs(["waiting-list"]))
    with grading.trying({"situation": 0.9, "skill": 0.1}):
        after = grading.record_of(grading.rank_briefs(["waiting-list"]))

    told = grading.what_moved(before, after).split("\n")

    assert told[:2] == [
        f"weight situation {WEIGHTS.situation} → 0.9",
        f"weight skill {WEIGHTS.skill} → 0.1",
    ]
    assert told[2].startswith("waiting-list: nDCG@5 ")
    assert len(told) > 3


# The counting


def test_a_weight_is_restored_after_it_was_tried():
    before = WEIGHTS.situation

    with grading.trying({"situation": before + 0.5}):
        tried = WEIGHTS.situation

    assert (tried, WEIGHTS.situation) == (before + 0.5, before)


@pytest.mark.parametrize("name", ["price", "related"])
def test_only_weights_that_the_formula_uses_can_be_tried(name: str):
    with pytest.raises(ValueError, match=name), grading.trying({name: 0.5}):
        pass


def test_ndcg_gives_the_first_position_the_most_weight():
    grades = {"a": grade(3), "b": grade(1), "c": grade(0)}

    judged = grading.judge(["b", "x", "a", "c"], grades)

    best = 7 + 1 / math.log2(3)
    assert judged.graded == pytest.approx((1 + 7 / math.log2(3)) / best)
    assert judged.everyone == pytest.approx((1 + 7 / math.log2(4)) / best)
    assert judged.ungraded == 1


def test_only_eligible_people_count_in_the_ideal_order():
    assert grading.judge(["b"], {"a": grade(3), "b": grade(1)}).graded == 1


def test_ndcg_without_graded_people_is_zero():
    assert grading.judge(["x"], {}).graded == 0


def test_keywords_find_the_rare_word_first():
    texts = {"a": ["plant", "plant"], "b": ["plant", "foundry"], "c": ["bank"]}

    assert grading.bm25(["foundry", "plant"], texts, ["a", "b", "c"]) == ["b", "a", "c"]


def test_changes_list_engine_first_five_and_positions():
    grades = grading.read_grades()["erp"]
    order = sorted(grades, key=lambda one: -grades[one].grade)
    now = [order[-1], *order[:-1]]
    base = {"engine": "1", "weights": {"a": 1.0}}

    told = grading.what_moved(
        {**base, "order": {"erp": order}},
        {"engine": "2", "weights": {"a": 1.5}, "order": {"erp": now}},
    ).split("\n")

    first, fifth = grades[order[-1]], grades[order[4]]
    assert told[:2] == ["engine 1 → 2", "weight a 1.0 → 1.5"]
    assert told[2].startswith("erp: nDCG@5 1.000 → ")
    assert told[3:6] == [
        f"    enters the first five: {first.who} ({first.grade})",
        f"    leaves the first five: {fifth.who} ({fifth.grade})",
        f"    {first.who} ({first.grade}): {len(order)} → 1",
    ]
    assert len(told) == 5 + len(order)


def test_no_change_gives_an_empty_text():
    record = {"engine": "1", "weights": {}, "order": {}}

    assert grading.what_moved(record, record) == ""
