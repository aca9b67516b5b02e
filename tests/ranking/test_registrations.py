"""A ranking keeps who has not stated a required registration, after those who have."""

from typing import Any

import pytest
from django.utils import timezone

from candidates.models import Candidate, ChangeReader, ProfileChange
from engagements.models import Brief
from ranking import clock, pool, profile_changes, ranking_result, runs
from ranking.loader import Shard
from ranking.models import FitResult, FitRun
from ranking.query import query_for
from skills.graph import load as load_graph
from skills.models import Concept
from tests.factories import (
    BriefFactory,
    CandidateRegistrationFactory,
    ConceptFactory,
    RegistrationFactory,
    RequirementFactory,
)
from tests.jobs import run_due_jobs
from tests.ranking.pools import built_afresh, holding

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.alone,
    pytest.mark.usefixtures("pool_without_encoder"),
]


def requiring(skill: Concept, *registrations: Concept, **facts: Any) -> Brief:
    """Make a brief in search that asks for one skill and requires registrations."""
    brief: Brief = BriefFactory(opened=True, **facts)
    RequirementFactory(brief=brief, concept=skill, level=4)
    brief.registrations.set(registrations)
    return brief


def results(brief: Brief) -> list[FitResult]:
    run = FitRun.objects.current(brief)
    assert run
    return list(run.results.best_first())


def stated(candidate: Candidate, *registrations: Concept) -> Candidate:
    for one in registrations:
        CandidateRegistrationFactory(candidate=candidate, concept=one)
    return candidate


def tick() -> bool:
    """Run the clock and the worker; return whether a brief was ranked again."""
    before = FitRun.objects.latest("finished_at").finished_at
    clock.enqueue_profile_changes(timezone.now())
    run_due_jobs()
    return FitRun.objects.latest("finished_at").finished_at > before


def test_those_who_state_it_come_first_and_the_others_follow_unblocked():
    skill, gmc, other = ConceptFactory(), RegistrationFactory(), RegistrationFactory()
    brief = requiring(skill, gmc)
    strong = holding(skill)
    elsewhere = stated(holding(skill), other)
    weak = stated(holding(), gmc)

    runs.rank_brief(brief)

    found = results(brief)
    assert found[0].candidate_id == weak.pk
    assert {row.candidate_id for row in found[1:]} == {strong.pk, elsewhere.pk}
    assert [row.states_registrations for row in found] == [True, False, False]
    assert [row.position for row in found] == [1, 2, 3]
    assert found[1].score > found[0].score
    run = FitRun.objects.current(brief)
    assert run
    assert (run.eligible_count, run.gated["registration"]) == (3, 0)


def test_who_has_not_stated_it_is_asked_and_the_others_are_not():
    skill, gmc = ConceptFactory(), RegistrationFactory()
    brief = requiring(skill, gmc)
    stated(holding(skill), gmc)
    holding(skill)

    runs.rank_brief(brief)

    question = "Do you hold what the brief requires? Your profile does not state it."
    assert [question in row.asks for row in results(brief)] == [False, True]


def test_a_required_registration_changes_no_score():
    skill, gmc = ConceptFactory(), RegistrationFactory()
    plain, asked = requiring(skill), requiring(skill, gmc)
    holding(skill)
    stated(holding(skill), gmc)
    for brief in (plain, asked):
        runs.rank_brief(brief)

    def by_person(brief: Brief) -> dict[int, Any]:
        return {
            row.candidate_id: (row.score, row.low, row.high, row.parts) for row in results(brief)
        }

    assert by_person(plain) == by_person(asked)
    assert all(row.states_registrations for row in results(plain))


def test_each_group_has_its_own_two_hundred(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ranking_result, "KEPT", 2)
    skill, gmc = ConceptFactory(), RegistrationFactory()
    brief = requiring(skill, gmc)
    for _ in range(3):
        holding(skill)
        stated(holding(), gmc)

    runs.rank_brief(brief)

    assert [row.states_registrations for row in results(brief)] == [True, True, False, False]


def test_shards_give_the_same_people_in_the_same_order(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ranking_result, "KEPT", 2)
    skill, gmc = ConceptFactory(), RegistrationFactory()
    brief = requiring(skill, gmc)
    for _ in range(3):
        holding(skill)
        stated(holding(), gmc)

    def ranked(shard: Shard) -> ranking_result.RankingResult:
        return ranking_result.rank_pool(
            pool.load(shard),
            query_for(brief, load_graph(), year=2026),
            started_at=timezone.now(),
            progress=lambda *_: None,
            stopwatch=ranking_result.Stopwatch(),
        )

    whole = ranked(Shard())
    parts = [ranked(Shard(number, 3)) for number in range(3)]
    merged = ranking_result.RankingResult.merged(parts)

    assert merged.people == whole.people
    assert (merged.size, merged.eligible) == (whole.size, whole.eligible)


def test_stating_the_registration_ranks_the_brief_again():
    skill, gmc = ConceptFactory(), RegistrationFactory()
    brief = requiring(skill, gmc)
    person = holding(skill)
    runs.rank_brief(brief)
    ChangeReader.move(profile_changes.READER, ProfileChange.objects.all().mark())

    stated(person, gmc)

    assert tick()
    assert [row.states_registrations for row in results(brief)] == [True]
    person.registrations.all().delete()
    assert tick()
    assert [row.states_registrations for row in results(brief)] == [False]


def test_another_registration_or_another_number_ranks_nothing_again():
    skill, gmc = ConceptFactory(), RegistrationFactory()
    brief = requiring(skill, gmc)
    person = stated(holding(skill), gmc)
    runs.rank_brief(brief)
    ChangeReader.move(profile_changes.READER, ProfileChange.objects.all().mark())

    person.registrations.update(number="another")
    stated(person, RegistrationFactory())

    assert not tick()


def test_the_pool_with_a_change_equals_a_pool_built_afresh():
    person = holding(ConceptFactory())
    before = pool.load().version

    stated(person, RegistrationFactory())

    after = pool.load()
    assert after.version == built_afresh().version != before


def test_one_person_is_evaluated_with_what_they_state():
    skill, gmc = ConceptFactory(), RegistrationFactory()
    brief = requiring(skill, gmc)
    without, with_it = holding(skill), stated(holding(skill), gmc)
    runs.rank_brief(brief)

    found = [runs.evaluate(brief, person) for person in (without, with_it)]

    assert [one and one.states_registrations for one in found] == [False, True]
