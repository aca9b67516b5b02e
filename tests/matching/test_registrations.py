"""A registration is a condition of the gate: it blocks nobody, and it is no part of any score."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    Barrier,
    Importance,
    Ranking,
    barriers,
    by_registrations,
    explain,
    merge,
    one_after_the_other,
    pool_from_arrays,
    pool_to_arrays,
    rank,
    scores,
)
from tests.matching.worlds import (
    Person,
    Wanted,
    briefs,
    columns,
    crowds,
    need_of,
    people,
    pool_of,
    scores_of,
)

MUST = Importance.MUST
SCORES = [
    name
    for name in (field.name for field in fields(Ranking))
    if name not in {"rows", "ids", "refs", "source", "unconfirmed", "size", "eligible", "gated"}
]
quick = settings(max_examples=80)
some = st.lists(columns, max_size=4)


def bits_of(person: Person, wanted: Wanted) -> tuple[Barrier, Barrier]:
    blocked, unconfirmed = barriers(pool_of([person]), need_of(wanted), np.zeros(1, np.int64))
    return Barrier(int(blocked[0])), Barrier(int(unconfirmed[0]))


# Never a score


@quick
@given(crowds, briefs, some, some, st.integers(0, 5))
def test_adding_or_removing_any_registration_changes_no_score_to_the_bit(
    crowd, wanted, held, needed, at
):
    other = [*crowd]
    other[at % len(other)] = replace(other[at % len(other)], registrations=held)
    before = scores_of(list(crowd), wanted)

    for people_now, brief in (
        (other, wanted),
        (list(crowd), replace(wanted, registrations=needed)),
        (other, replace(wanted, registrations=needed)),
    ):
        now = scores_of(people_now, brief)
        for name in now.__dataclass_fields__:
            if name not in {"unconfirmed", "rows", "shares"}:
                assert getattr(now, name).tobytes() == getattr(before, name).tobytes(), name


@quick
@given(people(), briefs, some)
def test_an_explanation_is_the_same_with_any_registrations(person, wanted, held):
    with_them = replace(person, registrations=held)

    one = explain(pool_of([person]), need_of(wanted), 0)
    other = explain(pool_of([with_them]), need_of(wanted), 0)

    assert repr(one) == repr(other)


@quick
@given(crowds, briefs, some)
def test_nobody_is_blocked_and_the_order_within_the_ranking_is_by_fit(crowd, wanted, needed):
    plain = rank(pool_of(list(crowd)), need_of(replace(wanted, registrations=[])))
    asked = rank(pool_of(list(crowd)), need_of(replace(wanted, registrations=needed)))

    assert asked.refs.tolist() == plain.refs.tolist()
    assert (asked.eligible, asked.gated) == (plain.eligible, plain.gated)
    assert asked.gated[Barrier.REGISTRATION] == 0
    for name in SCORES:
        if name != "shares":
            assert getattr(asked, name).tobytes() == getattr(plain, name).tobytes()


# The condition


def test_who_states_all_that_is_required_is_confirmed():
    person = Person(registrations=[3, 1, 2])

    assert bits_of(person, Wanted(registrations=[1, 3])) == (Barrier(0), Barrier(0))


@pytest.mark.parametrize("held", [[], [2], [1], [1, 2]])
def test_who_states_none_or_others_is_asked_and_not_blocked(held):
    person = Person(registrations=held)

    assert bits_of(person, Wanted(registrations=[1, 3])) == (Barrier(0), Barrier.REGISTRATION)


def test_a_brief_that_requires_none_asks_nobody():
    assert bits_of(Person(), Wanted()) == (Barrier(0), Barrier(0))


def test_a_registration_that_nobody_can_hold_here_is_not_stated_by_anybody():
    wanted = Wanted(registrations=[999])

    assert bits_of(Person(registrations=[1]), wanted) == (Barrier(0), Barrier.REGISTRATION)


def test_the_condition_is_read_for_rows_in_any_order():
    pool = pool_of([Person(b"a"), Person(b"b", registrations=[1]), Person(b"c")])
    need = need_of(Wanted(registrations=[1]))

    _, unconfirmed = barriers(pool, need, np.array([2, 1, 0]))

    assert unconfirmed.tolist() == [Barrier.REGISTRATION, 0, Barrier.REGISTRATION]


# Two groups


@quick
@given(crowds, briefs, some)
def test_the_two_groups_are_everybody_once_and_told_apart_by_what_they_state(crowd, wanted, needed):
    wanted = replace(wanted, registrations=needed)
    pool, need = pool_of(list(crowd)), need_of(wanted)
    groups = by_registrations(pool, need)

    assert len(groups) == (2 if needed else 1)
    together = one_after_the_other([rank(group, need) for group in groups])
    whole = rank(pool, need)
    assert sorted(together.refs.tolist()) == sorted(whole.refs.tolist())
    assert (together.size, together.eligible, together.gated) == (
        whole.size,
        whole.eligible,
        whole.gated,
    )
    states = [not bits & Barrier.REGISTRATION for bits in together.unconfirmed.tolist()]
    assert states == sorted(states, reverse=True)
    by_ref = {one.ref: set(needed) <= set(one.registrations) for one in crowd}
    assert states == [by_ref[ref] for ref in together.refs.tolist()]


@quick
@given(crowds, briefs, st.lists(columns, min_size=1, max_size=2), st.integers(1, 3))
def test_each_group_keeps_its_own_best_whoever_is_in_the_other(crowd, wanted, needed, top):
    need = need_of(replace(wanted, registrations=needed))
    for group in by_registrations(pool_of(list(crowd)), need):
        best = merge([rank(group, need, top)], top)
        alone = rank(group, need)
        assert best.refs.tolist() == alone.refs.tolist()[:top]


def test_a_score_is_the_same_in_a_group_as_in_the_whole():
    crowd = [
        Person(b"a", skills=[(0, 4, 2026)]),
        Person(b"b", skills=[(0, 2, 2019)], registrations=[1]),
    ]
    need = need_of(Wanted([(0, MUST, 4)], registrations=[1]))
    pool = pool_of(crowd)
    states, others = by_registrations(pool, need)

    assert rank(states, need).fit.tolist() == [scores(pool, need, np.array([1])).fit[0]]
    assert rank(others, need).fit.tolist() == [scores(pool, need, np.array([0])).fit[0]]


def test_registrations_survive_storing_the_pool():
    pool = pool_of([Person(registrations=[2]), Person(ref=b"b")])

    again = pool_from_arrays(pool_to_arrays(pool))

    assert again.registrations.rows.tolist() == [0]
    need = need_of(Wanted(registrations=[2]))
    assert [rank(one, need).refs.tolist() for one in by_registrations(again, need)] == [
        [b"a"],
        [b"b"],
    ]
