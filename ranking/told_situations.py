"""The situations that the words of past assignments tell of, by what sentences are similar to."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import numpy as np

from matching.told import Examples, told
from redaction.neutral import neutral
from skills import multilingual, vocabulary
from skills.encoder import Int8s
from skills.linking.in_text import MIN_TOLD_WORDS, TOLD
from skills.linking.linker import TELLING

FILE = Path(vocabulary.__file__).parent / "data" / "usem3" / "told.npz"
BATCH = 2_000
VERSION = "told/1"
"""Raise it whenever the same sentence could tell of other situations."""


def told_situations(texts: Sequence[str], vectors: Int8s) -> list[set[str]]:
    """Return the codes of the situations that each neutral sentence certainly tells of.

    Args:
        vectors: shape (n, 256), those of the sentences.
    """
    found: list[set[str]] = [set() for _ in texts]
    for begin in range(0, len(texts), BATCH):
        codes, examples = _examples()
        scores = told(examples, TELLING, vectors[begin : begin + BATCH])
        for at, thing in np.argwhere(scores >= TOLD.certain).tolist():
            if codes[thing] and len(texts[begin + at].split()) >= MIN_TOLD_WORDS:
                found[begin + at].add(codes[thing])
    return found


@cache
def _examples() -> tuple[list[str], Examples]:
    """Return the code of each situation, "" for sentences that tell of none, and the examples."""
    pairs = _pairs()
    groups = [(code, [text for _, text in of]) for code, of in groupby(pairs, lambda one: one[0])]
    starts = np.cumsum([0, *(len(texts) for _, texts in groups)])[:-1]
    return [code for code, _ in groups], Examples(
        starts.astype(np.int64), vectors_of([text for _, text in pairs])
    )


def vectors_of(texts: Sequence[str]) -> Int8s:
    """Return the vectors of the examples from the shipped file, or encode other ones.

    Each process that reads words would encode some 900 sentences otherwise, for some seconds.
    """
    with np.load(FILE, allow_pickle=False) as shipped:
        if shipped["digest"].tobytes() == digest_of(texts):
            vectors: Int8s = shipped["vectors"]
            return vectors
    return multilingual.reduced(multilingual.encode(texts))


def digest_of(texts: Sequence[str]) -> bytes:
    """Return a hash of the examples and of the encoder; the shipped file has that of its own."""
    return sha256("\n".join([multilingual.AXES_MODEL, *texts]).encode()).digest()


def write_file() -> None:
    """Encode the examples and write the shipped file. Run it after a change of `told.csv`."""
    texts = [text for _, text in _pairs()]
    np.savez(
        FILE,
        vectors=multilingual.reduced(multilingual.encode(texts)),
        digest=np.frombuffer(digest_of(texts), np.uint8),
    )


def _pairs() -> list[tuple[str, str]]:
    return sorted((code, str(neutral(text))) for code, text in vocabulary.told())
