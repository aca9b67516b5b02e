"""Situations and sectors that are near to each other: which counts for which, and how much.

A narrower situation counts for the broader one as a narrower skill does, and the other way round;
pairs in `data/near.csv` count alike both ways.
"""

from collections.abc import Callable, Iterable
from functools import cache

from matching import WEIGHTS
from skills import vocabulary

Near = dict[int, dict[int, float]]


@cache
def credits_of_codes() -> dict[str, dict[str, float]]:
    """Return code asked for → codes that count in part → how much, 0 to 1."""
    found: dict[str, dict[str, float]] = {}

    def add(asked: str, held: str, credit: float) -> None:
        row = found.setdefault(asked, {})
        row[held] = max(row.get(held, 0.0), credit)

    for first, second in vocabulary.near_pairs():
        add(first, second, WEIGHTS.near)
        add(second, first, WEIGHTS.near)
    for entry in vocabulary.read_other_than_skills():
        if entry.kind == "situation":
            for parent in entry.broader:
                add(parent, entry.code, WEIGHTS.narrower)
                add(entry.code, parent, WEIGHTS.broader)
    return found


def near_columns(
    asked: Iterable[int], code_of: Callable[[int], str], column_of: Callable[[str], int | None]
) -> Near:
    """Return the same for the columns asked for, without what has no column.

    Args:
        code_of: returns the code of a column.
        column_of: returns the column of a code, or None.
    """
    credits_by_code = credits_of_codes()
    found: Near = {}
    for column in asked:
        row = {
            held: credit
            for code, credit in credits_by_code.get(code_of(column), {}).items()
            if (held := column_of(code)) is not None
        }
        if row:
            found[column] = row
    return found
