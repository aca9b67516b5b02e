"""The ranking agrees with the plain formula, and holds what it promises whatever comes in."""

import random
from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching import Barrier, Importance, Ranking, rank
from matching.score import seniority_factors
from tests.matching import reference
from tests.matching.worlds import (
    THIS_YEAR,
    Person,
    Wanted,
    briefs,
    columns,
    crowds,
    held_skills,
    need_of,
    past_items,
    people,
    pool_of,
    skill_ids,
)

MUST, SHOULD, NICE = Importance.MUST, Importance.SHOULD, Importance.NICE

quick = settings(max_examples=60, deadline=None)


def fit(person: Person, wanted: Wanted) -> float:
    return float(rank(pool_of([person]), need_of(wanted)).fits[0])


def bytes_of(ranking: Ranking) -> list[bytes]:
    return [
        value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
        for value in astuple(ranking)
    ]


# Agreement


@settings(max_examples=150, deadline=None)
@given(crowds, briefs)
def test_ranking_agrees_with_the_plain_formula(crowd, wanted):
    ranking = rank(pool_of(list(crowd)), need_of(wanted))

    lows = [reference.fit(one, wanted) for one in crowd]
    highs = [reference.fit(one, wanted, high=True) for one in crowd]
    assert ranking.fits == pytest.approx(lows, abs=1e-6)
    assert ranking.high == pytest.approx([highs[row] for row in ranking.rows], abs=1e-6)
    assert sorted(ranking.rows) == [
        row for row, one in enumerate(crowd) if not reference.barred(one, 100 + row, wanted)
    ]
    assert ranking.rows.tolist() == sorted(
        ranking.rows.tolist(), key=lambda row: (-ranking.fits[row], crowd[row].ref)
    )


@quick
@given(crowds, briefs)
def test_fit_lies_within_its_range_and_between_0_and_100(crowd, wanted):
    ranking = rank(pool_of(list(crowd)), need_of(wanted))

    assert (ranking.fits >= 0).all()
    assert (ranking.low == ranking.fit).all()
    assert (ranking.low <= ranking.high).all()
    assert (ranking.high <= 100).all()


# Monotone


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
        sectors=[*one.sectors, *other.sectors],
        seniority=wanted.seniority,
    )

    ranking = rank(pool_of([dominated, dominating]), need_of(wanted))

    assert ranking.fits[1] >= ranking.fits[0]


# Seniority


def test_being_above_never_loses_to_being_as_far_below():
    for needed in range(1, 8):
        known = seniority_factors(needed).low
        for steps in range(1, 7):
            if needed - steps >= 1 and needed + steps <= 7:
                assert known[needed + steps] > known[needed - steps]


@pytest.mark.parametrize(
    ("held", "factor"),
    [(1, 0.15), (2, 0.4), (3, 0.7), (4, 1.0), (5, 1.0), (6, 0.95), (7, 0.9), (0, 0.15)],
)
def test_seniority_multiplies_as_written(held, factor):
    assert seniority_factors(4).low[held] == pytest.approx(factor)


# What is unknown


@quick
@given(people(), briefs, st.data())
def test_missing_data_never_raise_the_fit_and_widen_the_range(person, wanted, data):
    hidden = replace(
        person,
        skills=[
            (s, lvl * data.draw(st.integers(0, 1)), y * data.draw(st.integers(0, 1)))
            for s, lvl, y in person.skills
        ],
        situations=[(c, y * data.draw(st.integers(0, 1))) for c, y in person.situations],
        seniority=person.seniority * data.draw(st.integers(0, 1)),
    )
    wanted = Wanted(wanted.requirements, wanted.tau, wanted.situations, seniority=wanted.seniority)

    stated = rank(pool_of([person]), need_of(wanted))
    unstated = rank(pool_of([hidden]), need_of(wanted))

    assert unstated.fit[0] <= stated.fit[0]
    assert unstated.high[0] >= stated.high[0]


def test_everything_known_leaves_no_range():
    person = Person(skills=[(0, 3, 2020)], situations=[(1, 2019)], seniority=4)
    wanted = Wanted([(0, MUST, 4)], situations=[1, 2], seniority=5)

    ranking = rank(pool_of([person]), need_of(wanted))

    assert ranking.high.tolist() == ranking.low.tolist()


# What may not matter


@quick
@given(crowds, briefs, st.randoms(use_true_random=False))
def test_order_of_anything_makes_no_difference_to_a_byte(crowd, wanted, shuffle: random.Random):
    def shuffled(items):
        return shuffle.sample(items, len(items))

    mixed = [
        replace(one, skills=shuffled(one.skills), situations=shuffled(one.situations))
        for one in crowd
    ]
    turned = replace(
        wanted,
        requirements=shuffled(wanted.requirements),
        tau=dict(shuffled(list(wanted.tau.items()))),
        situations=shuffled(wanted.situations),
        sectors=shuffled(wanted.sectors),
    )
    turned.conflicts = wanted.conflicts = []
    order = shuffled(list(range(len(crowd))))

    straight = rank(pool_of(list(crowd)), need_of(wanted))
    mixed_up = rank(pool_of([mixed[i] for i in order]), need_of(turned))

    assert straight.fits[order].tobytes() == mixed_up.fits.tobytes()
    assert straight.rows.tolist() == [order[row] for row in mixed_up.rows]
    for name in ("fit", "high", "skill", "situation", "sector", "must", "seniority"):
        assert getattr(straight, name).tobytes() == getattr(mixed_up, name).tobytes()


@quick
@given(crowds, briefs)
def test_the_rest_of_the_pool_is_irrelevant(crowd, wanted):
    together = rank(pool_of(list(crowd)), need_of(wanted))

    assert together.fits.tolist() == [fit(one, wanted) for one in crowd]


@quick
@given(people(), briefs)
def test_duplicates_are_neutral(person, wanted):
    twice = replace(
        person,
        skills=person.skills * 2,
        situations=person.situations * 2,
        sectors=person.sectors * 2,
    )
    asked_twice = replace(wanted, requirements=wanted.requirements * 2)

    assert fit(twice, wanted) == fit(person, wanted)
    assert fit(person, asked_twice) == fit(person, wanted)


@quick
@given(people(), briefs, held_skills)
def test_irrelevant_skills_are_neutral(person, wanted, skill):
    asked = {s for s, _, _ in wanted.requirements}
    assume(skill[0] not in asked and not any((s, skill[0]) in wanted.tau for s in asked))

    assert fit(replace(person, skills=[*person.skills, skill]), wanted) == fit(person, wanted)


@quick
@given(crowds, briefs)
def test_same_input_gives_the_same_bytes(crowd, wanted):
    first = rank(pool_of(list(crowd)), need_of(wanted))
    second = rank(pool_of(list(crowd)), need_of(wanted))

    assert bytes_of(first) == bytes_of(second)


# One item


@quick
@given(people(), briefs, st.sampled_from([SHOULD, NICE]), st.integers(0, 5))
def test_one_item_that_is_no_must_moves_the_fit_by_its_weight_at_most(
    person, wanted, importance, level
):
    skill = 7
    others = [item for item in wanted.requirements if item[0] != skill]
    tau = {pair: weight for pair, weight in wanted.tau.items() if skill not in pair}
    wanted = replace(wanted, requirements=[*others, (skill, importance, level)], tau=tau)
    without = replace(person, skills=[held for held in person.skills if held[0] != skill])
    shown = replace(without, skills=[*without.skills, (skill, 5, THIS_YEAR)])

    share = rank(pool_of([person]), need_of(wanted)).shares.skill
    weights = sum(int(i) for _, i, _ in reference.asked(wanted))
    moved = fit(shown, wanted) - fit(without, wanted)

    assert 0 <= moved <= 100 * share * int(importance) / weights + 1e-6


@quick
@given(people(), briefs, columns)
def test_one_situation_moves_the_fit_by_its_weight_at_most(person, wanted, column):
    wanted = replace(wanted, situations=sorted({*wanted.situations, column}))
    without = replace(person, situations=[p for p in person.situations if p[0] != column])
    shown = replace(without, situations=[*without.situations, (column, THIS_YEAR)])

    share = rank(pool_of([person]), need_of(wanted)).shares.situation
    moved = fit(shown, wanted) - fit(without, wanted)

    assert 0 <= moved <= 100 * share / len(wanted.situations) + 1e-6


# Small cases, by hand


def test_same_skill_at_its_level_used_lately_is_a_full_score():
    assert fit(Person(skills=[(0, 4, 2025)]), Wanted([(0, MUST, 4)])) == 100


def test_one_level_short_of_a_must_is_scored_by_hand():
    # credit .7, K = .7, G = .5 + .5 · .7 = .85
    assert fit(Person(skills=[(0, 3, 2025)]), Wanted([(0, MUST, 4)])) == pytest.approx(59.5)


def test_seven_years_ago_counts_four_fifths():
    # .6 + .4 · 2^(−(7 − 2)/5) = .8, and the must gate .9
    assert fit(Person(skills=[(0, 4, 2019)]), Wanted([(0, MUST, 4)])) == pytest.approx(72)


def test_missing_must_is_not_made_up_for_by_other_skills():
    wanted = Wanted([(0, MUST, 0), (1, MUST, 0), (2, SHOULD, 0)])
    gap = fit(Person(skills=[(1, 5, 2026), (2, 5, 2026)]), wanted)

    # K = 5/8, G = .5 + .5 · √.15
    assert gap == pytest.approx(100 * 5 / 8 * (0.5 + 0.5 * 0.15**0.5))


def test_parts_share_the_weight_of_what_is_not_asked():
    wanted = Wanted([(0, SHOULD, 0)], situations=[1, 2], sectors=[3])
    person = Person(skills=[(0, 2, 2026)], situations=[(1, 2026)])

    ranking = rank(pool_of([person]), need_of(wanted))

    assert ranking.shares.skill == pytest.approx(0.62 / 0.86)
    assert ranking.fit[0] == pytest.approx(100 * (0.62 + 0.18 / 2) / 0.86)


def test_brief_that_asks_for_nothing_measurable_scores_nobody():
    ranking = rank(pool_of([Person(skills=[(0, 5, 2026)])]), need_of(Wanted(seniority=4)))

    assert ranking.fit.tolist() == [0.0]


# Gate and cut


def test_gate_says_every_reason_and_leaves_the_score_alone():
    person = Person(
        skills=[(0, 5, 2026)],
        available_from=21_000,
        languages=[1],
        regions=[0],
        right_to_work=[2],
    )
    wanted = Wanted(
        [(0, MUST, 3)],
        start_day=20_000,
        languages=[0, 1],
        regions=[1],
        right_to_work=[3],
        conflicts=[100],
    )

    ranking = rank(pool_of([person]), need_of(wanted))

    assert Barrier(int(ranking.blocked[0])) == ~Barrier(0)
    assert ranking.rows.tolist() == []
    assert ranking.eligible == 0
    assert ranking.fits.tolist() == [100.0]


def test_what_is_not_stated_is_asked_and_does_not_block():
    wanted = Wanted([(0, MUST, 3)], start_day=20_000, languages=[0], regions=[1], right_to_work=[3])

    ranking = rank(pool_of([Person()]), need_of(wanted))

    assert ranking.blocked.tolist() == [0]
    assert Barrier(int(ranking.unconfirmed[0])) == (
        Barrier.AVAILABILITY | Barrier.PLACE | Barrier.LANGUAGE | Barrier.RIGHT_TO_WORK
    )


def test_remote_person_is_near_enough_where_the_brief_allows_it():
    person = Person(is_remote=True, regions=[0])

    assert rank(pool_of([person]), need_of(Wanted(regions=[1]))).eligible == 0
    assert rank(pool_of([person]), need_of(Wanted(regions=[1], is_remote_ok=True))).eligible == 1


@quick
@given(crowds, briefs, st.integers(0, 7))
def test_top_is_the_beginning_of_the_whole_list(crowd, wanted, top):
    pool, need = pool_of(list(crowd)), need_of(wanted)

    assert rank(pool, need, top).rows.tolist() == rank(pool, need).rows.tolist()[:top]


def test_ties_are_broken_by_ref():
    crowd = [Person(ref=ref) for ref in (b"c", b"a", b"b")]

    assert rank(pool_of(crowd), need_of(Wanted([(0, MUST, 1)])), top=2).rows.tolist() == [1, 2]


def test_empty_pool_ranks_nobody():
    ranking = rank(pool_of([]), need_of(Wanted([(0, MUST, 1)])), top=5)

    assert (ranking.rows.tolist(), ranking.eligible) == ([], 0)


def test_negative_top_is_refused():
    with pytest.raises(ValueError, match="top"):
        rank(pool_of([]), need_of(Wanted()), top=-1)
