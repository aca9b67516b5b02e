"""The language of a text that somebody quoted, so that it is read aloud by its own rules."""

import re
from functools import lru_cache

# Small words that are frequent in one of the four languages and no words of the others.
_WORDS = {
    "en": "the and of to with for that were by it from this are has have we our their which",
    "de": "der und nicht ist mit für eine einer auf von zu dem den im wurde werden auch sich nach",
    "fr": "le les et est pas pour une dans avec sur du au qui que été par nous aux cette sont",
    "nl": "het een van niet voor op te dat zijn werd naar ook aan door wordt deze bij heeft onze",
}
_LANGUAGE_OF = {word: code for code, words in _WORDS.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")
MIN_WORDS = 3
LENGTH = 2_000


@lru_cache(maxsize=2_000)
def foreign_language_of(text: str) -> str:
    """Return "de", "fr" or "nl" if a text is clearly in it; else "", as for English.

    Only its first 2,000 characters are read.
    """
    counts = _counts(text)
    first, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
    is_clear = counts[first] >= MIN_WORDS and counts[first] >= 2 * counts[second]
    return first if is_clear and first != "en" else ""


def language_of_part(part: str, whole: str) -> str:
    """Return the language of a short text that stands in a longer one: "de", "fr", "nl" or "".

    A short text has too few small words to be told by itself. It has the language of the whole,
    unless it is clearly in another, or has an English word and none of that language.

    Args:
        whole: the language of the whole, as `foreign_language_of` returns it.
    """
    if not whole or not _WORD.search(part):
        return ""
    counts = _counts(part)
    if counts["en"] > counts[whole]:
        return ""
    return foreign_language_of(part) or whole


def _counts(text: str) -> dict[str, int]:
    counts = dict.fromkeys(_WORDS, 0)
    for word in _WORD.findall(text[:LENGTH].lower()):
        if word in _LANGUAGE_OF:
            counts[_LANGUAGE_OF[word]] += 1
    return counts
