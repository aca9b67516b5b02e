"""Reads integer columns from PostgreSQL into numpy arrays, without a Python object for each value.

PostgreSQL's binary COPY writes rows of integers at a fixed width, so numpy can read the stream as
an array of records. Twenty million rows need a temporary file and one pass over it.
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
"""Bytes before the first row and after the last one."""
BATCH_ROWS = 1 << 20


def copy_integers(
    sql: str, parameters: tuple[object, ...], *, columns: int, spool: Path | None
) -> Iterator[tuple[Ints, ...]]:
    """Yield the result in batches: for each column an array of int64, shape (n,).

    Args:
        sql: a SELECT of `columns` columns of type bigint, none of them null.
        spool: a folder for the temporary file; None keeps a small result in memory.
    """
    fields = [("count", ">i2")]
    for number in range(columns):
        fields += [(f"bytes{number}", ">i4"), (f"value{number}", ">i8")]
    row = np.dtype(fields)
    width = row.itemsize
    with _temporary_file(spool) as file:
        with connection.cursor() as cursor:
            select = cursor.mogrify(sql, parameters).decode()
            cursor.copy_expert(f"COPY ({select}) TO STDOUT (FORMAT binary)", file)
        left = (file.tell() - HEADER - TRAILER) // width
        file.seek(HEADER)
        while left > 0:
            batch = np.frombuffer(file.read(width * min(left, BATCH_ROWS)), dtype=row)
            left -= len(batch)
            yield tuple(batch[f"value{n}"].astype(np.int64) for n in range(columns))


def _temporary_file(spool: Path | None) -> IO[Any]:
    return tempfile.TemporaryFile(dir=spool) if spool else BytesIO()
