"""The vectors of all names: built once per machine, memory-mapped by every process.

There is one index for each encoder: English, and multilingual. The multilingual one also holds the
sentences in which people tell of situations (`Vocabulary.told`), after the names.
"""

import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from django.conf import settings

from matching.linking import MAX_REFERENCES, hubness_of
from skills import encoder, multilingual
from skills.encoder import Int8s
from skills.linking.names import Vocabulary

FORMAT = "2"
CHUNK = 512
VECTORS, HUBNESS = "vectors.npy", "hubness.npy"

Floats = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]


class Encoder(Protocol):
    """A module that turns texts into vectors: `skills.encoder` or `skills.multilingual`."""

    @property
    def MODEL(self) -> str: ...  # noqa: D102, N802 - a constant of the module
    @property
    def WIDTH(self) -> int: ...  # noqa: D102, N802
    def encode(self, texts: Sequence[str]) -> Int8s: ...  # noqa: D102
    def is_available(self) -> bool: ...  # noqa: D102


ENCODERS: tuple[Encoder, ...] = (encoder, multilingual)


@dataclass(frozen=True, slots=True)
class Index:
    """The vectors of a vocabulary's names, in its order.

    Attributes:
        vectors: (N, W) int8.
        hubness: (N,) float32, see `matching.linking.hubness_of`.
        told: (T, W) int8, of `Vocabulary.told`; empty for the English encoder.
    """

    vectors: Int8s
    hubness: Floats
    told: Int8s


def folder_of(vocabulary: Vocabulary, model: Encoder = encoder) -> Path:
    """Return the folder of the index for this model and these names; it may not exist."""
    named = f"{FORMAT} {model.MODEL} {vocabulary.digest}"
    if model is multilingual:
        named += f" {vocabulary.told_digest}"
    return Path(settings.HOME) / "linking" / sha256(named.encode()).hexdigest()[:32]


def is_built(vocabulary: Vocabulary) -> bool:
    """Whether the index of every installed encoder exists on this machine."""
    installed = [model for model in ENCODERS if model.is_available()]
    return bool(installed) and all(
        (folder_of(vocabulary, model) / HUBNESS).exists() for model in installed
    )


def open_index(vocabulary: Vocabulary, model: Encoder = encoder) -> Index | None:
    """Return the index of an encoder if it exists on this machine and is complete."""
    folder = folder_of(vocabulary, model)
    try:
        vectors = np.load(folder / VECTORS, mmap_mode="r", allow_pickle=False)
        hubness = np.load(folder / HUBNESS, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    size, every = len(vocabulary.texts), len(_texts_of(vocabulary, model))
    if vectors.shape != (every, model.WIDTH) or hubness.shape != (size,):
        return None
    return Index(vectors=vectors[:size], hubness=hubness, told=vectors[size:])


def no_progress(done: int, of: int) -> None:
    """Report nothing."""


def build(
    vocabulary: Vocabulary, progress: Progress = no_progress, *, gently: bool = False
) -> None:
    """Build the index of each installed encoder unless it exists: some 5 ms per name and core.

    One process builds, others wait for it. An interrupted build leaves no index behind.

    Args:
        gently: use one core, at the lowest priority.

    Raises:
        EncoderMissing: no encoder is installed.
        OSError: the folder cannot be written.
    """
    installed = [model for model in ENCODERS if model.is_available()]
    if not installed:
        raise encoder.EncoderMissing("No encoder is installed.")
    for model in installed:
        _build(vocabulary, model, progress, gently=gently)


def _build(vocabulary: Vocabulary, model: Encoder, progress: Progress, *, gently: bool) -> None:
    folder = folder_of(vocabulary, model)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder.with_suffix(".lock")):
        if open_index(vocabulary, model) is not None:
            return
        shutil.rmtree(folder, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
        try:
            vectors = _encoded(model, _texts_of(vocabulary, model), progress, gently=gently)
            names = vectors[: len(vocabulary.texts)]
            np.save(draft / VECTORS, vectors)
            np.save(draft / HUBNESS, hubness_of(names, names[_references(vocabulary)]))
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _texts_of(vocabulary: Vocabulary, model: Encoder) -> tuple[str, ...]:
    told = vocabulary.told if model is multilingual else ()
    return (*vocabulary.texts, *(sentence for _, sentence in told))


def _references(vocabulary: Vocabulary) -> npt.NDArray[np.int64]:
    """Return a sample of preferred names, chosen by hash, against which hubness is measured."""
    own: dict[str, int] = {}
    for at in vocabulary.start.tolist():
        own.setdefault(vocabulary.texts[at], at)
    chosen = sorted(own, key=lambda text: sha256(text.encode("utf-8", "replace")).digest())
    return np.array([own[text] for text in chosen[:MAX_REFERENCES]], dtype=np.int64)


def _encoded(model: Encoder, names: tuple[str, ...], progress: Progress, *, gently: bool) -> Int8s:
    """Return the vectors of these names; equal texts are encoded once."""
    # Batches of texts of similar length need little padding.
    texts = sorted(set(names), key=lambda text: (len(text), text))
    row = {text: number for number, text in enumerate(texts)}
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    vectors: list[Int8s] = []
    workers = 1 if gently else min(4, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers, initializer=_lower_priority if gently else None) as pool:
        for encoded in pool.map(model.encode, chunks):
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
