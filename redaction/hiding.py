"""Hides the identifying parts of a text, for blind readers."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from redaction.name_parts import Name
from redaction.names import name_spans, words_of
from redaction.normalise import Folded, fold, folded
from redaction.patterns import contact_spans, money_spans
from redaction.spans import Kind, Span, replaced, without_overlaps

HIDDEN = "…"
# A word beside a hidden one may be recognised as a name only in the next pass.
_PASSES = 4
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s+|\n\s*(?:[-•*]\s*)?)[\"'“‘„«(]*$")
_SHORT = 300  # characters; only short texts are cached, since reasons repeat for many people
# Typical prices of a day, a week or a month of work; business results are larger.
_PRICE = range(300, 10_000)


def telling_spans(
    text: str, names: Iterable[Name], *, but: frozenset[str] = frozenset()
) -> list[Span]:
    """Return the parts of a text that reveal identity, contacts or price.

    Args:
        but: folded words that reveal nothing, though they are part of a name.
    """
    if not text:
        return []
    read = _read_short(text) if len(text) <= _SHORT else _read(text)
    named = [
        _before_contacts(text, span, read.spans)
        for span in name_spans(read.form, names, read.words)
        if not but or folded(text[span.start : span.end]) not in but
    ]
    return without_overlaps([*read.spans, *named])


def _before_contacts(text: str, name: Span, spans: Iterable[Span]) -> Span:
    """Return a name without the address that follows: "Ida Abt (i.abt@gmx.de)" is two things."""
    end = min([span.start for span in spans if name.start < span.start < name.end], default=None)
    if end is None:
        return name
    return name._replace(end=name.start + len(text[name.start : end].rstrip(" \t\n(,;:-")))


class _Read(NamedTuple):
    """The analysis of a text that does not depend on names: words, contacts and prices."""

    form: Folded
    words: frozenset[str]
    spans: tuple[Span, ...]


def _read(text: str) -> _Read:
    form = fold(text)
    prices = [
        span
        for span in money_spans(form)
        if span.kind == Kind.RATE or _could_be_a_price(text[span.start : span.end])
    ]
    return _Read(form, words_of(form), (*contact_spans(form), *prices))


@lru_cache(maxsize=4096)
def _read_short(text: str) -> _Read:
    return _read(text)


def hide(
    text: str,
    names: Iterable[Name],
    words: Mapping[str, str],
    *,
    but: frozenset[str] = frozenset(),
) -> str:
    """Return the text without its identifying parts.

    Args:
        words: the replacement of each full name; everything else becomes "…".
    """
    known = tuple(names)
    for _ in range(_PASSES):
        spans = telling_spans(text, known, but=but)
        if not spans:
            break
        text = replaced(text, spans, partial(_stand_in, text, words))
    return text


def _stand_in(text: str, words: Mapping[str, str], span: Span) -> str:
    """Return what stands for a span, with a capital letter where a sentence begins."""
    word = words.get(span.of, HIDDEN)
    return word[:1].upper() + word[1:] if _SENTENCE_START.search(text[: span.start]) else word


def telling_words(text: str, names: Iterable[Name]) -> list[str]:
    """Return each part of a text that `hide` hides, once, as it is written."""
    spans = telling_spans(text, names)
    return list(dict.fromkeys(text[span.start : span.end] for span in spans))


def _could_be_a_price(words: str) -> bool:
    form = fold(words).text
    numbers = re.findall(r"\d[\d.,' ]*", form)
    if len(numbers) != 1:
        return False
    if re.search(r"\d ?k\b", form):
        return float(re.sub(r"[^\d.]", "", numbers[0].replace(",", ".")) or 0) * 1000 in _PRICE
    if re.search(r"\d ?[a-z]{1,3}n?\b(?<!eur|gbp|usd|chf)", form) or "million" in form:
        return False
    whole = re.sub(r"[.,]\d{1,2}$", "", numbers[0].strip(" .,'"))
    digits = re.sub(r"\D", "", whole)
    return bool(digits) and int(digits) in _PRICE
