"""Whoever changes: in the next ranking as they are now, however late the change commits."""

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


def test_whoever_changes_is_in_the_next_ranking_as_they_are_now():
    skill = ConceptFactory()
    early, late = holding(skill), holding()
    before = pool.load()

    late.skills.create(concept=skill, level=5)
    Candidate.objects.filter(pk=early.pk).update(seniority=2)

    after = pool.load()
    assert people(after) == people(before) == [early.pk, late.pk]
    assert after.version == built_afresh().version != before.version


def test_whoever_hides_is_out_of_the_next_ranking():
    stays, goes = CandidateFactory(), CandidateFactory()
    pool.load()

    Candidate.objects.filter(pk=goes.pk).update(is_discoverable=False)

    assert people(pool.load()) == [stays.pk]


def test_whoever_is_erased_is_out_of_the_next_ranking():
    stays, goes = CandidateFactory(), holding(ConceptFactory())
    pool.load()

    goes.delete()

    assert people(pool.load()) == [stays.pk]


def test_a_ranking_under_way_keeps_the_pool_it_began_with():
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


def test_a_change_that_commits_after_the_build_is_seen_by_who_opens_the_snapshot():
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


def test_what_may_yet_be_undone_is_kept_nowhere(pool_folder: Path):
    stays = CandidateFactory()
    with transaction.atomic():
        undone = CandidateFactory()
        assert people(pool.load()) == [stays.pk, undone.pk]
        transaction.set_rollback(True)

    assert people(pool.load()) == [stays.pk]
    assert snapshots(pool_folder) == ["0000000001"]


def test_many_small_changes_leave_few_layers():
    everybody = [CandidateFactory() for _ in range(12)]
    pool.load()

    for person in everybody:
        Candidate.objects.filter(pk=person.pk).update(seniority=1)
        loaded = pool.load()

    assert people(loaded) == [person.pk for person in everybody]
    assert len(loaded.segments) <= 4
    assert loaded.version == built_afresh().version


def test_a_reader_who_came_too_late_builds_anew(pool_folder: Path):
    gone = CandidateFactory()
    pool.load()
    Candidate.objects.filter(pk=gone.pk).update(is_discoverable=False)
    for _ in range(5):
        CandidateFactory(is_discoverable=False)

    ProfileChange.objects.all().forget_old(keep=2)

    assert people(pool.load()) == []
    assert snapshots(pool_folder) == ["0000000002"]


def test_forgetting_keeps_whole_transactions_and_who_is_up_to_date():
    for _ in range(6):
        CandidateFactory()
    mark = ProfileChange.objects.all().mark()

    ProfileChange.objects.all().forget_old(keep=2)

    assert ProfileChange.objects.count() >= 2
    assert ProfileChange.objects.all().can_answer(mark)
    assert not ProfileChange.objects.all().can_answer(Mark(1))


def test_a_mark_from_the_future_is_that_of_another_database():
    CandidateFactory()

    assert not ProfileChange.objects.all().can_answer(Mark(2**40))


def test_a_restored_table_without_old_rows_does_not_name_everybody_for_ever(pool_folder: Path):
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


def test_a_reader_remembers_where_it_stands():
    ChangeReader.move("test", Mark(7, frozenset({3, 1})))
    ChangeReader.move("test", Mark(9, frozenset({5})))

    reader = ChangeReader.at("test")

    assert reader is not None
    assert reader.mark == Mark(9, frozenset({5}))
    assert ChangeReader.at("nobody") is None
