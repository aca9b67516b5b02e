"""Names of people and organisations in a text, whole or in part.

A name is found by its parts: first name or surname alone, initials, "Ms X", a nickname, one half
of a double name, the first distinctive word of an organisation. A part that is also an
ordinary word ("Young", "Petit") is a name only if case and position in the sentence indicate it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from redaction import lexicon
from redaction.name_parts import SHORT, TOKEN, Name, Parts, parts_of
from redaction.normalise import Folded
from redaction.spans import Kind, Span

_NEAR = re.compile(r"[ \t.,'_\-&/+()]{0,3}\n?")
_ABBREVIATED = 2
_SENTENCE_END = re.compile(r"(?:^|[.!?…:;•·\n|>\"“”„«»(\[]|(?:^|[\s])[-*])\s*$")


class _Token(NamedTuple):
    start: int
    end: int
    word: str


def words_of(text: Folded) -> frozenset[str]:
    """Return the words of a text that may be parts of names."""
    words = set(TOKEN.findall(text.text))
    return frozenset(words | {word.rstrip("0123456789") for word in words if word[-1].isdigit()})


def name_spans(text: Folded, names: Iterable[Name], words: frozenset[str]) -> list[Span]:
    """Return the spans of the names, each with the full name as `of`; they may overlap.

    Args:
        words: `words_of(text)`.
    """
    near = _candidates(tuple(names), words)
    if not near:
        return []
    tokens = [_Token(*found.span(), found[0]) for found in TOKEN.finditer(text.text)]
    reader = _Reader(text, tokens)
    spans: list[Span] = []
    for parts in near:
        name = parts.name
        find = reader.person if name.kind == Kind.PERSON else reader.organisation
        spans += [
            Span(text.start(start), text.end(end), name.kind, name.text)
            for start, end in find(parts)
        ]
    return spans


def _candidates(names: tuple[Name, ...], words: frozenset[str]) -> list[Parts]:
    """Return the names of which any word occurs in the text, as candidates for a full check."""
    index = _index(names)
    near = {number for word in index.keys() & words for number in index[word]}
    return [parts_of(names[number]) for number in sorted(near)]


@lru_cache(maxsize=1024)
def _index(names: tuple[Name, ...]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        parts = parts_of(name)
        words = {*parts.parts, *(f"{part}s" for part in parts.parts), *parts.glued}
        words |= {row[0] for row in parts.whole} | parts.initials
        words |= {initials[0] for initials in parts.initials}
        for word in words:
            index.setdefault(word, []).append(number)
    return index


class _Reader:
    """Searches one text for several names."""

    def __init__(self, text: Folded, tokens: list[_Token]) -> None:
        self.text = text
        self.tokens = tokens

    # People

    def person(self, parts: Parts) -> Iterator[tuple[int, int]]:
        """Yield the parts of the folded text that name this person."""
        index = 0
        while index < len(self.tokens):
            end = self._run(parts, index)
            if end == index:
                index += 1
                continue
            found = self._named(parts, index, end)
            if found:
                yield found
            index = end

    def _run(self, parts: Parts, index: int) -> int:
        """Return the end of the run of words from `index` that could belong to the name."""
        end = index
        while (
            end < len(self.tokens)
            and (end == index or self._is_near(end))
            and self._belongs(parts, end)
        ):
            end += 1
        return end

    def _belongs(self, parts: Parts, index: int) -> bool:
        word = self.tokens[index].word
        return (
            self._part(parts, word) is not None
            or word in parts.particles
            or word.rstrip("0123456789") in parts.glued
            or (
                len(word) == 1
                and any(word in row for row in parts.initials)
                and (self._is_capital(index) or self._is_joined(index))
            )
            or (word in parts.initials and self._is_upper(index))
        )

    def _named(self, parts: Parts, start: int, end: int) -> tuple[int, int] | None:
        # A particle belongs to the name only right before one of its parts.
        while start < end and self.tokens[start].word in parts.particles:
            after = next((i for i in range(start, end) if self._is_part(parts, i)), end)
            if all(self.tokens[i].word in parts.particles for i in range(start, after)):
                break
            start += 1
        words = [token.word for token in self.tokens[start:end]]
        numbers = {self._part(parts, word) for word in words} - {None}
        has_title = start > 0 and self._is_title(start - 1)
        if any(word.rstrip("0123456789") in parts.glued for word in words):
            return self._place(start, end)
        if not numbers:
            return self._initials(parts, start, end)
        has_initial = any(len(word) == 1 for word in words)
        if (has_initial or len(numbers) > 1) and self._has_capital(parts, start, end):
            return self._place(start - has_title, end)
        if tuple(words) in parts.whole and not lexicon.FUNCTION & set(words):
            return self._place(start, end)
        while not self._is_part(parts, end - 1):
            end -= 1
        first = next(i for i in range(start, end) if self._is_part(parts, i))
        has_particle = start < first and self._is_capital(first) and not self._begins(start)
        is_name = has_title or has_particle or self._is_name(first)
        return self._place(start - has_title, end) if is_name else None

    def _initials(self, parts: Parts, start: int, end: int) -> tuple[int, int] | None:
        words = [token.word for token in self.tokens[start:end]]
        letters = "".join(words)
        if len(letters) < 2 or not self._is_upper(start):
            return None
        known = letters in lexicon.ACRONYMS
        if len(words) == 1:
            return None if known else self._place(start, end)
        dotted = self.text.text[self.tokens[end - 1].end :].startswith(".")
        if not dotted or letters not in parts.initials or letters in {"us", "uk", "eu"}:
            return None
        return self._place(start, end)

    def _is_part(self, parts: Parts, index: int) -> bool:
        return self._part(parts, self.tokens[index].word) is not None

    # Organisations

    def organisation(self, parts: Parts) -> Iterator[tuple[int, int]]:
        """Yield the parts of the folded text that name this organisation."""
        index = 0
        while index < len(self.tokens):
            end = self._whole(parts, index)
            word = self.tokens[index].word
            if end == index and word in parts.glued:
                end = index + 1
            if end == index and self._is_part(parts, index) and self._tells(parts, index):
                end = index + 1
            if end == index and self._is_acronym(parts, index):
                end = index + 1
            if end > index:
                end = self._with_legal_form(end)
                yield self._with_bracket(*self._place(index, end))
            index = max(end, index + 1)

    def _tells(self, parts: Parts, index: int) -> bool:
        """Return whether one word identifies the name; a later word needs a capital letter."""
        is_first = self._part(parts, self.tokens[index].word) == 0
        return self._is_name(index) and (is_first or self._is_mid(index))

    def _whole(self, parts: Parts, index: int) -> int:
        best = index
        for row in parts.whole:
            end = index + len(row)
            if (
                end <= best
                or end > len(self.tokens)
                or (len(row) == 1 and not self._is_name(index))
            ):
                continue
            near = all(self._is_near(i) for i in range(index + 1, end))
            words = tuple(token.word for token in self.tokens[index:end])
            last = row[-1]
            genitive = words[:-1] == row[:-1] and len(last) > SHORT and words[-1] == last + "s"
            if near and (words == row or genitive):
                best = end
        return best

    def _with_bracket(self, start: int, end: int) -> tuple[int, int]:
        text = self.text.text
        return start, end + ("(" in text[start:end] and text[end : end + 1] == ")")

    def _is_acronym(self, parts: Parts, index: int) -> bool:
        word = self.tokens[index].word
        return (
            len(word) >= SHORT
            and word in parts.initials
            and word not in lexicon.ACRONYMS
            and self._is_upper(index)
        )

    def _with_legal_form(self, end: int) -> int:
        begun = kept = end
        while end < len(self.tokens) and self._is_near(end) and end - begun < 6:
            word = self.tokens[end].word
            end += 1
            letters = "".join(token.word for token in self.tokens[begun:end])
            if self._is_capital(end - 1) and (
                word in lexicon.LEGAL_FORMS or letters in lexicon.LEGAL_FORMS
            ):
                kept = end
            elif len(word) > 1:
                break
        return kept

    # Words

    def _part(self, parts: Parts, word: str) -> int | None:
        number = parts.parts.get(word)
        if number is None and word.endswith("s") and len(word) > SHORT + 1:
            number = parts.parts.get(word[:-1])
        return number

    def _is_name(self, index: int) -> bool:
        """Return whether a word that is part of a name is used as a name here."""
        word = self.tokens[index].word
        bare = word.removesuffix("s")
        if word in lexicon.FUNCTION and not (word in lexicon.ORDINARY and self._is_mid(index)):
            return False
        ordinary = lexicon.ORDINARY | lexicon.PLACES | lexicon.GENERIC
        if len(word) > SHORT and word not in ordinary and bare not in ordinary:
            return True
        if len(word) <= SHORT and word not in ordinary:
            return self._is_capital(index) and not self._touches_hyphen(index)
        return self._is_capital(index) and not self._touches_hyphen(index) and self._fits(index)

    def _fits(self, index: int) -> bool:
        """Return whether a capital letter here marks a name, judged by the words around it."""
        token = self.tokens[index]
        after = self.text.text[token.end : token.end + 2]
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if after == "'s":
            return not self._begins(index) or token.word not in lexicon.MONTHS
        if self._begins(index):
            return following is None or self._goes_on(index)
        # "à" is no "a": the article is compared with its accents.
        before = self._source(index - 1).lower()
        if before in lexicon.DETERMINERS or self._shouts(index):
            return False
        if token.word in lexicon.MONTHS and (
            before in lexicon.BEFORE_MONTHS
            or before.isdigit()
            or (following and following.word.isdigit())
        ):
            return False
        if token.word in lexicon.PLACES and before in lexicon.BEFORE_PLACES:
            return False
        return not (following and after[:1] == " " and self._is_heading(index + 1))

    def _goes_on(self, index: int) -> bool:
        if index + 1 == len(self.tokens):
            return False
        token = self.tokens[index + 1]
        near = self.text.text[self.tokens[index].end : token.start]
        return near in {" ", ", "} and self._source(index + 1).lower() in lexicon.VERBS

    def _is_heading(self, index: int) -> bool:
        """Return whether the word is part of a longer name or heading, as in "Young Talents"."""
        word = self.tokens[index].word
        return self._is_capital(index) and len(word) > 1 and word not in lexicon.TITLES

    def _is_mid(self, index: int) -> bool:
        return self._is_capital(index) and not self._begins(index) and self._fits(index)

    def _begins(self, index: int) -> bool:
        start = self.tokens[index].start
        return bool(_SENTENCE_END.search(self.text.text[max(0, start - 4) : start])) and (
            start > 4 or not self.text.text[:start].strip(' \n-*•·"“”„«»([') or index == 0
        )

    def _shouts(self, index: int) -> bool:
        near = [i for i in (index - 1, index + 1) if 0 <= i < len(self.tokens)]
        return self._is_upper(index) and any(
            self._is_upper(i) and len(self.tokens[i].word) > SHORT for i in near
        )

    def _touches_hyphen(self, index: int) -> bool:
        token, text = self.tokens[index], self.text.text
        return text[token.end : token.end + 1] == "-" or text[max(0, token.start - 1) :][:1] == "-"

    def _is_joined(self, index: int) -> bool:
        """Return whether a letter is joined as in an address: "z.halloran", "halloran_z"."""
        token, text = self.tokens[index], self.text.text
        return (
            text[token.start - 1 : token.start] in {".", "_"}
            or re.match(r"[._]\w", text[token.end :]) is not None
        )

    def _is_title(self, index: int) -> bool:
        return self.tokens[index].word in lexicon.TITLES and self._is_near(index + 1)

    def _is_capital(self, index: int) -> bool:
        token = self.tokens[index]
        return self.text.source(token.start, token.start + 1)[:1].isupper()

    def _is_upper(self, index: int) -> bool:
        return self._source(index).isupper()

    def _source(self, index: int) -> str:
        token = self.tokens[index]
        return self.text.source(token.start, token.end)

    def _has_capital(self, parts: Parts, start: int, end: int) -> bool:
        """Return whether a word is written like a name; only ordinary words need a capital."""
        return any(
            self._is_part(parts, i) and (self._is_capital(i) or self._is_name(i))
            for i in range(start, end)
        )

    def _is_near(self, index: int) -> bool:
        between = self.text.text[self.tokens[index - 1].end : self.tokens[index].start]
        # "With Mark. Young teams …": only after an initial or a title does a full stop join.
        word = self.tokens[index - 1].word
        is_short = len(word) <= _ABBREVIATED or word in lexicon.TITLES
        return bool(_NEAR.fullmatch(between)) and (is_short or ". " not in between)

    def _place(self, start: int, end: int) -> tuple[int, int]:
        return self.tokens[start].start, self.tokens[end - 1].end
