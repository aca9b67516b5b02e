"""Changed profiles are current in the next ranking, however late a change commits."""

from pathlib import Path

import pytest
from django.db import connection, transaction

from candidates.models import Candidate, ChangeReader, Mark, ProfileChange
from ranking import pool
from ranking.loader import Shard
from tests.factories import CandidateFactory, ConceptFactory
from tests.ranking.pools import (
    another_session,
    built_afresh,
    forget,
    holding,
    people,
    snapshots,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.alone,
    pytest.mark.usefixtures("pool_folder"),
]


def test_a_changed_profile_is_current_in_the_next_ranking():
    skill = ConceptFactory()
    early, late = holding(skill), holding()
    before = pool.load()

    late.skills.create(concept=skill, level=5)
    Candidate.objects.filter(pk=early.pk).update(seniority=2)

    after = pool.load()
    assert people(after) == people(before) == [early.pk, late.pk]
    assert after.version == built_afresh().version != before.version


def test_a_hidden_profile_is_not_in_the_next_ranking():
    stays, goes = CandidateFactory(), CandidateFactory()
    pool.load()

    Candidate.objects.filter(pk=goes.pk).update(is_discoverable=False)

    assert people(pool.load()) == [stays.pk]


def test_an_erased_profile_is_not_in_the_next_ranking():
    stays, goes = CandidateFactory(), holding(ConceptFactory())
    pool.load()

    goes.delete()

    assert people(pool.load()) == [stays.pk]


def test_a_running_ranking_keeps_its_pool():
    stays, goes = CandidateFactory(), CandidateFactory()
    before = pool.load()

    Candidate.objects.filter(pk=goes.pk).update(is_discoverable=False)
    pool.load()

    assert people(before) == [stays.pk, goes.pk]


def test_a_change_that_commits_late_is_not_missed():
    slow, quick = CandidateFactory(seniority=3), CandidateFactory(seniority=3)
    with another_session() as other, other.cursor() as cursor:
        cursor.execute(
            "UPDATE candidates_candidate SET is_discoverable = false WHERE id = %s", [slow.pk]
        )
        Candidate.objects.filter(pk=quick.pk).update(seniority=4)
        assert people(pool.load()) == [slow.pk, quick.pk]

        other.commit()

    assert people(pool.load()) == [quick.pk]


def test_a_change_that_commits_after_the_build_is_seen_when_the_snapshot_is_opened():
    slow, quick = CandidateFactory(), CandidateFactory()
    with another_session() as other, other.cursor() as cursor:
        cursor.execute(
            "UPDATE candidates_candidate SET is_discoverable = false WHERE id = %s", [slow.pk]
        )
        pool.load()
        CandidateFactory(is_discoverable=False)
        other.commit()
        forget()

    assert people(pool.load()) == [quick.pk]


def test_uncommitted_changes_are_kept_nowhere(pool_folder: Path):
    stays = CandidateFactory()
    with transaction.atomic():
        undone = CandidateFactory()
        assert people(pool.load()) == [stays.pk, undone.pk]
        transaction.set_rollback(True)

    assert people(pool.load()) == [stays.pk]
    assert snapshots(pool_folder) == ["0000000001"]


def test_many_small_changes_leave_few_segments():
    everybody = [CandidateFactory() for _ in range(12)]
    pool.load()

    for person in everybody:
        Candidate.objects.filter(pk=person.pk).update(seniority=1)
        loaded = pool.load()

    assert people(loaded) == [person.pk for person in everybody]
    assert len(loaded.segments) <= 4
    assert loaded.version == built_afresh().version


def test_a_reader_that_is_too_late_rebuilds(pool_folder: Path):
    gone = CandidateFactory()
    pool.load()
    Candidate.objects.filter(pk=gone.pk).update(is_discoverable=False)
    for _ in range(5):
        CandidateFactory(is_discoverable=False)

    ProfileChange.objects.all().forget_old(keep=2)

    assert people(pool.load()) == []
    assert snapshots(pool_folder) == ["0000000002"]


def test_deleting_old_changes_keeps_whole_transactions_and_current_readers():
    for _ in range(6):
        CandidateFactory()
    mark = ProfileChange.objects.all().mark()

    ProfileChange.objects.all().forget_old(keep=2)

    assert ProfileChange.objects.count() >= 2
    assert ProfileChange.objects.all().can_answer(mark)
    assert not ProfileChange.objects.all().can_answer(Mark(1))


def test_a_mark_from_the_future_is_of_another_database():
    CandidateFactory()

    assert not ProfileChange.objects.all().can_answer(Mark(2**40))


def test_a_restored_table_without_old_rows_does_not_report_changes_for_ever(pool_folder: Path):
    person = CandidateFactory()
    ProfileChange.objects.update(xid=2**50)  # a dump brings the count of the cluster it left

    assert people(pool.load()) == [person.pk]
    pool.load()

    cache = pool._caches[Shard()]
    assert (snapshots(pool_folder), cache.changed) == (["0000000001"], set())


def test_emptied_tables_are_noticed():
    CandidateFactory()
    pool.load()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE candidates_candidate, candidates_profilechange CASCADE")

    assert people(pool.load()) == []


def test_a_reader_stores_its_position():
    ChangeReader.move("test", Mark(7, frozenset({3, 1})))
    ChangeReader.move("test", Mark(9, frozenset({5})))

    reader = ChangeReader.at("test")

    assert reader is not None
    assert reader.mark == Mark(9, frozenset({5}))
    assert ChangeReader.at("nobody") is None
