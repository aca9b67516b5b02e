"""Convert a masked text to plain words."""

import re
from functools import lru_cache

from redaction.normalise import fold
from redaction.personal_words import GAP_SIGN, WORDS

_TOKEN = re.compile(r"[^\W_]+(?:[-'&.,:/][^\W_]+)*|[%+]")
_ELISION = re.compile(r"(?<![^\W_])(?:l|d|qu|j|n|s|c|m|t)'(?=[^\W_])")
_CLAUSE_END = re.compile(r"[!?;()\[\]\n|•]|[.,:](?![^\W_])|(?<![^\W_])[.,:]|(?<=\s)-(?=\s)")


def plain(masked_text: str) -> str:
    """Return the words of a text, without articles and punctuation."""
    folded = fold(masked_text)
    text = _ELISION.sub(lambda one: " " * len(one[0]), folded.text)
    is_shouted = not any(c.islower() for c in masked_text)
    words: list[str] = []
    start = 0
    for end in [*(one.start() for one in _CLAUSE_END.finditer(text)), len(text)]:
        clause = [(one[0], folded.source(*one.span())) for one in _TOKEN.finditer(text, start, end)]
        if GAP_SIGN not in text[start:end] or any(w not in WORDS.glue for w, _ in clause):
            words += [
                written if not is_shouted and _is_abbreviation(written) else _changed(word)
                for word, written in clause
                if word not in WORDS.articles or (_is_abbreviation(written) and not is_shouted)
            ]
        start = end
    return " ".join(words)


def _is_abbreviation(written: str) -> bool:
    return len(written) > 1 and written.isascii() and written.rstrip("s").isupper()


@lru_cache(maxsize=8192)
def _changed(word: str) -> str:
    """Return the gender-neutral form of a job title: "Leiter" for "Leiterin"."""
    head, hyphen, last = word.rpartition("-")
    if last in WORDS.changed:
        return head + hyphen + WORDS.changed[last]
    for pattern, becomes in WORDS.suffixes:
        if pattern.match(last):
            return head + hyphen + pattern.sub(becomes, last)
    return word
