"""Links the text of profiles and briefs in files to the concepts of one vocabulary; no database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, eye_array

from candidates.importing import ProfileFacts
from candidates.importing.vocabulary import ESCO
from matching import Importance
from matching.linking import FILLERS
from ranking.near import Near, near_columns
from redaction.neutral import neutral
from skills import graph, vocabulary
from skills.linking.linker import KINDS, Linker
from skills.linking.sentence_matcher import SentenceMatcher
from skills.models import Concept
from skills.scales import Level
from skills.words import key_of

__all__ = ["ESCO", "VocabularyLookup", "sentences"]

Requirement = tuple[int, Importance, int]

REQUIRED_LEVEL = Level.LEADING
"""The level of a requirement from a sentence, which states none."""
LINKED_LEVEL = Level.PRACTISED
"""The level of a skill that is read from a track record."""
SIMILARITY_SCALE = 0.15
"""A skill whose similarity is this much below that of the nearest skill counts 1/e."""
CREDIT_MIN = 0.05
NEIGHBOURS_MAX = 2_000
SIMILARITY_MIN, SPELLING_MIN = 0.30, 0.15
"""Minimum similarity of the nearest skill, else a sentence asks for nothing: with the encoder, and
by spelling alone."""
SENTENCES_MAX = 400
SKILLS_PER_SENTENCE = 3


def sentences(data: dict[str, Any]) -> list[str]:
    """Return the distinct neutral lines of a brief's text; of its title, if there is no text."""
    given = data.get("text") or []
    lines = given.splitlines() if isinstance(given, str) else given
    return _distinct(lines) or _distinct([data.get("title", "")])


def _distinct(lines: Sequence[str], names: str = "") -> list[str]:
    """Return the distinct lines that say something, in neutral form."""
    by_key: dict[str, str] = {}
    for line in lines:
        plain = neutral(line[:4_000], names)
        by_key[key_of(plain)] = plain
    return [line for key, line in by_key.items() if set(key.split()) - FILLERS][:SENTENCES_MAX]


PAST = frozenset({"situation", "sector", "registration"})
"""The kinds of concepts that profiles and briefs state and that are no skills."""


class VocabularyLookup:
    """One vocabulary of skills, and the product's own situations and sectors.

    Skills have the columns of the linker; situations and sectors are numbered separately.
    """

    def __init__(self, linker: Linker, *, is_shipped: bool) -> None:
        self.linker = linker
        self.is_shipped = is_shipped
        self._names: dict[str, int | None] = {}
        self._skill = {code: at for at, code in enumerate(linker.vocabulary.codes)}
        self._past: dict[tuple[str, str], int] = {}
        self._past_names: dict[tuple[str, str], int] = {}
        past = [entry for entry in vocabulary.read() if entry.kind in PAST]
        self.past_codes = [entry.code for entry in past]
        for at, entry in enumerate(past):
            self._past[entry.kind, entry.code] = at
            for name in entry.names:
                self._past_names.setdefault((entry.kind, key_of(name)), at)
        self.past_width = len(past)

    @property
    def width(self) -> int:
        """The number of skill columns, without the columns of sentences."""
        return len(self.linker.vocabulary.codes)

    @property
    def is_empty(self) -> bool:
        """Whether there is no skill."""
        return not self._skill

    @cached_property
    def tau(self) -> Any:
        """The credit that one skill gives for another; the identity without a graph."""
        if not self.is_shipped:
            return csr_array(eye_array(self.width))
        return _tau_of_shipped(self._skill)

    @cached_property
    def _sentence_matcher(self) -> SentenceMatcher:
        return SentenceMatcher(self.linker)

    @cached_property
    def _is_skill(self) -> npt.NDArray[np.bool_]:
        if not self.is_shipped:
            return np.ones(self.width, dtype=np.bool_)
        return self.linker.allowed(Concept.SKILLS)

    def near(self, family: str, asked: Iterable[int]) -> Near:
        """Return what counts in part for these situations or sectors, by column."""

        def column_of(code: str) -> int | None:
            return self._past.get((family, code))

        return near_columns(asked, self.past_codes.__getitem__, column_of)

    def coded(self, family: str, code: str) -> int | None:
        """Return the column with this id; family is "skill" or one of `PAST`."""
        plain = code.removeprefix(ESCO)
        if family != "skill":
            return self._past.get((family, plain))
        at = self._skill.get(plain)
        return at if at is not None and self._is_skill[at] else None

    def named(self, family: str, name: str) -> int | None:
        """Return the column with this name, or of the skill that it is certainly linked to."""
        if family != "skill":
            return self._past_names.get((family, key_of(name)))
        if name not in self._names:
            kinds = Concept.SKILLS if self.is_shipped else None
            links = self.linker.link(name, kinds=kinds, top=1)
            certain = [link.code for link in links if link.is_certain]
            self._names[name] = self._skill[certain[0]] if certain else None
        return self._names[name]

    def with_linked_skills(self, facts: ProfileFacts) -> ProfileFacts:
        """Return a profile that lists no skills with those that its texts are certainly linked to.

        A skill in the text of an assignment counts as practised, last used when it ended.
        """
        if facts.skills:
            return facts
        skills: dict[int, tuple[int | None, int | None]] = {}
        record = []
        for work in facts.record:
            year = work.ended_on.year if work.ended_on else None
            codes = self._link(work.result, work.mandate, work.title, names=facts.name)
            _add_skills(skills, self._skills_of(codes), self._skill, year)
            past = {self._past["situation", c] for c in codes if ("situation", c) in self._past}
            record.append(replace(work, situations=work.situations or tuple(sorted(past))))
        told = facts.columns["summary"], facts.columns["headline"]
        codes = self._link(*told, names=facts.name)
        _add_skills(skills, self._skills_of(codes), self._skill, None)
        return replace(facts, skills=skills, record=record)

    def _skills_of(self, codes: Iterable[str]) -> list[str]:
        return [code for code in codes if self._is_skill[self._skill[code]]]

    def _link(self, *texts: str, names: str) -> list[str]:
        kinds = KINDS if self.is_shipped else None
        lines = [line for text in texts for line in re.split(r"(?<=[.!?])\s+|\n", text)]
        return [
            link.code
            for line in _distinct(lines, names)
            for link in self.linker.link(line, kinds=kinds, top=SKILLS_PER_SENTENCE)
            if link.is_certain
        ]

    def requirements_of(self, lines: Sequence[str]) -> tuple[Any, list[Requirement], list[int]]:
        """Return what sentences ask for: tau with a row for each, requirements, situations.

        Each sentence is one requirement that several skills can meet. A skill meets it by its
        similarity relative to the nearest skill, or by the credit that it gives for that one.
        """
        rows: list[dict[int, float]] = []
        situations: set[int] = set()
        for _, similarity in self._sentence_matcher.similarities(lines):
            if row := self._credit(similarity):
                rows.append(row)
        for line in lines if self.is_shipped else ():
            situations |= self._situations(line)
        size = self.width + len(rows)
        requirements = [
            (self.width + n, Importance.SHOULD, REQUIRED_LEVEL.value) for n in range(len(rows))
        ]
        start = np.cumsum([0, *(0 for _ in range(self.width)), *(len(row) for row in rows)])
        columns = np.array([at for row in rows for at in row], dtype=np.int64)
        credit = np.array([tau for row in rows for tau in row.values()], dtype=np.float64)
        tau = csr_array((credit, columns, start), shape=(size, size))
        return tau, requirements, sorted(situations)

    def _credit(self, similarity: npt.NDArray[np.float32]) -> dict[int, float]:
        """Return column → credit of the skills that meet a sentence; empty if it asks for none."""
        scores = np.where(self._is_skill, similarity, -1.0).astype(np.float64)
        if not len(scores):
            return {}
        best = int(scores.argmax())
        if scores[best] < (SIMILARITY_MIN if self.linker.has_encoder else SPELLING_MIN):
            return {}
        credit = np.exp((scores - scores[best]) / SIMILARITY_SCALE)
        order = np.argsort(-credit, kind="stable")[:NEIGHBOURS_MAX]
        by_column = {int(at): float(credit[at]) for at in order if credit[at] >= CREDIT_MIN}
        row = slice(int(self.tau.indptr[best]), int(self.tau.indptr[best + 1]))
        for at, tau in zip(self.tau.indices[row], self.tau.data[row], strict=True):
            by_column[int(at)] = max(by_column.get(int(at), 0.0), float(tau))
        return dict(sorted(by_column.items()))

    def _situations(self, line: str) -> set[int]:
        links = self.linker.link(line, kinds=(Concept.Kind.SITUATION,), top=1)
        return {self._past["situation", link.code] for link in links if link.is_certain}


def _add_skills(
    skills: dict[int, tuple[int | None, int | None]],
    codes: Iterable[str],
    column: dict[str, int],
    year: int | None,
) -> None:
    for code in codes:
        before = skills.get(column[code], (None, None))[1]
        latest = max((one for one in (before, year) if one is not None), default=None)
        skills[column[code]] = (LINKED_LEVEL.value, latest)


def _tau_of_shipped(column: dict[str, int]) -> csr_array:
    """Return tau of the shipped vocabulary, numbered by `column`."""
    # A registration has no column: it is compared with nothing.
    linked = [entry for entry in vocabulary.read() if entry.code in column]
    entries = sorted(linked, key=lambda entry: column[entry.code])
    related = [(column[entry.code], column[other]) for entry in entries for other in entry.related]
    parents = [{column[code] for code in entry.broader} for entry in entries]
    return graph.tau_of(parents, [list(entry.groups) for entry in entries], related)
