"""Numbers out of PostgreSQL into arrays, without a Python object for each.

PostgreSQL's binary COPY writes rows of whole numbers at a fixed width, so that a spooled stream is
an array already. Twenty million held skills take a temporary file and one pass over it.
"""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
from django.db import connection

Ints = npt.NDArray[np.int64]

HEADER, TRAILER = 19, 2
PIECE = 1 << 20
"""So many rows are dealt with at a time."""


def whole_numbers(
    sql: str, parameters: tuple[object, ...], *, columns: int, spool: Path | None
) -> Iterator[tuple[Ints, ...]]:
    """Yield the answer in pieces: for each column an array of int64, shape (n,).

    Args:
        sql: a SELECT of `columns` columns of type bigint, none of them null.
        spool: a folder for the temporary file; None keeps a small answer in memory.
    """
    fields = [("count", ">i2")]
    for number in range(columns):
        fields += [(f"bytes{number}", ">i4"), (f"value{number}", ">i8")]
    row = np.dtype(fields)
    width = row.itemsize
    with _opened(spool) as file:
        with connection.cursor() as cursor:
            plain = cursor.mogrify(sql, parameters).decode()
            cursor.copy_expert(f"COPY ({plain}) TO STDOUT (FORMAT binary)", file)
        left = (file.tell() - HEADER - TRAILER) // width
        file.seek(HEADER)
        while left > 0:
            piece = np.frombuffer(file.read(width * min(left, PIECE)), dtype=row)
            left -= len(piece)
            yield tuple(piece[f"value{n}"].astype(np.int64) for n in range(columns))


def _opened(spool: Path | None) -> IO[Any]:
    return tempfile.TemporaryFile(dir=spool) if spool else BytesIO()
