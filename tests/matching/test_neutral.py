"""Irrelevant differences do not change a single byte."""

import random
from dataclasses import astuple, replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching import Ranking, rank
from tests.matching.worlds import (
    briefs,
    crowds,
    fit,
    held_skills,
    need_of,
    people,
    pool_of,
    scores_of,
)

quick = settings(max_examples=60)

PARTS = ("skill", "situation", "outcome", "sector", "words", "role")


def bytes_of(ranking: Ranking) -> list[bytes]:
    return [
        value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
        for value in astuple(ranking)
    ]


@quick
@given(crowds, briefs, st.randoms(use_true_random=False))
def test_input_order_does_not_change_the_ranking(crowd, wanted, shuffle: random.Random):
    def shuffled(items):
        return shuffle.sample(items, len(items))

    mixed = [
        replace(
            one,
            skills=shuffled(one.skills),
            situations=shuffled(one.situations),
            told=shuffled(one.told),
            outcomes=shuffled(one.outcomes),
            work=shuffled(one.work),
        )
        for one in crowd
    ]
    turned = replace(
        wanted,
        requirements=shuffled(wanted.requirements),
        tau=dict(shuffled(list(wanted.tau.items()))),
        situations=shuffled(wanted.situations),
        sectors=shuffled(wanted.sectors),
        criteria=shuffled(wanted.criteria),
        sentences=shuffled(wanted.sentences),
    )
    turned.conflicts = wanted.conflicts = []
    order = shuffled(list(range(len(crowd))))

    straight = rank(pool_of(list(crowd)), need_of(wanted))
    mixed_up = rank(pool_of([mixed[i] for i in order]), need_of(turned))

    assert straight.rows.tolist() == [order[row] for row in mixed_up.rows]
    for name in (*PARTS, "fit", "high", "must", "seniority"):
        assert getattr(straight, name).tobytes() == getattr(mixed_up, name).tobytes()


@quick
@given(crowds, briefs)
def test_the_rest_of_the_pool_is_irrelevant(crowd, wanted):
    together = scores_of(list(crowd), wanted)

    assert together.fit.tolist() == [fit(one, wanted) for one in crowd]


@quick
@given(people(), briefs)
def test_duplicates_are_neutral(person, wanted):
    twice = replace(
        person,
        skills=person.skills * 2,
        situations=person.situations * 2,
        told=person.told * 2,
        sectors=person.sectors * 2,
        outcomes=person.outcomes * 2,
        work=person.work * 2,
    )
    asked_twice = replace(
        wanted,
        requirements=wanted.requirements * 2,
        criteria=wanted.criteria * 2,
        sentences=wanted.sentences * 2,
    )

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
