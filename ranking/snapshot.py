"""A pool on disk: a folder of arrays that all processes of a machine map into their memory.

It knows nothing of the database. A folder is written beside its place and then renamed, so that
it is there as a whole or not at all; what is damaged all the same is noticed when it is opened.
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

FORMAT = 2
"""To be raised when the same pool would be written otherwise; a snapshot of another one is old."""
MANIFEST = "manifest.json"
UNFINISHED = ".unfinished-"

Array = npt.NDArray[Any]


class Damaged(Exception):
    """The folder does not hold what its manifest says; it must be written anew."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A pool as it was saved, mapped and read-only.

    Attributes:
        beside: arrays that were saved with it, by name.
        facts: what its writer wanted to be known of it.
    """

    pool: Pool
    beside: dict[str, Array]
    facts: dict[str, Any] = field(default_factory=dict)


def save(
    pool: Pool,
    folder: Path,
    *,
    beside: Mapping[str, Array] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write the pool into a new folder: a file for each array, and a manifest.

    Args:
        beside: other arrays to keep with it.
        facts: plain values to keep with it.

    Raises:
        FileExistsError: the folder is there already.
    """
    with drafting(folder) as draft:
        write(pool, draft, beside=beside, facts=facts)


@contextmanager
def drafting(folder: Path) -> Iterator[Path]:
    """Lend an empty folder that takes its place when the block ends well, and else vanishes."""
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
    beside: Mapping[str, Array] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write all files of a snapshot; an array whose file is in the draft already is left as is."""
    parts = {f"pool.{name}": array for name, array in pool_to_arrays(pool).items()}
    parts |= {f"beside.{name}": array for name, array in (beside or {}).items()}
    files = {}
    for name, array in parts.items():
        path = draft / f"{name}.npy"
        if not path.exists():
            np.save(path, array)
        _settle(path)
        files[name] = {"bytes": path.stat().st_size, "crc32": _checksum(path)}
    manifest = {"format": FORMAT, "files": files, "facts": dict(facts or {})}
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))


def place_of(name: str, draft: Path) -> Path:
    """Return where the array `name` of a pool is to be written by whoever streams it there."""
    return draft / f"pool.{name}.npy"


def open(folder: Path) -> Snapshot:  # noqa: A001 - `snapshot.open`, as with `gzip.open`
    """Map a snapshot into memory. It stays readable when its folder is removed meanwhile.

    Raises:
        FileNotFoundError: there is none.
        Damaged: a file is missing, cut short, changed or of another format.
    """
    text = (folder / MANIFEST).read_text(errors="replace")
    try:
        manifest = json.loads(text)
        if manifest["format"] != FORMAT:
            raise Damaged(f"{folder}: format {manifest['format']} instead of {FORMAT}")
        arrays = {
            name: _mapped(folder / f"{name}.npy", said) for name, said in manifest["files"].items()
        }
        pool = pool_from_arrays(_named(arrays, "pool."))
        return Snapshot(pool, _named(arrays, "beside."), manifest["facts"])
    except (ValueError, KeyError, TypeError, AttributeError, OSError, EOFError) as error:
        raise Damaged(f"{folder}: {type(error).__name__}: {error}") from error


def _mapped(path: Path, said: Mapping[str, int]) -> Array:
    if path.stat().st_size != said["bytes"] or _checksum(path) != said["crc32"]:
        raise ValueError(f"{path.name} has changed")
    loaded = np.load(path, allow_pickle=False, mmap_mode="r" if said["bytes"] > SMALL else None)
    # A plain array over the same memory: `memmap` carries its bookkeeping into every slice.
    return np.asarray(loaded)


def _settle(path: Path) -> None:
    """Wait until the file is on the disk, so that a crash leaves no holes under its name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


SMALL = 4_096
WHOLLY_READ = 1 << 28
_END = 1 << 20


def _checksum(path: Path) -> int:
    """Return the CRC of the file, or of its two ends where it is large.

    To read a gigabyte of vectors would cost more than it is worth: what a crash leaves behind is
    most of all cut short.
    """
    size = path.stat().st_size
    found = 0
    with path.open("rb") as file:
        if size > WHOLLY_READ:
            found = zlib.crc32(file.read(_END))
            file.seek(-_END, os.SEEK_END)
        while piece := file.read(_END):
            found = zlib.crc32(piece, found)
    return found


def _named(arrays: Mapping[str, Array], prefix: str) -> dict[str, Array]:
    return {
        name.removeprefix(prefix): array
        for name, array in arrays.items()
        if name.startswith(prefix)
    }
