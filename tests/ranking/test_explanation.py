"""How a result is shown: its order, its upper bound and its factors."""

from typing import Any

import pytest

from ranking.explanation import explain_result
from ranking.models import FitResult


def item(label: str, **facts: Any) -> dict[str, Any]:
    return {
        "kind": "requirement",
        "code": label,
        "label": label,
        "importance": "should",
        "needed": 3,
        "actual": 4,
        "by": label,
        "last_used": 2025,
        "state": "have",
        "credit": 1.0,
        "points": 10.0,
        "detail": "leads others in it, last used 2025.",
    } | facts


def result(*evidence: dict[str, Any], high: float = 70.0, **parts: Any) -> FitResult:
    return FitResult(
        score=70.0, low=70.0, high=high, parts=parts, evidence=list(evidence), gaps=[], asks=[]
    )


def test_situations_come_first_and_there_are_at_most_three_reasons():
    lines = [item("GMP", points=30.0), item("SAP", points=20.0), item("S&OP", points=25.0)]
    situation = item("turnaround", kind="situation", importance=None, points=9.0)

    why = explain_result(result(*lines, situation), str)

    assert [line.label for line in why.best] == ["turnaround", "GMP", "S&OP"]


def test_missing_must_haves_come_first():
    lines = [item("GMP"), item("QP release", importance="must", state="missing", points=0.0)]

    why = explain_result(result(*lines), str)

    assert [(group.title, [line.label for line in group.lines]) for group in why.groups] == [
        ("Must-haves that are not shown", ["QP release"]),
        ("What the brief asks for", ["GMP"]),
    ]


def test_every_kind_of_evidence_has_the_same_form():
    kinds = ["sector", "words", "role", "criterion", "situation", "requirement"]

    why = explain_result(result(*(item(kind, kind=kind) for kind in kinds)), str)

    assert [group.title for group in why.groups] == [
        "What the brief asks for",
        "Situations",
        "What success looks like",
        "Past roles",
        "What the record tells",
        "Sectors",
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"actual": None}, "could be up to 80 once the level of IFRS is stated"),
        ({"last_used": None}, "could be up to 80 once the last year of IFRS is stated"),
        (
            {"actual": None, "last_used": None},
            "could be up to 80 once the level of IFRS and the last year of IFRS are stated",
        ),
        (
            {"kind": "criterion", "state": "missing", "is_open": True},
            "could be up to 80 once a past outcome is stated",
        ),
        (
            {"kind": "words", "state": "missing", "is_open": True},
            "could be up to 80 once past assignments in words are stated",
        ),
        (
            {"kind": "role", "state": "missing", "is_open": True},
            "could be up to 80 once a past role is stated",
        ),
        ({}, "could be up to 80 once what is not known is stated"),
    ],
)
def test_the_range_says_which_facts_are_missing(facts: dict[str, Any], said: str):
    assert explain_result(result(item("IFRS", **facts), high=80.0), str).reach == said


def test_a_range_that_rounds_to_zero_is_not_mentioned():
    assert explain_result(result(item("IFRS", actual=None), high=70.2), str).reach == ""


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([1.0], "The one must-have is fully met; nothing is deducted."),
        ([1.0, 1.0], "Both are fully met; nothing is deducted."),
        ([1.0] * 3, "All three are fully met; nothing is deducted."),
        ([0.4], "The one must-have is not fully met, which reduces the total by 5 %."),
        ([0.4, 1.0], "One of two is not fully met, which reduces the total by 5 %."),
        ([0.4, 0.4], "Neither is fully met, which reduces the total by 5 %."),
        ([0.4] * 3, "None of the three is fully met, which reduces the total by 5 %."),
    ],
)
def test_the_must_haves_say_how_much_they_reduce_the_score(held: list[float], said: str):
    lines = [item(f"m{i}", importance="must", credit=one) for i, one in enumerate(held)]

    [musts] = explain_result(result(*lines, must=0.86), str).multipliers

    assert musts.detail == said


def test_seniority_says_both_levels_and_its_effect():
    parts = {
        "comparison": "below",
        "distance": -1,
        "seniority": 0.7,
        "actual": "Director",
        "needed": "Vice president",
    }

    [seniority] = explain_result(result(**parts), str).multipliers

    assert seniority.sentence == (
        "Seniority: one level below the brief: counts 11 % off (has worked as director; asked:"
        " vice president)."
    )


def test_names_are_removed_from_every_sentence():
    line = item("GMP", asks=["What did Zephyrine ask?"], detail="done, Zephyrine.")

    why = explain_result(
        result(line), lambda text: text.replace("Zephyrine", "a maker of vaccines")
    )

    assert "Zephyrine" not in repr(why)


def test_names_are_removed_from_quotes():
    quotes = [{"asked": "What Zephyrine needs.", "said": "What Zephyrine got."}]

    why = explain_result(
        result(item("In words", kind="words", quotes=quotes)),
        lambda text: text.replace("Zephyrine", "a maker of vaccines"),
    )

    assert why.first == "In words, closest in the record: “What a maker of vaccines got.”"
    assert "Zephyrine" not in repr(why)
