"""What was found in a text: where, and of which kind."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a part of a text gives away."""

    PERSON = "person"
    ORGANISATION = "organisation"
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    LINK = "link"
    RATE = "rate"
    MONEY = "money"


class Span(NamedTuple):
    """`text[start:end]` of the original text is of this kind.

    RATE is the price of somebody's work, with the words that say so; MONEY is any other amount.
    `of` is the name in full, for PERSON and ORGANISATION.
    """

    start: int
    end: int
    kind: Kind
    of: str = ""


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in the order of the text; what overlaps becomes one, of the first's kind.

    Of two that begin together the longer one is the first.
    """
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            kept[-1] = kept[-1]._replace(end=max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return kept


def replaced(text: str, spans: Iterable[Span], words: Callable[[Span], str]) -> str:
    """Return the text with `words(span)` in the place of each span."""
    parts, after = [], 0
    for span in without_overlaps(spans):
        parts += [text[after : span.start], words(span)]
        after = span.end
    return "".join([*parts, text[after:]])
