"""Snapshots of the pool: built once per machine, and rebuilt if they cannot be used."""

import logging
from pathlib import Path

import pytest

from candidates.models import Candidate
from matching import pool_to_arrays
from ranking import pool, snapshot
from ranking.loader import Shard, load_segment
from ranking.snapshot_store import SnapshotStore
from skills.graph import load as load_graph
from tests.factories import CandidateFactory, ConceptFactory
from tests.ranking.pools import achieved, forget, holding, people, snapshots

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.alone,
    pytest.mark.usefixtures("pool_folder"),
]


def test_a_second_process_opens_what_the_first_one_built(pool_folder: Path):
    CandidateFactory()
    first = pool.load()
    forget()

    second = pool.load()

    assert snapshots(pool_folder) == ["0000000001"]
    assert second.version == first.version


def test_outgrown_snapshots_are_rebuilt(pool_folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool, "COMPACT_MIN", 2)
    everybody = [CandidateFactory() for _ in range(5)]
    pool.load()
    for person in everybody[:3]:
        Candidate.objects.filter(pk=person.pk).update(seniority=1)
    before = pool.load()

    pool.compact()

    after = pool.load()
    assert snapshots(pool_folder) == ["0000000002"]
    assert (len(before.segments) > 1, len(after.segments)) == (True, 1)
    assert after.version == before.version


def test_another_process_switches_to_the_newer_snapshot(pool_folder: Path):
    CandidateFactory()
    pool.load()
    cache = pool._caches[Shard()]

    cache.store.build(load_graph())

    pool.load()
    assert pool._caches[Shard()] is not cache
    assert snapshots(pool_folder) == ["0000000002"]


def test_a_build_that_fails_leaves_the_old_snapshot_in_place(
    pool_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    CandidateFactory()
    before = pool.load()

    def fail(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(snapshot, "write", fail)
    with pytest.raises(OSError, match="No space"):
        pool._caches[Shard()].store.build(load_graph())
    forget()

    assert pool.load().version == before.version
    assert snapshots(pool_folder) == ["0000000001"]


def test_a_full_disk_leaves_a_pool_in_memory(monkeypatch: pytest.MonkeyPatch):
    person = CandidateFactory()

    def fail(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(snapshot, "write", fail)

    assert people(pool.load()) == [person.pk]
    cache = pool._caches[Shard()]
    pool.load()
    assert pool._caches[Shard()] is cache


def test_a_damaged_snapshot_is_rebuilt_and_logged(
    pool_folder: Path, caplog: pytest.LogCaptureFixture
):
    person = CandidateFactory()
    pool.load()
    [path] = pool_folder.rglob("pool.ids.npy")
    path.write_bytes(b"nonsense")
    forget()

    with caplog.at_level(logging.WARNING):
        assert people(pool.load()) == [person.pk]

    assert snapshots(pool_folder) == ["0000000002"]
    assert "is rebuilt" in caplog.text


def test_another_vocabulary_needs_another_snapshot(pool_folder: Path):
    skill = ConceptFactory()
    holding(skill)
    before = pool.load()

    ConceptFactory()

    after = pool.load()
    assert snapshots(pool_folder) == ["0000000002"]
    assert after.version != before.version


def test_another_format_needs_another_snapshot(pool_folder: Path, monkeypatch: pytest.MonkeyPatch):
    CandidateFactory()
    pool.load()
    monkeypatch.setattr(snapshot, "FORMAT", snapshot.FORMAT + 1)
    forget()

    pool.load()

    assert snapshots(pool_folder) == ["0000000002"]


def test_the_arrays_on_disk_equal_those_in_memory():
    skill = ConceptFactory()
    for _ in range(5):
        achieved(holding(skill), f"Done {Candidate.objects.count()}", 1, 2)
    mapped = pool.load().segments[0].pool

    straight = load_segment(load_graph())[0].pool

    left, right = pool_to_arrays(mapped), pool_to_arrays(straight)
    assert {name: left[name].tobytes() for name in left} == {
        name: right[name].tobytes() for name in right
    }


def test_another_database_has_another_name():
    one = SnapshotStore(Shard(), key="k").folder

    assert one.parent.name.count("-") == 2
