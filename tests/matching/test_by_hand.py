"""Small cases, calculated by hand: the formula and the gate."""

import pytest

from matching import Barrier, Importance, rank
from tests.matching.worlds import THIS_YEAR, Person, Wanted, Work, fit, need_of, pool_of, scores_of

MUST, SHOULD, NICE = Importance.MUST, Importance.SHOULD, Importance.NICE


def test_the_same_skill_at_its_level_used_recently_scores_100():
    assert fit(Person(skills=[(0, 4, 2025)]), Wanted([(0, MUST, 4)])) == 100


def test_one_level_short_of_a_must_is_scored_by_hand():
    # credit .7, K = .7, G = .5 + .5 · .7 = .85
    assert fit(Person(skills=[(0, 3, 2025)]), Wanted([(0, MUST, 4)])) == pytest.approx(59.5)


def test_a_skill_used_seven_years_ago_counts_four_fifths():
    # .6 + .4 · 2^(−(7 − 2)/5) = .8, and the must gate .9
    assert fit(Person(skills=[(0, 4, 2019)]), Wanted([(0, MUST, 4)])) == pytest.approx(72)


def test_other_skills_do_not_compensate_for_a_missing_must_have():
    wanted = Wanted([(0, MUST, 0), (1, MUST, 0), (2, SHOULD, 0)])
    gap = fit(Person(skills=[(1, 5, 2026), (2, 5, 2026)]), wanted)

    # K = .4 + .2: the must-haves have .8, one is missing. G = .5 + .5 · √.15
    assert gap == pytest.approx(100 * 0.6 * (0.5 + 0.5 * 0.15**0.5))


def test_the_weight_of_unasked_parts_is_distributed():
    wanted = Wanted([(0, SHOULD, 0)], situations=[1, 2], sectors=[3])
    person = Person(skills=[(0, 2, 2026)], situations=[(1, 2026)])

    ranking = rank(pool_of([person]), need_of(wanted))

    assert ranking.shares.skill == pytest.approx(0.29 / 0.46)
    assert ranking.fit[0] == pytest.approx(100 * (0.29 + 0.12 / 2) / 0.46)


def test_must_haves_have_four_fifths_of_the_skills_however_many_wishes_there_are():
    wishes = [(skill, SHOULD, 0) for skill in range(1, 8)]
    person = Person(skills=[(0, 3, 2026)])

    assert fit(person, Wanted([(0, MUST, 0), *wishes])) == pytest.approx(80)


def test_a_near_situation_counts_in_part():
    person = Person(situations=[(1, 2026)])

    assert fit(person, Wanted(situations=[0], near={(0, 1): 0.5})) == pytest.approx(50)


def test_words_count_by_the_best_assignment_and_its_sentences():
    # cos .8 with the whole and .6 with the one sentence: ((.8 + .6)/2 − .27)/.36 is more than 1
    same = Work(text=(4, 3, 0), sentences=((3, 4, 0),))
    # cos .6 and 0: (.3 − .27)/.36
    half = Work(text=(3, 4, 0), sentences=((0, 5, 0),))
    wanted = Wanted(whole=(5, 0, 0), sentences=[(5, 0, 0)])

    assert fit(Person(work=[same]), wanted) == 100
    assert fit(Person(work=[half]), wanted) == pytest.approx(100 * 0.03 / 0.36)
    assert fit(Person(work=[half, same]), wanted) == 100


def test_sentences_count_at_most_as_much_as_the_best_assignment():
    person = Person(work=[Work(text=(2, 4, 0), sentences=((5, 0, 0),))])

    # cos √.2 with the whole, 1 with the sentence
    assert fit(person, Wanted(whole=(5, 0, 0), sentences=[(5, 0, 0)])) == pytest.approx(
        100 * (0.2**0.5 - 0.27) / 0.36
    )


def test_words_that_are_unlike_the_brief_at_a_coarse_look_count_nothing():
    person = Person(work=[Work(text=(1, 3, 0), sentences=((5, 0, 0),))])

    assert fit(person, Wanted(whole=(5, 0, 0), sentences=[(5, 0, 0)])) == 0


def test_a_role_counts_by_its_family_or_by_its_title():
    wanted = Wanted(families=[1.0, 0.5, 0.0], title=(5, 0, 0))

    assert fit(Person(work=[Work(family=0)]), wanted) == 100
    assert fit(Person(work=[Work(family=1)]), wanted) == 50
    assert fit(Person(work=[Work(family=2, title=(5, 0, 0))]), wanted) == pytest.approx(80)
    assert fit(Person(work=[Work(family=2), Work(family=1)]), wanted) == 50


def test_a_level_read_from_a_title_counts_less_than_a_stated_one():
    wanted = Wanted([(0, MUST, 0)], seniority=6)
    held = [(0, 3, 2026)]

    assert fit(Person(skills=held, work=[Work(level=6)]), wanted) == pytest.approx(70)
    assert fit(Person(skills=held, work=[Work(level=5)]), wanted) == pytest.approx(70 * 0.8)
    assert fit(Person(skills=held, seniority=6, work=[Work(level=2)]), wanted) == 100


def test_another_protected_profession_does_not_stand_in():
    wanted = Wanted([(0, MUST, 0)], profession=1)
    held = [(0, 3, 2026)]

    assert fit(Person(skills=held, work=[Work(profession=1)]), wanted) == 100
    assert fit(Person(skills=held, work=[Work(profession=2)]), wanted) == pytest.approx(60)
    found = scores_of([Person(skills=held)], wanted)
    assert (found.fit[0], found.high[0]) == (pytest.approx(60), 100)


def test_brief_that_asks_for_nothing_measurable_scores_nobody():
    ranking = rank(pool_of([Person(skills=[(0, 5, 2026)])]), need_of(Wanted(seniority=4)))

    assert ranking.fit.tolist() == [0.0]


def test_the_gate_gives_every_reason_and_does_not_change_the_score():
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
        registrations=[2],
        conflicts=[100],
    )

    ranking = rank(pool_of([person]), need_of(wanted))
    found = scores_of([person], wanted)

    assert Barrier(int(found.blocked[0])) == ~Barrier.REGISTRATION
    assert ranking.gated == dict.fromkeys(Barrier, 1) | {Barrier.REGISTRATION: 0}
    assert ranking.rows.tolist() == []
    assert ranking.eligible == 0
    assert found.fit.tolist() == [100.0]


def test_unstated_conditions_are_asked_about_and_do_not_block():
    wanted = Wanted(
        [(0, MUST, 3)],
        start_day=20_000,
        languages=[0],
        regions=[1],
        right_to_work=[3],
        registrations=[2],
    )

    ranking = rank(pool_of([Person()]), need_of(wanted))

    assert ranking.gated == dict.fromkeys(Barrier, 0)
    assert Barrier(int(ranking.unconfirmed[0])) == (
        Barrier.AVAILABILITY
        | Barrier.PLACE
        | Barrier.LANGUAGE
        | Barrier.RIGHT_TO_WORK
        | Barrier.REGISTRATION
    )


def test_a_remote_person_passes_if_the_brief_allows_remote_work():
    person = Person(is_remote=True, regions=[0])

    assert rank(pool_of([person]), need_of(Wanted(regions=[1]))).eligible == 0
    assert rank(pool_of([person]), need_of(Wanted(regions=[1], is_remote_ok=True))).eligible == 1


def test_ties_are_broken_by_ref():
    crowd = [Person(ref=ref) for ref in (b"c", b"a", b"b")]

    assert rank(pool_of(crowd), need_of(Wanted([(0, MUST, 1)])), top=2).rows.tolist() == [1, 2]


def test_empty_pool_ranks_nobody():
    ranking = rank(pool_of([]), need_of(Wanted([(0, MUST, 1)])), top=5)

    assert (ranking.rows.tolist(), ranking.eligible) == ([], 0)


def test_negative_top_is_refused():
    with pytest.raises(ValueError, match="top"):
        rank(pool_of([]), need_of(Wanted()), top=-1)


def test_a_situation_that_only_words_tell_of_counts_in_part_and_hides_no_stated_one():
    wanted = Wanted(situations=[0])

    assert fit(Person(told=[(0, THIS_YEAR)]), wanted) == pytest.approx(35)
    # Stated long ago: .6 + .4 · 2^(−(17 − 2)/5) = .65
    both = Person(situations=[(0, THIS_YEAR - 17)], told=[(0, THIS_YEAR)])
    assert fit(both, wanted) == pytest.approx(65)
    assert fit(Person(situations=[(0, THIS_YEAR)], told=[(0, THIS_YEAR)]), wanted) == 100
