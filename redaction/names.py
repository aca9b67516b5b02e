"""Names of people and organisations in a text, whole or in part.

A name is found by its parts: first name or surname alone, initials, "Ms X", a nickname, one half
of a double name, the first distinctive word of an organisation. A part that is also an
ordinary word ("Young", "Petit") is a name only if case and position in the sentence indicate it.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from redaction import lexicon
from redaction.compact import compact_names
from redaction.name_parts import SHORT, TOKEN, Name, Parts, parts_of
from redaction.normalise import Folded
from redaction.spans import Kind, Span
from redaction.text_words import TextWords, Token


def words_of(text: Folded) -> frozenset[str]:
    """Return the words of a text that may be parts of names."""
    words = set(TOKEN.findall(text.text))
    return frozenset(words | {word.rstrip("0123456789") for word in words if word[-1].isdigit()})


def name_spans(text: Folded, names: Iterable[Name], words: frozenset[str]) -> list[Span]:
    """Return the spans of the names, each with the full name as `of`; they may overlap.

    Args:
        words: `words_of(text)`.
    """
    known = tuple(names)
    spans = [
        Span(text.start(start), text.end(end), name.kind, name.text)
        for start, end, name in compact_names(text, known, lambda word: _candidates(known, {word}))
    ]
    near = _candidates(known, words)
    if not near:
        return spans
    tokens = [Token(*found.span(), found[0]) for found in TOKEN.finditer(text.text)]
    reader = _Reader(text, tokens)
    for parts in near:
        name = parts.name
        find = reader.person if name.kind == Kind.PERSON else reader.organisation
        spans += [
            Span(text.start(start), text.end(end), name.kind, name.text)
            for start, end in find(parts)
        ]
    return spans


def _candidates(names: tuple[Name, ...], words: AbstractSet[str]) -> list[Parts]:
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


class _Reader(TextWords):
    """Searches one text for several names."""

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
            is_before_first = after < end and self._part(parts, self.tokens[after].word) == 0
            between = [token.word for token in self.tokens[start:after]]
            if not is_before_first and parts.particles.issuperset(between):
                break
            start += 1
        words = [token.word for token in self.tokens[start:end]]
        numbers = {self._part(parts, word) for word in words} - {None}
        begin = self._begin_of_titles(start)
        if any(word.rstrip("0123456789") in parts.glued for word in words):
            return self._place(start, end)
        if not numbers:
            return self._initials(parts, start, end)
        has_initial = any(len(word) == 1 for word in words)
        if (has_initial or len(numbers) > 1) and self._has_capital(parts, start, end):
            return self._place(begin, end)
        if tuple(words) in parts.whole and not lexicon.FUNCTION & set(words):
            return self._place(start, end)
        while not self._is_part(parts, end - 1):
            end -= 1
        first = next(i for i in range(start, end) if self._is_part(parts, i))
        has_particle = start < first and self._is_capital(first) and not self._begins(start)
        is_owner = self.tokens[first].word[:-1] in parts.parts and self._is_genitive(first)
        is_name = begin < start or has_particle or is_owner or self._is_name(first)
        return self._place(begin, end) if is_name else None

    def _begin_of_titles(self, start: int) -> int:
        """Return where the titles before a name begin: "Frau Dr.", "Prof. Dr.-Ing.", "de heer"."""
        begin = start
        while begin > 0 and self._is_title(begin - 1):
            begin -= 1
        article = self._source(begin - 1) if begin else ""
        has_article = begin < start and article in lexicon.TITLES_WITH_ARTICLE.get(
            self.tokens[begin].word, ()
        )
        return begin - has_article

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
