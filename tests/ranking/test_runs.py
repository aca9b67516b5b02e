"""Rankings: stored once, blind, and never for an outdated brief."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.db.models import F

from candidates.models import Candidate, PersonalDetails
from engagements.models import Brief, Requirement
from ranking import runs
from ranking.explanation import explain_result
from ranking.models import FitProgress, FitResult, FitRun
from skills.models import VocabularyVersion
from terms.models import DayRate
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    CandidateSkillFactory,
    ConceptFactory,
    DayRateFactory,
    PastAssignmentFactory,
    RequirementFactory,
    SituationFactory,
)

pytestmark = pytest.mark.django_db

UUID = r"[0-9a-f]{8}-[0-9a-f-]{27}"


@pytest.fixture(autouse=True)
def vocabulary() -> None:
    VocabularyVersion.objects.create(version="test", loaded_at=NOW)


def asking(*concepts: Any, **facts: Any) -> Brief:
    brief = BriefFactory(opened=True, **facts)
    for concept in concepts:
        RequirementFactory(brief=brief, concept=concept, level=4)
    return brief


def holding(*concepts: Any, **facts: Any) -> Candidate:
    candidate = CandidateFactory(**facts)
    for concept in concepts:
        CandidateSkillFactory(candidate=candidate, concept=concept, level=5)
    return candidate


def ranked(brief: Brief) -> list[int]:
    run = FitRun.objects.current(brief)
    assert run
    return list(run.results.best_first().values_list("candidate_id", flat=True))


def test_ranking_puts_the_person_with_the_skills_first():
    release, audit = ConceptFactory(label="batch release"), ConceptFactory(label="audit")
    brief = asking(release, audit)
    misfit = holding()
    fit_one = holding(release, audit)
    half = holding(release)

    runs.rank_brief(brief)

    assert ranked(brief) == [fit_one.pk, half.pk, misfit.pk]


def test_the_best_two_hundred_are_kept_and_no_more():
    skill = ConceptFactory()
    brief = asking(skill)
    CandidateFactory.create_batch(200)
    best = holding(skill)

    runs.rank_brief(brief)

    run = FitRun.objects.current(brief)
    assert run
    positions = run.results.best_first().values_list("position", flat=True)
    assert (run.pool_size, list(positions)) == (201, list(range(1, 201)))
    assert ranked(brief)[0] == best.pk


def test_ranking_stores_the_version_of_the_brief():
    brief = asking(ConceptFactory())
    holding()

    runs.rank_brief(brief)

    brief.refresh_from_db()
    assert brief.is_ranked
    assert FitProgress.objects.get(brief=brief).stage == FitProgress.Stage.DONE


def test_ranking_twice_leaves_one_run():
    skill = ConceptFactory()
    brief = asking(skill)
    holding(skill)

    runs.rank_brief(brief)
    runs.rank_brief(brief)

    assert FitRun.objects.filter(brief=brief).count() == 1
    assert FitResult.objects.filter(run__brief=brief).count() == 1


def test_ranking_of_an_outdated_brief_is_thrown_away():
    stale = asking(ConceptFactory())
    holding()
    Brief.objects.filter(pk=stale.pk).update(version=2)

    runs.rank_brief(stale)

    assert not FitResult.objects.filter(run__brief=stale).exists()


def test_ranking_of_a_brief_on_hold_is_not_made():
    brief = asking(ConceptFactory())
    holding()
    brief.hold(reason="the budget round", review_on=date(2026, 12, 1), now=NOW)

    runs.rank_brief(brief)

    assert not FitRun.objects.filter(brief=brief).exists()


def test_ranking_excludes_hidden_people():
    skill = ConceptFactory()
    brief = asking(skill)
    found = holding(skill)
    holding(skill, is_discoverable=False)

    runs.rank_brief(brief)

    assert ranked(brief) == [found.pk]


def test_ranking_sees_a_profile_that_changed_since_the_last_one():
    skill = ConceptFactory()
    brief, later_brief = asking(skill), asking(skill)
    early, late = holding(skill), holding()
    runs.rank_brief(brief)
    CandidateSkillFactory(candidate=late, concept=skill, level=5)
    Candidate.objects.filter(pk=early.pk).update(is_discoverable=False)

    runs.rank_brief(later_brief)

    assert ranked(later_brief) == [late.pk]


def test_ranking_gates_by_region_and_counts_the_excluded():
    skill = ConceptFactory()
    brief = asking(skill, region="uk-london")
    near, far = holding(skill), holding(skill, regions=["it"])

    runs.rank_brief(brief)

    run = FitRun.objects.current(brief)
    assert run
    assert ranked(brief) == [near.pk]
    assert far.pk not in ranked(brief)
    assert run.gated["place"] == 1
    assert (run.pool_size, run.eligible_count) == (2, 1)


def test_result_has_the_situation_with_its_measure():
    situation = SituationFactory(label="plant closure")
    brief = asking(ConceptFactory())
    brief.situations.add(situation)
    assignment = PastAssignmentFactory(candidate=holding(), ended_on=date(2025, 9, 30))
    assignment.situations.add(situation)
    Candidate.objects.filter(pk=assignment.candidate_id).update(version=F("version") + 1)

    runs.rank_brief(brief)

    run = FitRun.objects.current(brief)
    assert run
    assert explain_result(run.results.get(), str).first == (
        "Plant closure: done in 2025, a maker of pumps, 400 people (on-time delivery 71 % to 96 %)."
    )


def test_result_lists_missing_must_haves_first():
    must = ConceptFactory(label="batch release")
    brief = asking(must)
    RequirementFactory(
        brief=brief, concept=ConceptFactory(), importance=Requirement.Importance.NICE
    )
    holding()

    runs.rank_brief(brief)

    run = FitRun.objects.current(brief)
    assert run
    result = run.results.get()
    assert result.gaps[0]["is_missing_must"]
    assert result.gaps[0]["sentence"].startswith(
        "Must-have missing: Batch release is not shown: plus"
    )
    assert result.evidence[0]["label"] == "batch release"


def stored(brief: Brief) -> list[tuple[Any, ...]]:
    """Return everything stored about the people, except the refs of criteria, which differ."""
    run = FitRun.objects.current(brief)
    assert run
    criteria = {str(one.ref): one.measure for one in brief.criteria.all()}
    rows = run.results.best_first().values_list(
        "candidate_id", "score", "low", "high", "parts", "evidence", "gaps", "asks"
    )
    return [
        json.loads(re.sub(UUID, lambda found: criteria.get(found[0], found[0]), json.dumps(row)))
        for row in rows
    ]


def test_ranking_is_blind_to_price_and_person():
    skills = [ConceptFactory() for _ in range(3)]
    before, after = asking(*skills), asking(*skills)
    people = [holding(*skills[:n]) for n in (3, 1, 2, 2)]
    for person in people:
        DayRateFactory(candidate=person, amount=1000)
        PersonalDetails.objects.create(candidate=person, nationality="British", gender="female")
    runs.rank_brief(before)
    for number, person in enumerate(people):
        assert person.user
        person.user.full_name = f"Zoë Renamed {number}"
        person.user.save(update_fields=["full_name"])
    DayRate.objects.update(amount=F("amount") * 7 + 1, currency="CHF")
    PersonalDetails.objects.update(
        nationality="Danish",
        gender="male",
        birth_year=1961,
        address="1 Other Street",
        photo=b"\xff\xd8",
        photo_type="image/jpeg",
    )
    Candidate.objects.update(updated_at=NOW)  # the pool is built again

    runs.rank_brief(after)

    assert stored(before) == stored(after)


def test_ranking_uses_what_it_should_use():
    skill = ConceptFactory()
    before, after = asking(skill), asking(skill)
    person = holding(skill)
    runs.rank_brief(before)
    person.skills.update(level=1)

    runs.rank_brief(after)

    assert stored(before) != stored(after)


def test_a_profile_that_is_as_it_was_before_has_its_former_ranking_again():
    skill = ConceptFactory()
    brief = asking(skill)
    person = holding(skill)
    runs.rank_brief(brief)
    before = FitRun.objects.current(brief)
    added = holding(skill)
    runs.rank_brief(brief)
    assert set(ranked(brief)) == {person.pk, added.pk}

    Candidate.objects.filter(pk=added.pk).update(is_discoverable=False)
    runs.rank_brief(brief)

    assert ranked(brief) == [person.pk]
    assert FitRun.objects.current(brief) == before
