"""A better profile never scores less, and missing data never help."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Importance, rank
from matching.score import seniority_factors
from tests.matching import reference
from tests.matching.worlds import (
    THIS_YEAR,
    Person,
    Wanted,
    Work,
    briefs,
    columns,
    directions,
    fit,
    held_skills,
    need_of,
    past_items,
    people,
    pool_of,
    scores_of,
    skill_ids,
    vectors,
    works,
)

MUST, SHOULD, NICE = Importance.MUST, Importance.SHOULD, Importance.NICE

quick = settings(max_examples=60)


@quick
@given(people(), briefs, held_skills)
def test_fit_is_never_lowered_by_another_skill(person, wanted, skill):
    richer = replace(person, skills=[*person.skills, skill])

    assert fit(richer, wanted) >= fit(person, wanted)


@quick
@given(people(), briefs, past_items, st.sampled_from(["situations", "sectors"]))
def test_fit_is_never_lowered_by_another_assignment(person, wanted, item, kind):
    richer = replace(person, **{kind: [*getattr(person, kind), item]})

    assert fit(richer, wanted) >= fit(person, wanted)


@quick
@given(people(), briefs, vectors)
def test_fit_is_never_lowered_by_another_outcome(person, wanted, vector):
    richer = replace(person, outcomes=[*person.outcomes, vector])

    assert fit(richer, wanted) >= fit(person, wanted)


@quick
@given(people(), briefs, works)
def test_fit_is_never_lowered_by_another_assignment_with_its_words(person, wanted, work):
    richer = replace(person, work=[*person.work, work])

    assert fit(richer, wanted) >= fit(person, wanted)


@quick
@given(people(), briefs, works)
def test_a_role_changes_the_fit_by_at_most_its_weight(person, wanted, work):
    wanted = replace(wanted, seniority=0, profession=0)
    shown = replace(person, work=[*person.work, replace(work, text=None, sentences=())])

    share = scores_of([person], wanted).shares.role
    moved = fit(shown, wanted) - fit(person, wanted)

    assert 0 <= moved <= 100 * share + 1e-6


@quick
@given(people(), briefs, held_skills, st.integers(1, 3))
def test_fit_is_never_lowered_by_a_higher_level(person, wanted, skill, steps):
    held, level, year = skill
    lower = replace(person, skills=[*person.skills, skill])
    higher = replace(person, skills=[*person.skills, (held, min(5, level + steps), year)])

    assert fit(higher, wanted) >= fit(lower, wanted)


@quick
@given(
    people(),
    briefs,
    st.tuples(skill_ids, columns),
    st.integers(1998, THIS_YEAR),
    st.integers(1, 9),
)
def test_fit_is_never_lowered_by_a_fresher_date(person, wanted, place, year, later):
    skill, column = place

    def dated(when: int) -> Person:
        return replace(
            person,
            skills=[*person.skills, (skill, 3, when)],
            situations=[(column, when)],
            sectors=[(column, when)],
        )

    assert fit(dated(year + later), wanted) >= fit(dated(year), wanted)


@quick
@given(people(), people(), briefs)
def test_dominated_profile_never_outranks(one, other, wanted):
    dominated = replace(one, ref=b"a", seniority=0)
    dominating = replace(
        other,
        ref=b"b",
        skills=[*one.skills, *other.skills],
        situations=[*one.situations, *other.situations],
        told=[*one.told, *other.told],
        sectors=[*one.sectors, *other.sectors],
        outcomes=[*one.outcomes, *other.outcomes],
        work=[*one.work, *other.work],
        seniority=wanted.seniority,
    )

    found = scores_of([dominated, dominating], wanted)

    assert found.fit[1] >= found.fit[0]


def test_seniority_above_never_scores_less_than_as_far_below():
    for needed in range(1, 8):
        known = seniority_factors(needed).low
        for steps in range(1, 7):
            if needed - steps >= 1 and needed + steps <= 7:
                assert known[needed + steps] > known[needed - steps]


@pytest.mark.parametrize(
    ("held", "factor"),
    [(1, 0.15), (2, 0.4), (3, 0.7), (4, 1.0), (5, 1.0), (6, 0.95), (7, 0.9), (0, 0.15)],
)
def test_seniority_multiplies_by_the_documented_factors(held, factor):
    assert seniority_factors(4).low[held] == pytest.approx(factor)


@quick
@given(people(), briefs, st.data())
def test_missing_data_never_raise_the_fit_and_widen_the_range(person, wanted, data):
    texts = data.draw(st.integers(0, 1))
    hidden = replace(
        person,
        skills=[
            (s, lvl * data.draw(st.integers(0, 1)), y * data.draw(st.integers(0, 1)))
            for s, lvl, y in person.skills
        ],
        situations=[(c, y * data.draw(st.integers(0, 1))) for c, y in person.situations],
        outcomes=person.outcomes * texts,
        work=person.work * texts,
        seniority=person.seniority * data.draw(st.integers(0, 1)),
    )

    stated, unstated = scores_of([person], wanted), scores_of([hidden], wanted)

    assert unstated.fit[0] <= stated.fit[0]
    assert unstated.high[0] >= stated.high[0]


def test_complete_data_leave_no_range():
    person = Person(
        skills=[(0, 3, 2020)], situations=[(1, 2019)], seniority=4, work=[Work(level=3)]
    )
    wanted = Wanted([(0, MUST, 4)], situations=[1, 2], seniority=5)

    ranking = rank(pool_of([person]), need_of(wanted))

    assert ranking.high.tolist() == ranking.low.tolist()


@quick
@given(people(), briefs)
def test_unknown_outcomes_only_widen_the_range(person, wanted):
    # Without words of its own and a role, the criteria alone are compared with the record.
    wanted = replace(wanted, whole=None, families=[], title=None, profession=0)
    silent = scores_of([replace(person, outcomes=[], work=[])], wanted)
    best = scores_of([replace(person, outcomes=list(wanted.criteria), work=[])], wanted)

    assert silent.outcome[0] == 0
    assert silent.high[0] == pytest.approx(best.high[0], abs=1e-6)


@quick
@given(people(), briefs, st.sampled_from([SHOULD, NICE]), st.integers(0, 5))
def test_an_item_that_is_not_a_must_have_changes_the_fit_by_at_most_its_weight(
    person, wanted, importance, level
):
    skill = 7
    others = [item for item in wanted.requirements if item[0] != skill]
    tau = {pair: weight for pair, weight in wanted.tau.items() if skill not in pair}
    wanted = replace(wanted, requirements=[*others, (skill, importance, level)], tau=tau)
    without = replace(person, skills=[held for held in person.skills if held[0] != skill])
    shown = replace(without, skills=[*without.skills, (skill, 5, THIS_YEAR)])

    share = scores_of([person], wanted).shares.skill
    asked = reference.asked(wanted)
    weights = reference.skill_weights([(one, 0.0) for _, one, _ in asked])
    weight = next(w for w, (s, _, _) in zip(weights, asked, strict=True) if s == skill)
    moved = fit(shown, wanted) - fit(without, wanted)

    assert 0 <= moved <= 100 * share * weight + 1e-6


@quick
@given(people(), briefs, columns)
def test_one_situation_changes_the_fit_by_at_most_its_weight(person, wanted, column):
    wanted = replace(wanted, situations=sorted({*wanted.situations, column}), near={})
    without = replace(person, situations=[p for p in person.situations if p[0] != column])
    shown = replace(without, situations=[*without.situations, (column, THIS_YEAR)])

    share = scores_of([person], wanted).shares.situation
    moved = fit(shown, wanted) - fit(without, wanted)

    assert 0 <= moved <= 100 * share / len(wanted.situations) + 1e-6


@quick
@given(people(), briefs, directions)
def test_one_outcome_changes_the_fit_by_at_most_its_weight(person, wanted, vector):
    wanted = replace(wanted, criteria=[vector])
    shown = replace(person, outcomes=[*person.outcomes, vector])

    # An outcome is words too.
    shares = scores_of([person], wanted).shares
    moved = fit(shown, wanted) - fit(person, wanted)

    assert 0 <= moved <= 100 * (shares.outcome + shares.words) + 1e-6
