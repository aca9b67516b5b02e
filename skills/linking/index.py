"""The vectors of all names, made once on each machine and mapped into memory by every process."""

import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
from django.conf import settings

from matching.linking import MOST_STANDARDS, crowds
from skills import encoder
from skills.encoder import Int8s
from skills.linking.names import Vocabulary

FORMAT = "1"
CHUNK = 512
VECTORS, CROWD = "vectors.npy", "crowd.npy"

Floats = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Index:
    """The vectors of a vocabulary's names, in its order.

    Attributes:
        vectors: (N, 384) int8.
        crowd: (N,) float32, see `matching.linking.crowds`.
    """

    vectors: Int8s
    crowd: Floats


def place_of(vocabulary: Vocabulary) -> Path:
    """Return the folder of the index, there or not: another model or other names, another one."""
    named = sha256(f"{FORMAT} {encoder.MODEL} {vocabulary.digest}".encode()).hexdigest()
    return Path(settings.HOME) / "linking" / named[:32]


def is_built(vocabulary: Vocabulary) -> bool:
    """Whether the index is on this machine."""
    return (place_of(vocabulary) / CROWD).exists()


def opened(vocabulary: Vocabulary) -> Index | None:
    """Return the index if it is on this machine and whole."""
    place = place_of(vocabulary)
    try:
        vectors = np.load(place / VECTORS, mmap_mode="r", allow_pickle=False)
        crowd = np.load(place / CROWD, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    size = len(vocabulary.texts)
    if vectors.shape != (size, encoder.WIDTH) or crowd.shape != (size,):
        return None
    return Index(vectors=vectors, crowd=crowd)


def silent(done: int, of: int) -> None:
    """Tell nobody how far the index is."""


def build(vocabulary: Vocabulary, progress: Progress = silent, *, gently: bool = False) -> None:
    """Make the index unless it is there: two to three milliseconds a name and core.

    One process builds, others wait for it. A build that dies leaves nothing behind that counts.

    Args:
        gently: on one core, and only while nobody else wants it.

    Raises:
        EncoderMissing: the model is not installed.
        OSError: the folder cannot be written.
    """
    place = place_of(vocabulary)
    place.parent.mkdir(parents=True, exist_ok=True)
    with _alone(place.with_suffix(".lock")):
        if opened(vocabulary) is not None:
            return
        shutil.rmtree(place, ignore_errors=True)
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=place.parent))
        try:
            vectors = _encoded(vocabulary.texts, progress, gently=gently)
            np.save(making / VECTORS, vectors)
            np.save(making / CROWD, crowds(vectors, vectors[_standards(vocabulary)]))
            making.rename(place)
        finally:
            shutil.rmtree(making, ignore_errors=True)


def _standards(vocabulary: Vocabulary) -> npt.NDArray[np.int64]:
    """Return the rows of the names that others are measured by: concepts' own, as hashes fall."""
    own: dict[str, int] = {}
    for place in vocabulary.start.tolist():
        own.setdefault(vocabulary.texts[place], place)
    chosen = sorted(own, key=lambda text: sha256(text.encode("utf-8", "replace")).digest())
    return np.array([own[text] for text in chosen[:MOST_STANDARDS]], dtype=np.int64)


def _encoded(names: tuple[str, ...], progress: Progress, *, gently: bool) -> Int8s:
    """Return the vectors of these names; those that differ in capitals alone are encoded once."""
    # Texts of one length together: little is spent on padding.
    texts = sorted(set(names), key=lambda text: (len(text), text))
    row = {text: number for number, text in enumerate(texts)}
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    vectors: list[Int8s] = []
    workers = 1 if gently else min(4, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers, initializer=_step_back if gently else None) as pool:
        for encoded in pool.map(encoder.encode, chunks):
            vectors.append(encoded)
            progress(min(len(vectors) * CHUNK, len(texts)), len(texts))
    every: Int8s = np.concatenate(vectors)[np.array([row[text] for text in names])]
    return every


def _step_back() -> None:
    """Give this thread, and no other, the lowest priority where the system can."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
