"""The words of one text, judged by case, position and the words around them."""

import re
from typing import NamedTuple

from redaction import lexicon
from redaction.name_parts import SHORT, Parts
from redaction.normalise import Folded

_NEAR = re.compile(r"[ \t.,'_\-&/+()]{0,3}\n?")
_ABBREVIATED = 2
_ORDINARY = lexicon.ORDINARY | lexicon.PLACES | lexicon.GENERIC
_BEFORE_NOUNS = lexicon.DETERMINERS | lexicon.COUNTS
_GERMAN_ADJECTIVE = re.compile(r"[a-zäöüß]+e[nrms]?")
_SENTENCE_END = re.compile(r"(?:^|[.!?…:;•·\n|>\"“”„«»(\[]|(?:^|[\s])[-*])\s*$")


class Token(NamedTuple):
    """A word and its place in the folded text."""

    start: int
    end: int
    word: str


class TextWords:
    """Decides whether a word that is part of a name is used as the name in a text."""

    def __init__(self, text: Folded, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens

    def _part(self, parts: Parts, word: str) -> int | None:
        number = parts.parts.get(word)
        if number is None and word.endswith("s") and len(word) > SHORT + 1:
            number = parts.parts.get(word[:-1])
        return number

    def _is_name(self, index: int) -> bool:
        """Return whether a word that is part of a name is used as a name here."""
        word = self.tokens[index].word
        bare = word.removesuffix("s")
        if word in lexicon.FUNCTION and not (
            word in lexicon.FUNCTION_NAMES
            and (self._is_mid(index) or (self._is_capital(index) and self._acts(index)))
        ):
            return False
        if len(word) > SHORT and word not in _ORDINARY and bare not in _ORDINARY:
            return True
        if len(word) <= SHORT and word not in _ORDINARY:
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
        if before in _BEFORE_NOUNS or self._shouts(index):
            return False
        if token.word in lexicon.MONTHS and (
            before in lexicon.BEFORE_MONTHS
            or before.isdigit()
            or (following and following.word.isdigit())
        ):
            return False
        if token.word in lexicon.PLACES and before in lexicon.BEFORE_PLACES:
            return False
        is_heading = following and after[:1] == " " and self._is_heading(index + 1)
        return not is_heading and not self._is_german_noun(index)

    def _is_german_noun(self, index: int) -> bool:
        """Return whether a German article and adjective precede it: "ein kalter Winter"."""
        if index < 2:
            return False
        article, adjective = self._source(index - 2).lower(), self._source(index - 1)
        return article in lexicon.GERMAN_ARTICLES and bool(_GERMAN_ADJECTIVE.fullmatch(adjective))

    def _is_genitive(self, index: int) -> bool:
        """Return whether it is a surname's genitive: "Richters Dienstplan", "Bakkers plan"."""
        word = self.tokens[index].word
        if index == 0 or index + 1 == len(self.tokens) or not word.endswith("s"):
            return False
        before = self._source(index - 1)
        return (
            self._is_capital(index)
            and self._is_near(index + 1)
            and not self._begins(index)
            and before.lower() not in _BEFORE_NOUNS
            and not self._is_german_noun(index)
            and not self._is_capital(index - 1)
        )

    def _acts(self, index: int) -> bool:
        """Return whether a verb in the third person follows, not preceded by "may" or "will"."""
        following = self._source(index + 1) if index + 1 < len(self.tokens) else ""
        return self._goes_on(index) and following.endswith(("s", "t", "ed"))

    def _goes_on(self, index: int) -> bool:
        if index + 1 == len(self.tokens):
            return False
        token = self.tokens[index + 1]
        near = self.text.text[self.tokens[index].end : token.start]
        verb = self._source(index + 1).lower()
        if self.tokens[index].word in lexicon.MONTHS and verb in lexicon.VERBS_OF_THINGS:
            return False
        return near in {" ", ", "} and verb in lexicon.VERBS

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
        """Return whether a letter is joined to a word: "z.halloran", "halloran_z", "n'guessan"."""
        token, text = self.tokens[index], self.text.text
        return (
            text[token.start - 1 : token.start] in {".", "_"}
            or re.match(r"[._']\w", text[token.end :]) is not None
        )

    def _is_title(self, index: int) -> bool:
        word = self.tokens[index].word
        return (
            word in lexicon.TITLES
            and (word not in lexicon.TITLES_WITH_CAPITAL or self._is_capital(index))
            and self._is_near(index + 1)
        )

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

    def _is_part(self, parts: Parts, index: int) -> bool:
        return self._part(parts, self.tokens[index].word) is not None
