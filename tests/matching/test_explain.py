"""The explanation has exactly the terms of the score."""

import pytest
from hypothesis import given, settings

from matching import (
    AskKind,
    Importance,
    Improvement,
    SeniorityComparison,
    SkillRelation,
    Subject,
    explain,
    rank,
)
from tests.matching.test_neutral import PARTS
from tests.matching.worlds import (
    THIS_YEAR,
    Person,
    Wanted,
    Work,
    briefs,
    crowds,
    need_of,
    pool_of,
)

MUST, SHOULD, NICE = Importance.MUST, Importance.SHOULD, Importance.NICE

quick = settings(max_examples=60)


def explain_one(person: Person, wanted: Wanted):
    return explain(pool_of([person]), need_of(wanted), 0)


@quick
@given(crowds, briefs)
def test_explanation_has_the_numbers_of_the_ranking(crowd, wanted):
    pool, need = pool_of(list(crowd)), need_of(wanted)
    ranking = rank(pool, need)

    for place, row in enumerate(ranking.rows):
        found = explain(pool, need, int(row))

        for name in (*PARTS, "fit", "low", "high", "must", "seniority"):
            assert getattr(found, name) == pytest.approx(getattr(ranking, name)[place], abs=1e-9)
        assert sum(reason.points for reason in found.reasons) == pytest.approx(
            found.number, abs=1e-6
        )


@quick
@given(crowds, briefs)
def test_points_if_equals_the_score_of_a_new_evaluation(crowd, wanted):
    person = crowd[0]
    before = explain_one(person, wanted)

    for line in before.skills:
        shown = Person(**{name: getattr(person, name) for name in Person.__dataclass_fields__})
        shown.skills = [
            *person.skills,
            (line.skill, max(1, line.level_needed), THIS_YEAR),
        ]
        assert before.number + line.points_if == pytest.approx(
            explain_one(shown, wanted).number, abs=1e-6
        )


def test_a_line_names_the_neighbour_that_meets_it():
    person = Person(skills=[(1, 4, 2025), (2, 5, 2026)])
    wanted = Wanted([(0, MUST, 4)], tau={(0, 1): 0.8, (0, 2): 0.25})

    line = explain_one(person, wanted).skills[0]

    assert (line.met_by, line.relation, line.credit) == (1, SkillRelation.NARROWER, 0.8)
    assert (line.level_actual, line.level_needed, line.year_last_used) == (4, 4, 2025)
    assert line.improvement == Improvement.SHOW


@pytest.mark.parametrize(
    ("held", "step", "asked"),
    [
        ((0, 4, 2026), Improvement.NONE, []),
        ((0, 3, 2026), Improvement.RAISE_LEVEL, [AskKind.LEVEL_BELOW]),
        ((0, 0, 2026), Improvement.STATE_LEVEL, [AskKind.LEVEL_UNKNOWN]),
        ((0, 4, 2019), Improvement.REFRESH, []),  # two fresh years and the half-life
        ((0, 4, 2018), Improvement.REFRESH, [AskKind.LONG_AGO]),
        ((0, 4, 0), Improvement.STATE_YEAR, [AskKind.YEAR_UNKNOWN]),
        ((1, 4, 2026), Improvement.SHOW, [AskKind.MUST_MISSING]),
    ],
)
def test_each_shortfall_has_its_step_and_its_question(held, step, asked):
    found = explain_one(Person(skills=[held]), Wanted([(0, MUST, 4)]))

    assert found.skills[0].improvement == step
    assert [ask.kind for ask in found.asks] == asked


def test_missing_must_comes_first_among_gaps_and_questions():
    wanted = Wanted([(0, NICE, 0), (1, SHOULD, 0), (2, MUST, 3)], situations=[0], seniority=6)

    found = explain_one(Person(seniority=3), wanted)

    assert found.first_gap.is_missing_must
    assert (found.first_gap.subject, found.first_gap.index) == (Subject.SKILL, 2)
    assert found.asks[0].kind == AskKind.MUST_MISSING
    assert [ask.kind for ask in found.asks[1:]] == [
        AskKind.SKILL_MISSING,
        AskKind.SKILL_MISSING,
        AskKind.SITUATION_MISSING,
        AskKind.SENIORITY_BELOW,
    ]


def test_a_must_have_at_an_unknown_level_is_not_missing():
    line = explain_one(Person(skills=[(0, 0, 2026)]), Wanted([(0, MUST, 5)])).skills[0]

    assert (line.credit, line.credit_high, line.is_missing_must) == (0.1, 1.0, False)


@pytest.mark.parametrize(
    ("held", "distance", "standing"),
    [
        (0, 0, SeniorityComparison.UNKNOWN),
        (3, -1, SeniorityComparison.BELOW),
        (4, 0, SeniorityComparison.EQUAL),
        (5, 1, SeniorityComparison.ONE_ABOVE),
        (7, 3, SeniorityComparison.FAR_ABOVE),
    ],
)
def test_seniority_is_given_as_a_distance(held, distance, standing):
    line = explain_one(Person(seniority=held), Wanted([(0, MUST, 1)], seniority=4)).seniority_line

    assert (line.distance, line.comparison) == (distance, standing)


def test_best_reason_is_the_one_with_most_points():
    wanted = Wanted([(0, NICE, 0), (1, MUST, 0)], situations=[2])
    person = Person(skills=[(0, 3, 2026), (1, 3, 2026)], situations=[(2, 2015)])

    best = explain_one(person, wanted).reasons[0]

    assert (best.subject, best.index) == (Subject.SKILL, 1)


def test_outcome_line_names_the_entry_that_is_most_like_the_criterion():
    person = Person(outcomes=[(0, 1, 0), (4, 3, 0), (1, 0, 0)])
    wanted = Wanted(criteria=[(0, 0, 9), (5, 0, 0)])

    first, second = explain_one(person, wanted).outcomes

    assert (first.criterion, first.met_by, first.credit, first.improvement) == (
        0,
        -1,
        0.0,
        Improvement.SHOW,
    )
    assert (second.criterion, second.met_by, second.cosine) == (1, 2, 1.0)
    assert (second.credit, second.improvement) == (1.0, Improvement.NONE)
    # Half of the brief: the number is 100 · .5^.33, and the other half leads to 100.
    assert second.points == pytest.approx(79.554, abs=1e-3)
    assert first.points_if == pytest.approx(100 - 79.554, abs=1e-3)


def test_half_the_credit_of_the_only_outcome_gives_half_of_the_fit():
    # cos = .45: (.45 − .3)/.3
    person = Person(outcomes=[(0, 89, 45)])

    found = explain_one(person, Wanted(criteria=[(0, 0, 1)]))
    (line,) = found.outcomes

    assert line.credit == pytest.approx(0.5, abs=0.01)
    assert found.fit == pytest.approx(100 * line.credit)
    assert line.points == pytest.approx(found.number)


def test_without_outcomes_a_person_is_asked_and_the_upper_bound_is_full_credit():
    found = explain_one(Person(), Wanted(criteria=[(1, 0, 0)]))

    (line,) = found.outcomes
    assert (line.credit, line.credit_high, line.met_by) == (0.0, 1.0, -1)
    assert (found.fit, found.high) == (0.0, 100.0)
    assert [(ask.kind, ask.subject) for ask in found.asks] == [
        (AskKind.OUTCOME_MISSING, Subject.OUTCOME)
    ]
    assert [gap.subject for gap in found.gaps] == [Subject.OUTCOME]


@pytest.mark.parametrize(
    ("past", "step", "asked"),
    [
        ([(0, 2026)], Improvement.NONE, []),
        ([(0, 2010)], Improvement.REFRESH, []),
        ([(0, 0)], Improvement.STATE_YEAR, [AskKind.YEAR_UNKNOWN]),
        ([], Improvement.SHOW, [AskKind.SITUATION_MISSING]),
    ],
)
def test_each_shortfall_of_a_situation_has_its_step_and_its_question(past, step, asked):
    found = explain_one(Person(situations=past), Wanted(situations=[0]))

    assert [line.improvement for line in found.situations] == [step]
    assert [ask.kind for ask in found.asks] == asked


@pytest.mark.parametrize("row", [1, -1])
def test_row_outside_the_pool_is_refused(row):
    with pytest.raises(IndexError, match="of a pool of 1"):
        explain(pool_of([Person()]), need_of(Wanted()), row)


def test_titles_alone_are_no_text():
    titled = Person(work=[Work(title=(5, 0, 0), sentences=((5, 0, 0),))])

    found = explain_one(titled, Wanted(whole=(5, 0, 0), sentences=[(5, 0, 0)]))

    assert found.words_line is not None
    assert (found.fit, found.high) == (0, 100)
    assert found.words_line.improvement == Improvement.SHOW
