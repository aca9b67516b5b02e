"""The vectors of all names: built once per machine, memory-mapped by every process."""

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

from matching.linking import MAX_REFERENCES, hubness_of
from skills import encoder
from skills.encoder import Int8s
from skills.linking.names import Vocabulary

FORMAT = "2"
CHUNK = 512
VECTORS, HUBNESS = "vectors.npy", "hubness.npy"

Floats = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Index:
    """The vectors of a vocabulary's names, in its order.

    Attributes:
        vectors: (N, 384) int8.
        hubness: (N,) float32, see `matching.linking.hubness_of`.
    """

    vectors: Int8s
    hubness: Floats


def folder_of(vocabulary: Vocabulary) -> Path:
    """Return the folder of the index for this model and these names; it may not exist."""
    named = sha256(f"{FORMAT} {encoder.MODEL} {vocabulary.digest}".encode()).hexdigest()
    return Path(settings.HOME) / "linking" / named[:32]


def is_built(vocabulary: Vocabulary) -> bool:
    """Whether the index exists on this machine."""
    return (folder_of(vocabulary) / HUBNESS).exists()


def open_index(vocabulary: Vocabulary) -> Index | None:
    """Return the index if it exists on this machine and is complete."""
    folder = folder_of(vocabulary)
    try:
        vectors = np.load(folder / VECTORS, mmap_mode="r", allow_pickle=False)
        hubness = np.load(folder / HUBNESS, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    size = len(vocabulary.texts)
    if vectors.shape != (size, encoder.WIDTH) or hubness.shape != (size,):
        return None
    return Index(vectors=vectors, hubness=hubness)


def no_progress(done: int, of: int) -> None:
    """Report nothing."""


def build(
    vocabulary: Vocabulary, progress: Progress = no_progress, *, gently: bool = False
) -> None:
    """Build the index unless it exists: two to three milliseconds per name and core.

    One process builds, others wait for it. An interrupted build leaves no index behind.

    Args:
        gently: use one core, at the lowest priority.

    Raises:
        EncoderMissing: the model is not installed.
        OSError: the folder cannot be written.
    """
    folder = folder_of(vocabulary)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder.with_suffix(".lock")):
        if open_index(vocabulary) is not None:
            return
        shutil.rmtree(folder, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
        try:
            vectors = _encoded(vocabulary.texts, progress, gently=gently)
            np.save(draft / VECTORS, vectors)
            np.save(draft / HUBNESS, hubness_of(vectors, vectors[_references(vocabulary)]))
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _references(vocabulary: Vocabulary) -> npt.NDArray[np.int64]:
    """Return a sample of preferred names, chosen by hash, against which hubness is measured."""
    own: dict[str, int] = {}
    for at in vocabulary.start.tolist():
        own.setdefault(vocabulary.texts[at], at)
    chosen = sorted(own, key=lambda text: sha256(text.encode("utf-8", "replace")).digest())
    return np.array([own[text] for text in chosen[:MAX_REFERENCES]], dtype=np.int64)


def _encoded(names: tuple[str, ...], progress: Progress, *, gently: bool) -> Int8s:
    """Return the vectors of these names; equal texts are encoded once."""
    # Batches of texts of similar length need little padding.
    texts = sorted(set(names), key=lambda text: (len(text), text))
    row = {text: number for number, text in enumerate(texts)}
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    vectors: list[Int8s] = []
    workers = 1 if gently else min(4, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers, initializer=_lower_priority if gently else None) as pool:
        for encoded in pool.map(encoder.encode, chunks):
            vectors.append(encoded)
            progress(min(len(vectors) * CHUNK, len(texts)), len(texts))
    every: Int8s = np.concatenate(vectors)[np.array([row[text] for text in names])]
    return every


def _lower_priority() -> None:
    """Lower the priority of this thread alone, where the system can."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
