"""The pool on its shelf: built once for a machine, and made anew when it will not do any more."""

import logging
from pathlib import Path

import pytest

from candidates.models import Candidate
from matching import arrays_of
from ranking import fit, pool, snapshot
from ranking.loader import Shard, gather
from ranking.snapshot_store import Shelf
from skills.graph import load as load_graph
from tests.factories import CandidateFactory, ConceptFactory
from tests.ranking.pools import achieved, forget, holding, people, snapshots

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.alone,
    pytest.mark.usefixtures("shelf"),
]


def test_a_second_process_opens_what_the_first_one_built(shelf: Path):
    CandidateFactory()
    first = fit.load()
    forget()

    second = fit.load()

    assert snapshots(shelf) == ["0000000001"]
    assert second.version == first.version


def test_outgrown_snapshots_are_made_anew(shelf: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool, "OUTGROWN_AT", 2)
    everybody = [CandidateFactory() for _ in range(5)]
    fit.load()
    for person in everybody[:3]:
        Candidate.objects.filter(pk=person.pk).update(seniority=1)
    before = fit.load()

    pool.compact()

    after = fit.load()
    assert snapshots(shelf) == ["0000000002"]
    assert (len(before.layers) > 1, len(after.layers)) == (True, 1)
    assert after.version == before.version


def test_another_process_goes_over_to_the_newer_snapshot(shelf: Path):
    CandidateFactory()
    fit.load()
    held = pool._held[Shard()]

    held.shelf.build(load_graph())

    fit.load()
    assert pool._held[Shard()] is not held
    assert snapshots(shelf) == ["0000000002"]


def test_a_build_that_fails_leaves_the_old_snapshot_in_place(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
):
    CandidateFactory()
    before = fit.load()

    def fail(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(snapshot, "write", fail)
    with pytest.raises(OSError, match="No space"):
        pool._held[Shard()].shelf.build(load_graph())
    forget()

    assert fit.load().version == before.version
    assert snapshots(shelf) == ["0000000001"]


def test_a_full_disk_leaves_a_pool_in_memory(monkeypatch: pytest.MonkeyPatch):
    person = CandidateFactory()

    def fail(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(snapshot, "write", fail)

    assert people(fit.load()) == [person.pk]
    held = pool._held[Shard()]
    fit.load()
    assert pool._held[Shard()] is held


def test_a_damaged_snapshot_is_made_anew_and_told_in_the_log(
    shelf: Path, caplog: pytest.LogCaptureFixture
):
    person = CandidateFactory()
    fit.load()
    [path] = shelf.rglob("pool.ids.npy")
    path.write_bytes(b"nonsense")
    forget()

    with caplog.at_level(logging.WARNING):
        assert people(fit.load()) == [person.pk]

    assert snapshots(shelf) == ["0000000002"]
    assert "is made anew" in caplog.text


def test_another_vocabulary_is_another_snapshot(shelf: Path):
    skill = ConceptFactory()
    holding(skill)
    before = fit.load()

    ConceptFactory()

    after = fit.load()
    assert snapshots(shelf) == ["0000000002"]
    assert after.version != before.version


def test_another_format_is_another_snapshot(shelf: Path, monkeypatch: pytest.MonkeyPatch):
    CandidateFactory()
    fit.load()
    monkeypatch.setattr(snapshot, "FORMAT", snapshot.FORMAT + 1)
    forget()

    fit.load()

    assert snapshots(shelf) == ["0000000002"]


def test_the_arrays_are_the_same_bytes_from_disk_and_from_memory():
    skill = ConceptFactory()
    for _ in range(5):
        achieved(holding(skill), f"Done {Candidate.objects.count()}", 1, 2)
    mapped = fit.load().layers[0].pool

    straight = gather(load_graph())[0].pool

    left, right = arrays_of(mapped), arrays_of(straight)
    assert {name: left[name].tobytes() for name in left} == {
        name: right[name].tobytes() for name in right
    }


def test_the_shelf_of_another_database_is_another():
    one = Shelf(Shard(), key="k").folder

    assert one.parent.name.count("-") == 2
