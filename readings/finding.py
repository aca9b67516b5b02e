"""From a text to what it seems to say, by the linker of the vocabulary."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readings.suggestions import Kind, Suggested

if TYPE_CHECKING:
    from skills import linking


def found_in(text: str) -> tuple[list[Suggested], bool]:
    """Return what a text seems to say, and whether it was looked for by spelling only.

    Skills come first, then situations, seniority and criteria, each in the order of the text.
    """
    from skills import linking  # noqa: PLC0415 - large; only the worker loads it

    told = linking.suggest(text)
    found = [
        *_each(Kind.SKILL, told.skills),
        *_each(Kind.SITUATION, told.situations),
        *_each(Kind.SENIORITY, told.seniority),
        *_each(Kind.CRITERION, told.criteria),
    ]
    return found, not linking.linker().has_encoder


def _each(kind: Kind, rows: "Iterable[linking.Suggestion]") -> Iterator[Suggested]:
    """Name each for the page; what is said twice is suggested once."""
    seen: set[str] = set()
    for row in sorted(rows, key=lambda row: (row.start, row.end)):
        value = str(row.code)
        if value in seen:
            continue
        seen.add(value)
        yield Suggested(
            key=f"{kind.value}-{len(seen)}",
            kind=kind.value,
            value=value,
            label=row.label,
            quote=row.quote,
            start=row.start,
            end=row.end,
            is_certain=row.is_certain,
        )
