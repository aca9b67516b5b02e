"""A worker that dies in the middle of a ranking leaves exactly one complete run."""

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import connection
from django.db.models.functions import Now

from engagements.models import Brief
from interimhub.lib.models import Job
from ranking import actions
from ranking.models import FitProgress, FitResult, FitRun
from skills.models import VocabularyVersion
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    CandidateSkillFactory,
    ConceptFactory,
    PanelSeatFactory,
    RequirementFactory,
)
from tests.machinery import Machinery, eventually

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def brief() -> Brief:
    VocabularyVersion.objects.create(version="test", loaded_at=NOW)
    skill = ConceptFactory()
    brief = BriefFactory(confirmed=True)
    RequirementFactory(brief=brief, concept=skill)
    PanelSeatFactory(brief=brief, opened_at=None)
    for _ in range(30):
        CandidateSkillFactory(candidate=CandidateFactory(), concept=skill)
    return brief


@pytest.fixture(autouse=True)
def worker_without_a_pool(relay_and_worker: Machinery) -> Iterator[None]:
    """End the worker after each test, since its pool still contains deleted people."""
    yield
    relay_and_worker.without("worker")
    relay_and_worker.without("second")
    shutil.rmtree(relay_and_worker.folder / "home", ignore_errors=True)


@contextmanager
def somebody_holding(brief: Brief) -> Iterator[None]:
    """Lock the brief's row from another connection, so that a ranking cannot be stored.

    Progress can still be stored, since the lock allows references to the brief.
    """
    given = connection.get_connection_params()
    keys = {"dbname", "user", "password", "host", "port"}
    other = psycopg2.connect(**{key: value for key, value in given.items() if key in keys})
    try:
        with other.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM engagements_brief WHERE id = %s FOR NO KEY UPDATE", [brief.pk]
            )
        yield
    finally:
        other.rollback()
        other.close()


def is_storing() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            " AND query LIKE 'UPDATE \"engagements_brief\"%'"
        )
        return bool(cursor.fetchone()[0])


def test_worker_killed_in_the_middle_of_a_ranking_leaves_one_complete_run(
    brief: Brief, relay_and_worker: Machinery
):
    worker = next(c for c in relay_and_worker.supervisor.children if c.name == "worker")
    relay_and_worker.signal(worker, signal.SIGSTOP)
    actions.open_brief(brief, by=brief.manager.user, now=NOW)
    with somebody_holding(brief):
        relay_and_worker.signal(worker, signal.SIGCONT)
        eventually(is_storing, what="the worker stores the ranking")

        relay_and_worker.kill(worker)

        assert not FitRun.objects.exists()
    relay_and_worker.start_worker("second")
    Job.objects.live().update(lease_until=Now())

    eventually(lambda: not Job.objects.live().exists(), what="the ranking is made again")
    run = FitRun.objects.get()
    assert run.results.count() == FitResult.objects.count() == 30
    assert FitProgress.objects.get(brief=brief).stage == FitProgress.Stage.DONE


def test_opened_brief_is_ranked_by_the_worker(brief: Brief, relay_and_worker: Machinery):
    actions.open_brief(brief, by=brief.manager.user, now=NOW)

    eventually(lambda: FitRun.objects.filter(brief=brief).exists())

    run = FitRun.objects.get()
    assert list(run.results.best_first().values_list("position", flat=True)) == list(range(1, 31))
