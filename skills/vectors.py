"""Vectors of texts: encoded once, stored in the database, shared by all machines.

The multilingual encoder reads the neutral form of a text (`redaction.neutral`), so that no name,
title, pronoun, age, origin, family word or amount of money can affect a score.
"""

from collections.abc import Iterable
from hashlib import sha256

import numpy as np

from redaction import neutral
from redaction.neutral import NeutralText
from skills import multilingual
from skills.encoder import Int8s
from skills.models import TextVector

MODEL = f"{multilingual.AXES_MODEL} neutral/{neutral.VERSION}"
"""Part of the key of every stored vector: the encoder, and the rules of the neutral form."""
WIDTH = multilingual.AXES
MAX_LENGTH = 1_000
"""Characters of a text that are encoded."""
READ_MAX = 4 * MAX_LENGTH
CHUNK = 256


def normalise(text: str) -> NeutralText:
    """Return the text in the form that is encoded: its neutral form, at most 1,000 characters.

    >>> normalise("  She  reduced the working   capital ")
    'reduced working capital'
    """
    # Cut before and after, so that a megabyte of blanks costs no more than a line.
    found = neutral.neutral(text if len(text) <= READ_MAX else text.strip()[:READ_MAX])
    cut = found[:MAX_LENGTH].rstrip()
    # A lone surrogate cannot be encoded as UTF-8.
    return NeutralText(cut.encode("utf-8", "replace").decode("utf-8"))


def digest_of(text: str) -> bytes:
    """Return the key of the text's vector: SHA-256 of its neutral form, 32 bytes."""
    return sha256(normalise(text).encode("utf-8")).digest()


def vectors_of(texts: Iterable[str], *, encode_missing: bool = True) -> dict[str, Int8s]:
    """Return the vectors of these texts, each of shape (256,), keyed by the text as given.

    Missing vectors are encoded and stored, chunk by chunk, so that interrupted work is not lost.
    Texts without a vector are left out: blank texts, and texts not stored yet when `encode_missing`
    is False or the encoder is not installed.
    """
    by_digest: dict[bytes, list[str]] = {}
    for text in dict.fromkeys(texts):
        if normalise(text):
            by_digest.setdefault(digest_of(text), []).append(text)
    found: dict[bytes, Int8s] = {}
    for digests in _chunks(sorted(by_digest), 8 * CHUNK):
        for digest, vector in TextVector.objects.by_digest(MODEL, digests).items():
            if len(vector) == WIDTH:
                found[digest] = np.frombuffer(vector, dtype=np.int8)
    if encode_missing and multilingual.is_available():
        # One order everywhere, so that two machines inserting the same texts cannot deadlock.
        missing = [digest for digest in sorted(by_digest) if digest not in found]
        for digests in _chunks(missing, CHUNK):
            texts = [normalise(by_digest[digest][0]) for digest in digests]
            vectors = multilingual.reduced(multilingual.encode(texts))
            _store(digests, vectors)
            found.update(zip(digests, vectors, strict=True))
    return {
        text: found[digest]
        for digest, named in by_digest.items()
        if digest in found
        for text in named
    }


def _store(digests: list[bytes], vectors: Int8s) -> None:
    TextVector.objects.bulk_create(
        (
            TextVector(model=MODEL, digest=digest, vector=vector.tobytes())
            for digest, vector in zip(digests, vectors, strict=True)
        ),
        ignore_conflicts=True,
    )


def _chunks(digests: list[bytes], size: int) -> Iterable[list[bytes]]:
    return (digests[start : start + size] for start in range(0, len(digests), size))
