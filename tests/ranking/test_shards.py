"""A ranking in shards: stored once, equal to a ranking without shards, in any order."""

import signal
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now

from candidates.models import PastAssignment
from engagements.models import Brief
from interimhub.lib.models import Job
from ranking import actions, runs, tasks, work_words
from ranking.models import FitResult, FitRun, FitShard, is_ranking_given_up
from ranking.ranking_result import IncompatibleShards, RankingResult
from skills.models import TextVector
from skills.vectors import MODEL, digest_of
from tests.factories import (
    NOW,
    BriefFactory,
    ConceptFactory,
    PanelSeatFactory,
    PastAssignmentFactory,
    RequirementFactory,
    SituationFactory,
)
from tests.jobs import run_due_jobs
from tests.machinery import Machinery, eventually
from tests.ranking.pools import holding
from tests.ranking.test_worker import is_storing, somebody_holding

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.alone]

MINE = {"id", "ref", "run_id"}
OF_THE_MOMENT = {*MINE, "started_at", "finished_at", "seconds"}


@pytest.fixture(autouse=True)
def four_shards(pool_folder: Path, settings: Any) -> None:
    settings.FIT_SHARDS = 4


@pytest.fixture
def brief() -> Brief:
    """A brief with many similar people, so that ties decide; some with outcomes."""
    skills = [ConceptFactory() for _ in range(3)]
    situation = SituationFactory()
    brief = BriefFactory(confirmed=True)
    PanelSeatFactory(brief=brief, opened_at=None)
    brief.situations.add(situation)
    for skill in skills:
        RequirementFactory(brief=brief, concept=skill, level=4)
    texts = [one.text for one in brief.criteria.all()] + ["Halved it"]
    for number, text in enumerate(texts, start=1):
        vector = bytes([number] * 200 + [127] * 56)
        TextVector.objects.create(model=MODEL, digest=digest_of(text), vector=vector)
    for number in range(40):
        person = holding(*skills[: number % 4])
        if number % 3 == 0:
            done = PastAssignmentFactory(
                candidate=person, result="Halved it", measure="", ended_on=date(2025, 9, 1)
            )
            done.situations.add(situation)
    work_words.read(PastAssignment.objects.all())
    return brief


def opened(brief: Brief) -> None:
    actions.open_brief(brief, by=brief.manager.user, now=NOW)


def stored(run: FitRun, without: set[str] = OF_THE_MOMENT) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        FitRun.objects.values().get(pk=run.pk),
        *FitResult.objects.filter(run=run).order_by("position").values(),
    ]
    return [{k: v for k, v in row.items() if k not in without} for row in rows]


def test_opening_a_brief_queues_one_job_per_shard(brief: Brief):
    opened(brief)

    owed = Job.objects.under(brief.ranking_key).order_by("pk")
    assert [(job.key, job.payload["shard"], job.payload["shards"]) for job in owed] == [
        (f"rank:{brief.pk}:1:shard:{number}", number, 4) for number in range(4)
    ]


def test_four_shards_store_the_same_ranking_as_one(brief: Brief):
    opened(brief)
    run_due_jobs()
    in_four = FitRun.objects.get()
    four = stored(in_four)
    in_four.delete()

    runs.rank_brief(Brief.objects.get(pk=brief.pk))

    in_one = FitRun.objects.get()
    assert four == stored(in_one)
    assert len(four) == 41
    assert in_one.results.first().parts["outcome"]["points"] > 0  # type: ignore[union-attr]  # there
    assert not FitShard.objects.exists()


def test_no_more_than_the_best_of_all_shards_are_kept(
    brief: Brief, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ranking.ranking_result.KEPT", 7)
    opened(brief)

    run_due_jobs()

    run = FitRun.objects.get()
    assert list(run.results.best_first().values_list("position", flat=True)) == [*range(1, 8)]
    assert (run.pool_size, run.eligible_count) == (40, 40)


def test_nothing_is_stored_before_the_last_shard(brief: Brief):
    opened(brief)

    for job in Job.objects.under(brief.ranking_key).order_by("pk")[:3]:
        tasks.rank_shard.run(job.pk)

    brief.refresh_from_db()
    assert (FitRun.objects.count(), FitShard.objects.count()) == (0, 3)
    assert not brief.is_ranked


def test_two_last_shards_at_once_store_one_ranking(brief: Brief):
    opened(brief)
    *early, third, fourth = Job.objects.under(brief.ranking_key).order_by("pk")
    for job in early:
        tasks.rank_shard.run(job.pk)
    threads = [threading.Thread(target=in_a_thread, args=[job.pk]) for job in (third, fourth)]

    with somebody_holding(brief):
        for thread in threads:
            thread.start()
        eventually(lambda: waiting() == 2, what="both wait for the brief's row")
    for thread in threads:
        thread.join()

    run = FitRun.objects.get()
    assert run.results.count() == 40
    assert not Job.objects.under(brief.ranking_key).live().exists()
    assert not FitShard.objects.exists()


def in_a_thread(job_id: int) -> None:
    try:
        tasks.rank_shard.run(job_id)
    finally:
        connection.close()


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            " AND query LIKE '%engagements_brief%FOR NO KEY UPDATE%'"
        )
        return int(cursor.fetchone()[0])


def test_a_shard_that_runs_twice_counts_once(brief: Brief):
    opened(brief)
    first = Job.objects.under(brief.ranking_key).order_by("pk")[0]
    tasks.rank_shard.run(first.pk)
    Job.objects.filter(pk=first.pk).update(done_at=None, started_at=None, lease_until=None)

    tasks.rank_shard.run(first.pk)
    run_due_jobs()

    assert FitRun.objects.get().results.count() == 40


def test_shards_of_two_vocabularies_are_not_merged_but_ranked_again(brief: Brief):
    opened(brief)
    for job in Job.objects.under(brief.ranking_key).order_by("pk")[:3]:
        tasks.rank_shard.run(job.pk)
    ConceptFactory()

    run_due_jobs()

    assert FitRun.objects.get().results.count() == 40
    assert Job.objects.under(brief.ranking_key).count() == 8
    assert not FitShard.objects.exists()


def test_results_of_different_queries_do_not_merge(brief: Brief):
    opened(brief)
    run_due_jobs()
    one = RankingResult([], 0, 0, {}, "graph", 0, "asked", [], NOW.isoformat(), {})
    other = RankingResult([], 0, 0, {}, "graph", 0, "asked otherwise", [], NOW.isoformat(), {})

    with pytest.raises(IncompatibleShards):
        RankingResult.merged([one, other])


def test_results_survive_the_round_trip_through_json():
    one = RankingResult(
        [{"score": 0.1 + 0.2}], 1, 1, {}, "g", 2**64 - 1, "a", [], NOW.isoformat(), {}
    )
    brief = BriefFactory()
    FitShard.objects.create(brief=brief, attempt="a", shard=0, result=one.to_json())

    assert RankingResult.from_json(FitShard.objects.get().result) == one


def test_a_dead_shard_means_a_failed_ranking(brief: Brief):
    opened(brief)
    brief.refresh_from_db()
    first = Job.objects.under(brief.ranking_key).order_by("pk")[0]
    assert not is_ranking_given_up(brief)

    Job.objects.filter(pk=first.pk).update(dead_at=Now())

    assert is_ranking_given_up(brief)


def test_a_brief_on_hold_leaves_no_shards_behind(brief: Brief):
    opened(brief)
    tasks.rank_shard.run(Job.objects.under(brief.ranking_key).order_by("pk")[0].pk)
    brief.refresh_from_db()
    brief.hold(reason="the budget round", review_on=date(2026, 12, 1), now=NOW)

    run_due_jobs()

    assert (FitRun.objects.count(), FitShard.objects.count()) == (0, 0)


@pytest.mark.worker
def test_worker_killed_before_the_last_shard_is_stored_leaves_one_complete_run(
    brief: Brief, relay_and_worker: Machinery
):
    worker = next(c for c in relay_and_worker.supervisor.children if c.name == "worker")
    relay_and_worker.signal(worker, signal.SIGSTOP)
    opened(brief)
    with somebody_holding(brief):
        relay_and_worker.signal(worker, signal.SIGCONT)
        eventually(lambda: waiting() > 0 or is_storing(), what="a shard waits to be stored")

        relay_and_worker.kill(worker)

        assert not FitRun.objects.exists()
    relay_and_worker.start_worker("second")
    Job.objects.live().update(lease_until=Now())

    eventually(lambda: not Job.objects.live().exists(), what="all shards are ranked")
    assert FitRun.objects.get().results.count() == 40
    assert not FitShard.objects.exists()
