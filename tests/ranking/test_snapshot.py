"""A pool on disk: complete or absent, with damage detected."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching import Pool, Record, build_pool, build_record, pool_to_arrays, postings
from ranking import snapshot

SIZE = 50


@pytest.fixture
def pool() -> Pool:
    rows = np.arange(SIZE)
    one = postings(rows % 7, rows, width=9, levels=rows % 6, years=2000 + rows % 20)
    return build_pool(
        ids=rows * 3,
        refs=np.array([f"{row:016d}".encode() for row in rows], dtype="S16"),
        skills=one,
        situations=one,
        sectors=one,
        record=_record(rows),
        seniority=rows % 8,
        available_from=rows,
        remote=rows % 2 == 0,
        languages=one,
        regions=one,
        right_to_work=one,
    )


def _record(rows: Any) -> Record:
    """Return a record in which each person has an assignment with one sentence."""
    one_each = np.arange(SIZE + 1)
    return build_record(
        size=SIZE,
        start=one_each,
        title=rows % 3,
        text=rows % 5,
        sentence_start=one_each,
        sentence=rows % 5,
        vectors=np.ones((5, 8), np.int8),
        families=np.arange(3),
        title_levels=np.arange(3),
        title_professions=np.zeros(3, np.int64),
        title_vectors=np.arange(3),
    )


def same(one: Pool, other: Pool) -> bool:
    left, right = pool_to_arrays(one), pool_to_arrays(other)
    return left.keys() == right.keys() and all(
        left[name].dtype == right[name].dtype and np.array_equal(left[name], right[name])
        for name in left
    )


def test_a_snapshot_returns_the_pool_and_the_extra_data(pool: Pool, tmp_path: Path):
    prints = np.arange(SIZE, dtype=np.uint64)

    snapshot.save(pool, tmp_path / "1", extra={"prints": prints}, facts={"xid": 7})

    found = snapshot.open(tmp_path / "1")
    assert same(found.pool, pool)
    assert np.array_equal(found.extra["prints"], prints)
    assert found.facts == {"xid": 7}


def test_a_snapshot_is_mapped_and_cannot_be_written_to(pool: Pool, tmp_path: Path):
    big = np.zeros(snapshot.SMALL, np.int64)
    snapshot.save(pool, tmp_path / "1", extra={"big": big})

    found = snapshot.open(tmp_path / "1").extra["big"]

    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1


def test_an_open_snapshot_survives_the_removal_of_its_folder(pool: Pool, tmp_path: Path):
    big = np.arange(snapshot.SMALL)
    snapshot.save(pool, tmp_path / "1", extra={"big": big})
    found = snapshot.open(tmp_path / "1")

    for path in (tmp_path / "1").iterdir():
        path.unlink()

    assert np.array_equal(found.extra["big"], big)


def test_a_snapshot_is_never_written_over(pool: Pool, tmp_path: Path):
    snapshot.save(pool, tmp_path / "1")

    with pytest.raises(FileExistsError):
        snapshot.save(pool, tmp_path / "1")


def test_a_build_that_fails_leaves_nothing_behind(pool: Pool, tmp_path: Path):
    def build() -> None:
        with snapshot.atomic_folder(tmp_path / "1") as draft:
            snapshot.write(pool, draft)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build()

    assert list(tmp_path.iterdir()) == []


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("harm", [cut, flip, remove])
@pytest.mark.parametrize("name", ["pool.skills.rows.npy", "pool.record.start.npy"])
def test_a_damaged_file_is_noticed(pool: Pool, tmp_path: Path, harm, name: str):
    snapshot.save(pool, tmp_path / "1")

    harm(tmp_path / "1" / name)

    with pytest.raises(snapshot.DamagedSnapshot):
        snapshot.open(tmp_path / "1")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}', '{"format": 0}'])
def test_a_damaged_manifest_is_noticed(pool: Pool, tmp_path: Path, text: str):
    snapshot.save(pool, tmp_path / "1")

    (tmp_path / "1" / snapshot.MANIFEST).write_text(text)

    with pytest.raises(snapshot.DamagedSnapshot):
        snapshot.open(tmp_path / "1")


def test_a_snapshot_of_another_format_is_noticed(pool: Pool, tmp_path: Path):
    snapshot.save(pool, tmp_path / "1")
    path = tmp_path / "1" / snapshot.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": snapshot.FORMAT + 1}))

    with pytest.raises(snapshot.DamagedSnapshot, match="format"):
        snapshot.open(tmp_path / "1")
