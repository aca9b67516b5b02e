"""A pool on disk: a folder of arrays that all processes of a machine map into their memory.

This module does not use the database. A folder is written under a temporary name and renamed
when it is complete, so that no partial one is ever visible. Checksums reveal damage
when it is opened.
"""

import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matching import Pool, pool_from_arrays, pool_to_arrays

FORMAT = 6
"""Increase it whenever the format on disk changes; older snapshots are rebuilt."""
MANIFEST = "manifest.json"
UNFINISHED = ".unfinished-"

Array = npt.NDArray[Any]


class DamagedSnapshot(Exception):
    """The folder does not match its manifest, and must be written again."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A pool as it was saved, memory-mapped and read-only.

    Attributes:
        extra: arrays that were saved with it, by name.
        facts: plain values that were saved with it.
    """

    pool: Pool
    extra: dict[str, Array]
    facts: dict[str, Any] = field(default_factory=dict)


def save(
    pool: Pool,
    folder: Path,
    *,
    extra: Mapping[str, Array] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write the pool to a new folder: a file for each array, and a manifest.

    Args:
        extra: other arrays to save with it.
        facts: plain values to save with it.

    Raises:
        FileExistsError: the folder exists already.
    """
    with atomic_folder(folder) as draft:
        write(pool, draft, extra=extra, facts=facts)


@contextmanager
def atomic_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty draft folder; rename it to `folder` on success, remove it on an error.

    Raises:
        FileExistsError: the folder exists already.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        raise FileExistsError(folder)
    draft = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    try:
        yield draft
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def write(
    pool: Pool,
    draft: Path,
    *,
    extra: Mapping[str, Array] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write all files of a snapshot; an array that was streamed to the draft is left as it is."""
    parts = {f"pool.{name}": array for name, array in pool_to_arrays(pool).items()}
    parts |= {f"extra.{name}": array for name, array in (extra or {}).items()}
    files = {}
    for name, array in parts.items():
        path = draft / f"{name}.npy"
        if not path.exists():
            np.save(path, array)
        _fsync(path)
        files[name] = {"bytes": path.stat().st_size, "crc32": _checksum(path)}
    manifest = {"format": FORMAT, "files": files, "facts": dict(facts or {})}
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))


def array_path(name: str, draft: Path) -> Path:
    """Return the file in a draft that an array of the pool can be streamed to."""
    return draft / f"pool.{name}.npy"


def open(folder: Path) -> Snapshot:  # noqa: A001 - `snapshot.open`, as with `gzip.open`
    """Map a snapshot into memory. It stays readable if its folder is removed later.

    Raises:
        FileNotFoundError: there is none.
        DamagedSnapshot: a file is missing, cut short, changed or of another format.
    """
    text = (folder / MANIFEST).read_text(errors="replace")
    try:
        manifest = json.loads(text)
        if manifest["format"] != FORMAT:
            raise DamagedSnapshot(f"{folder}: format {manifest['format']} instead of {FORMAT}")
        arrays = {
            name: _map(folder / f"{name}.npy", expected)
            for name, expected in manifest["files"].items()
        }
        pool = pool_from_arrays(_with_prefix(arrays, "pool."))
        return Snapshot(pool, _with_prefix(arrays, "extra."), manifest["facts"])
    except (ValueError, KeyError, TypeError, AttributeError, OSError, EOFError) as error:
        raise DamagedSnapshot(f"{folder}: {type(error).__name__}: {error}") from error


def _map(path: Path, expected: Mapping[str, int]) -> Array:
    if path.stat().st_size != expected["bytes"] or _checksum(path) != expected["crc32"]:
        raise ValueError(f"{path.name} has changed")
    is_mapped = expected["bytes"] > SMALL
    loaded = np.load(path, allow_pickle=False, mmap_mode="r" if is_mapped else None)
    # A plain array over the same memory: `memmap` adds overhead to every slice.
    return np.asarray(loaded)


def _fsync(path: Path) -> None:
    """Wait until the file is on disk, so that a crash cannot leave an incomplete file."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


SMALL = 4_096
"""Files up to this size, in bytes, are read instead of mapped."""
FULL_CHECKSUM_MAX = 1 << 28
"""Files above this size, in bytes, have only their two ends checked."""
_BLOCK = 1 << 20


def _checksum(path: Path) -> int:
    """Return the CRC of a file, or of its two ends if it is large.

    Reading a gigabyte of vectors is not worth its cost: a crash usually leaves truncated files.
    """
    size = path.stat().st_size
    crc = 0
    with path.open("rb") as file:
        if size > FULL_CHECKSUM_MAX:
            crc = zlib.crc32(file.read(_BLOCK))
            file.seek(-_BLOCK, os.SEEK_END)
        while block := file.read(_BLOCK):
            crc = zlib.crc32(block, crc)
    return crc


def _with_prefix(arrays: Mapping[str, Array], prefix: str) -> dict[str, Array]:
    return {
        name.removeprefix(prefix): array
        for name, array in arrays.items()
        if name.startswith(prefix)
    }
