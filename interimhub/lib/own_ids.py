"""Public ids that are valid for one reader only: each reader has another id for the same row.

Two readers who compare their pages cannot tell from the ids that they see the same row. An id is
the row's `ref`, encrypted by a Feistel network of four rounds (Luby and Rackoff, 1988). The key is
derived from `SECRET_KEY` and the reader, so no table is needed and the id can be decrypted.
"""

import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac

ROUNDS = 4
_HALF = 64  # bits


def own_id(ref: UUID, *, reader: str) -> UUID:
    """Return the id of a row for one reader.

    Args:
        ref: the public id of the row.
        reader: a name of the reader that no other reader has.
    """
    key, left, right = _key(reader), ref.int >> _HALF, ref.int & (1 << _HALF) - 1
    for step in range(ROUNDS):
        left, right = right, left ^ _mix(key, step, right)
    return UUID(int=left << _HALF | right)


def ref_of(own: UUID, *, reader: str) -> UUID:
    """Return the public id for this reader's id; for any other id, one that no row has."""
    key, left, right = _key(reader), own.int >> _HALF, own.int & (1 << _HALF) - 1
    for step in reversed(range(ROUNDS)):
        left, right = right ^ _mix(key, step, left), left
    return UUID(int=left << _HALF | right)


def _key(reader: str) -> bytes:
    return salted_hmac("interimhub.lib.own_ids", reader, algorithm="sha256").digest()


def _mix(key: bytes, step: int, half: int) -> int:
    data = bytes([step]) + half.to_bytes(_HALF // 8)
    return int.from_bytes(hashlib.blake2b(data, key=key, digest_size=_HALF // 8).digest())
