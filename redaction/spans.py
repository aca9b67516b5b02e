"""Spans: the position and kind of what was found in a text."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of identifying parts of a text."""

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

    RATE is the price of somebody's work, with the words that mark it; MONEY is any other amount.
    `of` is the full name, for PERSON and ORGANISATION.
    """

    start: int
    end: int
    kind: Kind
    of: str = ""


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in the order of the text, with overlapping ones merged.

    A merged span has the kind of the first. If two begin at the same position, the longer one
    is first.
    """
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            kept[-1] = kept[-1]._replace(end=max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return kept


def replaced(text: str, spans: Iterable[Span], words: Callable[[Span], str]) -> str:
    """Return the text with each span replaced by `words(span)`."""
    parts, after = [], 0
    for span in without_overlaps(spans):
        parts += [text[after : span.start], words(span)]
        after = span.end
    return "".join([*parts, text[after:]])
