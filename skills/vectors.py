"""The vectors of texts, encoded once for all machines and kept in the database."""

from collections.abc import Iterable
from hashlib import sha256

import numpy as np

from skills import encoder
from skills.encoder import Int8s
from skills.models import TextVector

LONGEST = 1_000
"""Characters of a text that count."""
CHUNK = 256


def plain(text: str) -> str:
    """Return the text as it is encoded: single spaces, at most 1,000 characters.

    >>> plain("  Reduce  working   capital ")
    'Reduce working capital'
    """
    # No more is split than can count: a megabyte of blanks is dealt with as quickly as a line.
    cut = " ".join(text.strip()[: 4 * LONGEST].split())[:LONGEST].rstrip()
    # Half a surrogate pair has no UTF-8 of its own.
    return cut.encode("utf-8", "replace").decode("utf-8")


def digest_of(text: str) -> bytes:
    """Return the 32 bytes that the vector of this text is found by."""
    return sha256(plain(text).encode("utf-8")).digest()


def vectors_of(texts: Iterable[str], *, encode_missing: bool = True) -> dict[str, Int8s]:
    """Return the vectors of these texts, each of shape (384,), keyed by the text as given.

    What is not in the database yet is encoded and put there, chunk by chunk, so that work which
    is cut short is not lost. Texts without a vector are left out: all that are not kept, where
    `encode_missing` is False or the encoder is not installed; and texts that say nothing.
    """
    by_digest: dict[bytes, list[str]] = {}
    for text in dict.fromkeys(texts):
        if plain(text):
            by_digest.setdefault(digest_of(text), []).append(text)
    found: dict[bytes, Int8s] = {}
    for digests in _chunks(sorted(by_digest), 8 * CHUNK):
        for digest, vector in TextVector.objects.by_digest(encoder.MODEL, digests).items():
            if len(vector) == encoder.WIDTH:
                found[digest] = np.frombuffer(vector, dtype=np.int8)
    if encode_missing and encoder.is_available():
        # In one order everywhere: two machines that insert the same texts wait for each other
        # without ever standing in each other's way.
        missing = [digest for digest in sorted(by_digest) if digest not in found]
        for digests in _chunks(missing, CHUNK):
            vectors = encoder.encode([plain(by_digest[digest][0]) for digest in digests])
            _keep(digests, vectors)
            found.update(zip(digests, vectors, strict=True))
    return {
        text: found[digest]
        for digest, named in by_digest.items()
        if digest in found
        for text in named
    }


def _keep(digests: list[bytes], vectors: Int8s) -> None:
    TextVector.objects.bulk_create(
        (
            TextVector(model=encoder.MODEL, digest=digest, vector=vector.tobytes())
            for digest, vector in zip(digests, vectors, strict=True)
        ),
        ignore_conflicts=True,
    )


def _chunks(digests: list[bytes], size: int) -> Iterable[list[bytes]]:
    return (digests[start : start + size] for start in range(0, len(digests), size))
