"""The verdict: what it follows from, and that a better profile never has a worse one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    Importance,
    LevelFact,
    RoleFact,
    SituationFact,
    Subject,
    Verdict,
    VerdictKind,
    explain,
    verdict_of,
    verdicts,
)
from tests.matching.worlds import (
    THIS_YEAR,
    Person,
    Wanted,
    Work,
    briefs,
    crowds,
    held_skills,
    need_of,
    past_items,
    people,
    pool_of,
    works,
)

MUST, SHOULD = Importance.MUST, Importance.SHOULD
quick = settings(max_examples=60)

SAME = (127, 0, 0)
OTHER = (0, 127, 0)
LEVEL = 5


def verdict(person: Person, wanted: Wanted) -> Verdict:
    need = need_of(wanted)
    return verdict_of(explain(pool_of([person]), need, 0), need)


def is_no_worse(after: Verdict, before: Verdict) -> bool:
    level = {LevelFact.ABOVE: LevelFact.AT}
    return all(
        new >= old
        for new, old in (
            (after.kind, before.kind),
            (after.musts_met, before.musts_met),
            (after.situation, before.situation),
            (after.situations_done, before.situations_done),
            (after.role, before.role),
            (level.get(after.level, after.level), level.get(before.level, before.level)),
        )
    )


@pytest.fixture
def wanted() -> Wanted:
    """Return a brief for a role of the first family, with two must-haves and a situation."""
    return Wanted(
        requirements=[(0, MUST, 4), (1, MUST, 3), (2, SHOULD, 3)],
        tau={(0, 3): 0.45, (1, 4): 0.8},
        situations=[0],
        near={(0, 1): 0.4, (0, 2): 0.8},
        seniority=LEVEL,
        families=[1.0, 0.5, 0.0],
        whole=SAME,
        sentences=[SAME],
    )


@pytest.fixture
def person() -> Person:
    """Return somebody who has done exactly this."""
    return Person(
        skills=[(0, 4, THIS_YEAR), (1, 3, THIS_YEAR)],
        situations=[(0, THIS_YEAR - 1)],
        work=[Work(family=0, level=LEVEL)],
        seniority=LEVEL,
    )


# Better profiles


@quick
@given(people(), briefs, held_skills)
def test_another_skill_never_makes_the_verdict_worse(person, wanted, skill):
    richer = replace(person, skills=[*person.skills, skill])

    assert is_no_worse(verdict(richer, wanted), verdict(person, wanted))


@quick
@given(people(), briefs, past_items, st.sampled_from(["situations", "sectors", "told"]))
def test_another_situation_or_sector_never_makes_the_verdict_worse(person, wanted, item, kind):
    richer = replace(person, **{kind: [*getattr(person, kind), item]})

    assert is_no_worse(verdict(richer, wanted), verdict(person, wanted))


@settings(max_examples=200)
@given(people(), briefs, works)
def test_another_assignment_never_makes_the_verdict_worse(person, wanted, work):
    richer = replace(person, work=[*person.work, work])

    assert is_no_worse(verdict(richer, wanted), verdict(person, wanted))


@quick
@given(people(), briefs, st.integers(1, 7))
def test_stating_the_seniority_never_makes_the_verdict_worse(person, wanted, seniority):
    silent = replace(person, seniority=0)

    stated = replace(person, seniority=seniority)

    assert is_no_worse(verdict(stated, wanted), verdict(silent, wanted))


@quick
@given(crowds, briefs)
def test_the_verdict_does_not_depend_on_who_else_is_in_the_pool(crowd, wanted):
    need = need_of(wanted)
    pool = pool_of(list(crowd))

    found = [verdict_of(explain(pool, need, row), need) for row in range(len(crowd))]

    assert found == [verdict(one, wanted) for one in crowd]


@quick
@given(crowds, briefs)
def test_verdicts_of_many_are_those_of_their_explanations(crowd, wanted):
    need, pool = need_of(wanted), pool_of(list(crowd))
    rows = [*range(len(crowd))][::-1]

    found = verdicts(pool, need, rows)

    assert found == [verdict_of(explain(pool, need, row), need) for row in rows]


# The three verdicts


def test_all_four_facts_together_are_has_done_this(person, wanted):
    assert verdict(person, wanted) == Verdict(
        kind=VerdictKind.HAS_DONE,
        musts_met=2,
        musts=2,
        situation=SituationFact.DONE,
        is_told=False,
        situations_done=1,
        situations=1,
        role=RoleFact.SAME,
        level=LevelFact.AT,
        levels_off=0,
        is_level_read=False,
        missing=None,
        missing_index=-1,
    )


def test_half_of_the_must_haves_are_enough_to_have_done_this(person, wanted):
    one_short = replace(person, skills=person.skills[:1])

    found = verdict(one_short, wanted)

    assert (found.kind, found.musts_met) == (VerdictKind.HAS_DONE, 1)
    assert (found.missing, found.missing_index) == (Subject.SKILL, 1)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"skills": []}, Subject.SKILL),
        ({"situations": []}, Subject.SITUATION),
        ({"situations": [(1, THIS_YEAR)]}, Subject.SITUATION),
        ({"work": [Work(family=1, level=LEVEL)]}, Subject.ROLE),
        ({"work": [Work(family=2, level=LEVEL)]}, Subject.ROLE),
        ({"seniority": LEVEL - 1, "work": [Work(family=0)]}, Subject.SENIORITY),
        ({"seniority": 0, "work": [Work(family=0)]}, Subject.SENIORITY),
    ],
)
def test_one_fact_short_is_could_do_this_and_names_it(person, wanted, changes, missing):
    found = verdict(replace(person, **changes), wanted)

    assert (found.kind, found.missing) == (VerdictKind.COULD_DO, missing)


def test_two_facts_that_are_not_there_are_other_work(person, wanted):
    found = verdict(replace(person, skills=[], situations=[]), wanted)

    assert found.kind == VerdictKind.OTHER_WORK


def test_without_a_title_of_the_protected_profession_it_is_other_work(person, wanted):
    nurse = replace(wanted, profession=1)

    assert verdict(person, nurse).kind == VerdictKind.OTHER_WORK
    assert verdict(person, nurse).role == RoleFact.OTHER
    assert verdict(replace(person, work=[]), nurse).role == RoleFact.UNKNOWN
    registered = replace(person, work=[Work(family=0, level=LEVEL, profession=1)])
    assert verdict(registered, nurse).kind == VerdictKind.HAS_DONE


def test_a_brief_that_asks_for_nothing_has_no_verdict_but_other_work(person):
    assert verdict(person, Wanted()).kind == VerdictKind.OTHER_WORK


def test_nobody_has_done_a_brief_that_names_no_situation_and_has_no_text(person):
    bare = Wanted(requirements=[(0, MUST, 4)])

    assert verdict(person, bare).kind == VerdictKind.COULD_DO


# Must-haves


@pytest.mark.parametrize(
    ("skill", "is_met"),
    [
        ((0, 4, 1998), True),
        ((0, 4, 0), True),
        ((0, 3, THIS_YEAR), True),
        ((0, 3, 1998), False),
        ((0, 2, THIS_YEAR), False),
        ((0, 0, THIS_YEAR), False),
        ((3, 5, THIS_YEAR), False),
    ],
    ids=[
        "long ago",
        "year unknown",
        "one level short",
        "one level short, long ago",
        "two levels short",
        "level unknown",
        "only related",
    ],
)
def test_a_must_have_is_met_from_half_of_its_credit_on(wanted, skill, is_met):
    assert verdict(Person(skills=[skill]), wanted).musts_met == is_met


def test_without_must_haves_what_is_asked_for_stands_in_for_them(person, wanted):
    wishes = replace(wanted, requirements=[(0, SHOULD, 4), (1, SHOULD, 3)])

    found = verdict(replace(person, skills=[], situations=[(1, 0)]), wishes)

    assert (found.musts, found.kind) == (0, VerdictKind.COULD_DO)
    nothing = replace(person, skills=[], situations=[])
    assert verdict(nothing, wishes).kind == VerdictKind.OTHER_WORK
    assert verdict(nothing, replace(wishes, are_skills_told=True)).kind == VerdictKind.COULD_DO


# Situations


def test_a_situation_is_done_whenever_it_was(person, wanted):
    long_ago = replace(person, situations=[(0, 1998)])

    assert verdict(long_ago, wanted).situation == SituationFact.DONE


def test_a_narrower_situation_counts_as_done_and_a_near_one_as_near(person, wanted):
    assert verdict(replace(person, situations=[(2, THIS_YEAR)]), wanted).situations_done == 1
    near = verdict(replace(person, situations=[(1, THIS_YEAR)]), wanted)
    assert (near.situation, near.situations_done) == (SituationFact.NEAR, 0)


@pytest.mark.parametrize("year", [0, 1998, THIS_YEAR])
def test_a_situation_that_words_tell_of_counts_as_near_and_says_so(person, wanted, year):
    told = verdict(replace(person, situations=[], told=[(0, year)]), wanted)

    assert (told.kind, told.situation, told.is_told) == (
        VerdictKind.COULD_DO,
        SituationFact.NEAR,
        True,
    )


def test_one_of_two_situations_is_near_and_names_the_other(person, wanted):
    found = verdict(person, replace(wanted, situations=[0, 3]))

    assert (found.situation, found.situations_done) == (SituationFact.NEAR, 1)
    assert (found.missing, found.missing_index) == (Subject.SITUATION, 1)


def test_titles_and_texts_alone_can_tell_that_somebody_has_done_this(wanted):
    told = Work(text=SAME, sentences=(SAME,), family=0, level=LEVEL)
    silent = replace(told, text=OTHER, sentences=(OTHER,))

    found = verdict(Person(work=[told]), wanted)

    assert (found.kind, found.situation) == (VerdictKind.HAS_DONE, SituationFact.DONE)
    assert (found.is_told, found.is_level_read, found.musts_met) == (True, True, 0)
    assert verdict(Person(work=[silent]), wanted).kind == VerdictKind.OTHER_WORK


def test_words_do_not_stand_in_for_must_haves_where_no_role_is_asked_for(wanted):
    told = Person(work=[Work(text=SAME, sentences=(SAME,), level=LEVEL)])

    found = verdict(told, replace(wanted, families=[]))

    assert (found.kind, found.missing) == (VerdictKind.COULD_DO, Subject.SKILL)


def test_what_is_stated_is_not_called_told(person, wanted):
    told = Work(text=SAME, sentences=(SAME,), family=0, level=LEVEL)

    assert not verdict(replace(person, work=[told]), wanted).is_told


# Roles and levels


def test_without_any_title_the_role_is_unknown(person, wanted):
    assert verdict(replace(person, work=[]), wanted).role == RoleFact.UNKNOWN


@pytest.mark.parametrize(
    ("stated", "read", "known"),
    [
        (LEVEL + 1, 0, (LevelFact.ABOVE, 1, False)),
        (LEVEL - 2, LEVEL, (LevelFact.AT, 0, True)),
        (LEVEL - 2, LEVEL - 1, (LevelFact.BELOW, -1, True)),
        (0, LEVEL, (LevelFact.AT, 0, True)),
        (0, 0, (LevelFact.UNKNOWN, 0, False)),
    ],
)
def test_the_level_is_the_best_of_stated_and_read(wanted, stated, read, known):
    somebody = Person(seniority=stated, work=[Work(family=0, level=read)])

    found = verdict(somebody, wanted)

    assert (found.level, found.levels_off, found.is_level_read) == known
