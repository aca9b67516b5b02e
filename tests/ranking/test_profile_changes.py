"""Changed profiles cause new rankings of exactly the affected briefs."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.db import transaction
from django.utils import timezone

from candidates.models import Candidate, ChangeReader, PastAssignment, ProfileChange
from engagements.models import Brief
from interimhub.lib.models import Job
from ranking import clock, pool, profile_changes, runs, tasks, work_words
from ranking.models import FitRun, WorkWords
from skills import multilingual
from skills.models import VocabularyVersion
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    ConceptFactory,
    PastAssignmentFactory,
    RequirementFactory,
)
from tests.jobs import run_due_jobs
from tests.ranking.pools import holding

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.alone,
    pytest.mark.usefixtures("pool_without_encoder"),
]


def asking(skill: Any, **facts: Any) -> Brief:
    """Make a brief in search that asks for one skill."""
    brief = BriefFactory(opened=True, **facts)
    RequirementFactory(brief=brief, concept=skill, level=4)
    return brief


def up_to_date(*briefs: Brief) -> None:
    """Rank these briefs, and consume all changes so far."""
    for brief in briefs:
        runs.rank_brief(brief)
    ChangeReader.move(profile_changes.READER, ProfileChange.objects.all().mark())


def tick() -> list[Brief]:
    """Run the clock and the worker; return the briefs that were ranked again."""
    before = set(FitRun.objects.values_list("pk", flat=True))
    clock.enqueue_profile_changes(timezone.now())
    run_due_jobs()
    new = FitRun.objects.exclude(pk__in=before).order_by("brief_id")
    return [run.brief for run in new]


def test_a_profile_that_now_fits_has_its_brief_ranked_again_and_no_other():
    skill, other = ConceptFactory(), ConceptFactory()
    person = holding()
    touched, untouched = asking(skill), asking(other, region="it")
    holding(skill)
    up_to_date(touched, untouched)
    Candidate.objects.filter(pk=person.pk).update(regions=["uk-london"])
    up_to_date(touched, untouched)

    person.skills.create(concept=skill, level=5)

    assert tick() == [touched]


def test_a_change_that_no_ranking_uses_ranks_nothing_again():
    skill = ConceptFactory()
    person, brief = holding(skill), asking(skill)
    up_to_date(brief)

    Candidate.objects.filter(pk=person.pk).update(headline="Another headline")

    assert tick() == []


def test_a_person_who_leaves_the_list_causes_a_new_ranking():
    skill = ConceptFactory()
    person, brief = holding(skill), asking(skill)
    holding(skill)
    up_to_date(brief)

    Candidate.objects.filter(pk=person.pk).update(is_discoverable=False)

    assert tick() == [brief]


def test_a_person_with_other_reasons_causes_a_new_ranking():
    skill = ConceptFactory()
    person, brief = holding(skill), asking(skill)
    up_to_date(brief)

    person.skills.update(last_used=2001)

    assert tick() == [brief]


def test_a_person_below_a_full_list_causes_no_ranking(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ranking.ranking_result.KEPT", 2)
    monkeypatch.setattr(profile_changes, "KEPT", 2)
    skill = ConceptFactory()
    for _ in range(2):
        holding().skills.create(concept=skill, level=3)
    weak, brief = holding(), asking(skill)
    up_to_date(brief)

    weak.skills.create(concept=skill, level=1)
    below = tick()
    weak.skills.update(level=5)
    above = tick()

    assert (below, above) == ([], [brief])


def test_any_person_enters_a_list_that_is_not_full(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ranking.ranking_result.KEPT", 3)
    monkeypatch.setattr(profile_changes, "KEPT", 3)
    skill = ConceptFactory()
    holding(skill)
    holding(skill)
    weak, brief = holding(is_discoverable=False), asking(skill)
    up_to_date(brief)

    Candidate.objects.filter(pk=weak.pk).update(is_discoverable=True)

    assert tick() == [brief]


def test_a_brief_that_is_not_in_search_is_not_ranked():
    skill = ConceptFactory()
    person, brief = holding(), asking(skill)
    up_to_date(brief)
    brief.hold(reason="the budget round", review_on=date(2026, 12, 1), now=NOW)

    person.skills.create(concept=skill, level=5)

    assert tick() == []


def test_a_ranking_that_has_not_started_is_not_queued_twice():
    skill = ConceptFactory()
    person, brief = holding(), asking(skill)
    up_to_date()
    with transaction.atomic():
        tasks.enqueue_ranking(brief, brief.ranking_key)

    person.skills.create(concept=skill, level=5)

    assert tick() == [brief]
    assert Job.objects.under(brief.ranking_key).count() == 1


def test_a_ranking_that_has_started_is_queued_again():
    skill = ConceptFactory()
    person, brief = holding(), asking(skill)
    up_to_date()
    with transaction.atomic():
        tasks.enqueue_ranking(brief, brief.ranking_key)
    job = Job.objects.under(brief.ranking_key).get()
    Job.objects.start(job.pk, task=job.task)

    person.skills.create(concept=skill, level=5)

    assert profile_changes.affected_briefs([person.pk]) == [brief]


def test_a_ranking_changes_no_profile():
    skill = ConceptFactory()
    person, brief = holding(), asking(skill)
    up_to_date(brief)
    person.skills.create(concept=skill, level=5)
    assert tick() == [brief]

    assert not profile_changes.has_unread()
    assert tick() == []


def test_many_changes_at_once_are_one_job():
    skill = ConceptFactory()
    briefs = [asking(skill) for _ in range(3)]
    up_to_date(*briefs)

    for _ in range(20):
        holding(skill)
    ranked = tick()

    assert ranked == briefs
    assert Job.objects.of_task(tasks.consume_profile_changes.name).count() == 1
    assert FitRun.objects.filter(brief=briefs[0]).count() == 2


def test_unclaimed_profiles_cause_no_ranking():
    skill = ConceptFactory()
    brief = asking(skill)
    up_to_date(brief)

    holding(skill, claimed_at=None, is_discoverable=False, user=None)

    assert tick() == []


def test_a_reader_that_lost_its_position_ranks_everything_again():
    skill = ConceptFactory()
    holding(skill)
    brief = asking(skill)
    runs.rank_brief(brief)
    ChangeReader.objects.all().delete()
    Candidate.objects.update(seniority=1)

    assert tick() == [brief]
    assert ChangeReader.at(profile_changes.READER) is not None


def test_the_clock_queues_one_job_at_a_time_and_none_without_changes():
    up_to_date()
    clock.enqueue_profile_changes(timezone.now())
    assert not Job.objects.exists()
    CandidateFactory()

    clock.enqueue_profile_changes(timezone.now())
    clock.enqueue_profile_changes(timezone.now())

    assert Job.objects.count() == 1


def test_a_job_that_was_given_up_does_not_stop_the_next():
    up_to_date()
    CandidateFactory()
    clock.enqueue_profile_changes(timezone.now())
    Job.objects.update(dead_at=timezone.now())

    clock.enqueue_profile_changes(timezone.now())

    assert Job.objects.live().count() == 1


# Outcomes


@pytest.fixture
def with_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    if not multilingual.is_available():
        pytest.skip("the encoder is not installed")


def texts_of(person: Candidate) -> int:
    segments = pool.load().segments
    return sum(
        int(np.count_nonzero(segment.pool.record.text[begin:end] >= 0))
        for segment in segments
        for row in segment.rows_of([person.pk])
        if segment.pool.live[row]
        for begin, end in [segment.pool.record.start[row : row + 2]]
    )


def test_the_words_of_a_profile_are_read_by_the_worker_and_then_count(
    with_encoder: None, settings: Any, tmp_path: Path
):
    settings.FIT_POOL = tmp_path
    VocabularyVersion.objects.get_or_create(version="test", defaults={"loaded_at": NOW})
    person = CandidateFactory()
    up_to_date()
    pool.load()
    PastAssignmentFactory(candidate=person, result="Cut the backlog from 186 to 20", measure="")
    assert texts_of(person) == 0

    tick()

    assert WorkWords.objects.current().count() == 1
    assert texts_of(person) == 1
    tick()
    assert not profile_changes.has_unread()


def test_assignments_beyond_the_limit_are_read_by_the_next_job(
    with_encoder: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(profile_changes, "READ_MAX", 2)
    people = [CandidateFactory() for _ in range(3)]
    for number, person in enumerate(people):
        PastAssignmentFactory(candidate=person, result=f"Closed {number} sites", measure="")

    left = profile_changes.read_words([person.pk for person in people])
    assert (WorkWords.objects.count(), left) == (2, {people[2].pk})

    assert profile_changes.read_words(left) == set()
    assert WorkWords.objects.count() == 3


def test_a_full_scan_lets_a_ranking_run_in_between(
    with_encoder: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(profile_changes, "BATCH", 2)
    skill = ConceptFactory()
    person, brief = holding(skill), asking(skill)
    for number in range(3):
        PastAssignmentFactory(candidate=person, result=f"Closed {number} sites", measure="")

    clock.enqueue_profile_changes(timezone.now())
    with transaction.atomic():
        tasks.enqueue_ranking(brief, brief.ranking_key)
    run_due_jobs()

    look, ranking = tasks.consume_profile_changes.name, tasks.rank_candidates.name
    done = Job.objects.order_by("done_at").values_list("task", flat=True)
    assert list(done)[:3] == [look, ranking, look]


def test_a_full_scan_in_batches_includes_everybody(
    with_encoder: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(profile_changes, "BATCH", 4)
    monkeypatch.setattr(profile_changes, "BATCH_READ_MAX", 2)
    for number in [0, 0, 1, 0, 2, 3, 3, 4, 1]:
        PastAssignmentFactory(result=f"Closed {number} sites", measure="")

    tick()

    assert WorkWords.objects.current().count() == PastAssignment.objects.count() == 9
    tick()
    assert not profile_changes.has_unread()


def test_changes_during_a_full_scan_are_consumed_afterwards(
    with_encoder: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(profile_changes, "BATCH", 1)
    early = PastAssignmentFactory(result="Closed a site", measure="")
    PastAssignmentFactory(result="Opened a site", measure="")
    clock.enqueue_profile_changes(timezone.now())
    tasks.consume_profile_changes.run(Job.objects.get().pk)

    early.result = "Sold a site"
    early.save()
    run_due_jobs()
    assert profile_changes.has_unread()
    tick()

    assert not work_words.unread(Candidate.objects.all()).exists()


def test_without_the_encoder_a_ranking_says_that_outcomes_were_not_compared():
    skill = ConceptFactory()
    person, brief = holding(skill), asking(skill)
    PastAssignmentFactory(candidate=person)

    runs.rank_brief(brief)

    run = FitRun.objects.get()
    assert brief.criteria.exists()
    assert (run.left_out, run.is_without_outcomes) == (["outcome", "words"], True)
    assert {"outcome", "words"}.isdisjoint(run.results.get().parts)


def test_without_the_encoder_no_profile_counts_as_changed():
    PastAssignmentFactory(candidate=CandidateFactory())

    assert profile_changes.read_words([Candidate.objects.get().pk]) == set()
    assert profile_changes.read_batch(0) is None


def test_the_evidence_names_the_most_similar_outcome(with_encoder: None):
    skill = ConceptFactory()
    person, brief = holding(skill), asking(skill)
    criterion = brief.criteria.in_order()[0]
    PastAssignmentFactory(
        candidate=person, result="Ran the canteen", measure="", organisation_kind="a school"
    )
    near = PastAssignmentFactory(
        candidate=person,
        result=criterion.text,
        measure="",
        organisation_kind="a maker of vaccines",
        started_on=date(2024, 1, 8),
        ended_on=date(2024, 6, 30),
    )
    profile_changes.read_words([person.pk])

    runs.rank_brief(brief)

    evidence = FitRun.objects.get().results.get().evidence
    line = next(item for item in evidence if item["code"] == str(criterion.ref))
    assert (line["code"], line["label"]) == (str(criterion.ref), criterion.measure)
    assert (line["state"], line["assignment"]) == ("have", str(near.ref))
    assert line["cosine"] == pytest.approx(1, abs=0.01)
    assert line["detail"] == ("has achieved this in 2024, a maker of vaccines.")
