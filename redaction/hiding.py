"""Hiding what a text gives away: the one function that every blind reader uses."""

import re
from collections.abc import Iterable, Mapping

from redaction.name_parts import Name
from redaction.names import name_spans
from redaction.normalise import fold
from redaction.patterns import contact_spans, money_spans
from redaction.spans import Kind, Span, replaced, without_overlaps

HIDDEN = "…"
# What stands beside a hidden word may only then be seen to be a name.
_PASSES = 4
# An amount as it is asked for a day, a week or a month of work; results of a business are larger.
_PRICE = range(300, 10_000)


def telling_spans(text: str, names: Iterable[Name]) -> list[Span]:
    """Return the parts of a text that say who somebody is, how to reach them or what they cost."""
    if not text:
        return []
    form = fold(text)
    named = name_spans(form, names)
    prices = [
        span
        for span in money_spans(form)
        if span.kind == Kind.RATE or _could_be_a_price(text[span.start : span.end])
    ]
    return without_overlaps([*contact_spans(form), *named, *prices])


def hide(text: str, names: Iterable[Name], words: Mapping[str, str]) -> str:
    """Return the text without them.

    Args:
        words: what stands for a name in full; everything else becomes "…".
    """
    known = tuple(names)
    for _ in range(_PASSES):
        spans = telling_spans(text, known)
        if not spans:
            break
        text = replaced(text, spans, lambda span: words.get(span.of, HIDDEN))
    return text


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
