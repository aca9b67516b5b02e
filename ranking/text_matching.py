"""What files say in words, as skills: names and sentences against one vocabulary, no rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from scipy.sparse import csr_array, eye_array

from candidates.importing import ProfileFacts, Unreadable
from candidates.importing import schema as importing
from candidates.importing.schema import NAMED, some, text, thing
from candidates.importing.vocabulary import ESCO
from matching import Importance
from matching.linking import FILLERS
from skills import graph, vocabulary
from skills.linking.linker import KINDS, Linker
from skills.linking.sentence_matcher import SentenceMatcher
from skills.models import Concept
from skills.scales import Level
from skills.words import key_of

__all__ = ["ESCO", "Known", "check", "sentences"]

Asked = tuple[int, Importance, int]

ASKED_LEVEL = Level.LEADING
"""Of a task told without a level: somebody who can only help with it meets it in part."""
TOLD_LEVEL = Level.PRACTISED
"""Of a skill that a record tells of."""
STEP = 0.15
"""So much less alike than the nearest skill, and a skill counts 1/e for the sentence."""
LEAST = 0.05
MOST_NEIGHBOURS = 2_000
FLOOR, SPELT_FLOOR = 0.30, 0.15
"""A sentence to which no skill is as near as this asks for none."""
MOST_SENTENCES = 400
SKILLS_OF_A_SENTENCE = 3

BRIEF = thing(
    id={"type": ["string", "integer"], "maxLength": 120, "minLength": 1},
    title=text(400),
    text={"type": ["array", "string"], "items": text(100_000), "maxItems": 5_000},
    skills=some(
        thing(
            id=text(200),
            name=text(300),
            level={"type": "integer", "minimum": 1, "maximum": 5},
            importance={"enum": ["must", "should", "nice"]},
        ),
        10_000,
    ),
    situations=some(NAMED, 100),
    sectors=some(NAMED, 100),
    seniority={"type": "integer", "minimum": 1, "maximum": 7},
    criteria=some(text(6_000), 200),
) | {"required": ["id"]}
_VALID = Draft202012Validator(BRIEF)


def check(data: dict[str, Any]) -> None:
    """See that `data` is a brief.

    Raises:
        Unreadable: with the place and the rule in words.
    """
    problem = best_match(_VALID.iter_errors(data))
    if problem is not None:
        raise Unreadable(importing.told(problem))


def sentences(data: dict[str, Any]) -> list[str]:
    """Return what a brief says in words, each thing once; its title where it says nothing else."""
    given = data.get("text") or []
    lines = given.splitlines() if isinstance(given, str) else given
    return _once(lines) or _once([data.get("title", "")])


def _once(lines: Sequence[str]) -> list[str]:
    by_key = {key_of(line[:4_000]): line for line in lines}
    return [line for key, line in by_key.items() if set(key.split()) - FILLERS][:MOST_SENTENCES]


class Known:
    """One vocabulary of skills, with our situations and sectors beside it; no database.

    Skills are numbered as the linker does, situations and sectors by themselves.
    """

    def __init__(self, linker: Linker, *, is_shipped: bool) -> None:
        self.linker = linker
        self.is_shipped = is_shipped
        self._names: dict[str, int | None] = {}
        self._skill = {code: at for at, code in enumerate(linker.vocabulary.codes)}
        self._past: dict[tuple[str, str], int] = {}
        self._past_names: dict[tuple[str, str], int] = {}
        past = [entry for entry in vocabulary.read() if entry.kind in {"situation", "sector"}]
        for at, entry in enumerate(past):
            self._past[entry.kind, entry.code] = at
            for name in entry.names:
                self._past_names.setdefault((entry.kind, key_of(name)), at)
        self.past_width = len(past)

    @property
    def width(self) -> int:
        """How many columns skills take, besides those that sentences are asked under."""
        return len(self.linker.vocabulary.codes)

    @property
    def is_empty(self) -> bool:
        """Whether there is no skill."""
        return not self._skill

    @cached_property
    def tau(self) -> Any:
        """What a held skill is worth for a needed one: by the graph, where there is one."""
        if not self.is_shipped:
            return csr_array(eye_array(self.width))
        return _graph(self._skill)

    @cached_property
    def _whole(self) -> SentenceMatcher:
        return SentenceMatcher(self.linker)

    @cached_property
    def _is_skill(self) -> npt.NDArray[np.bool_]:
        if not self.is_shipped:
            return np.ones(self.width, dtype=np.bool_)
        return self.linker.allowed(Concept.SKILLS)

    def coded(self, family: str, code: str) -> int | None:
        """Return the column of what has this id; family is "skill", "situation" or "sector"."""
        plain = code.removeprefix(ESCO)
        if family != "skill":
            return self._past.get((family, plain))
        at = self._skill.get(plain)
        return at if at is not None and self._is_skill[at] else None

    def named(self, family: str, name: str) -> int | None:
        """Return the column of what has this name, or of the skill that it certainly means."""
        if family != "skill":
            return self._past_names.get((family, key_of(name)))
        if name not in self._names:
            kinds = Concept.SKILLS if self.is_shipped else None
            links = self.linker.link(name, kinds=kinds, top=1)
            certain = [link.code for link in links if link.is_certain]
            self._names[name] = self._skill[certain[0]] if certain else None
        return self._names[name]

    def told_by(self, facts: ProfileFacts) -> ProfileFacts:
        """Return a profile with what its words certainly speak of, where it lists no skills.

        Who tells of it has practised it, in the year that the assignment ended.
        """
        if facts.skills:
            return facts
        held: dict[int, tuple[int | None, int | None]] = {}
        record = []
        for work in facts.record:
            year = work.ended_on.year if work.ended_on else None
            found = self._spoken_of(work.result, work.mandate, work.title)
            _hold(held, self._skills_of(found), self._skill, year)
            past = {self._past["situation", c] for c in found if ("situation", c) in self._past}
            record.append(replace(work, situations=work.situations or tuple(sorted(past))))
        words = self._spoken_of(facts.columns["summary"], facts.columns["headline"])
        _hold(held, self._skills_of(words), self._skill, None)
        return replace(facts, skills=held, record=record)

    def _skills_of(self, codes: Iterable[str]) -> list[str]:
        return [code for code in codes if self._is_skill[self._skill[code]]]

    def _spoken_of(self, *texts: str) -> list[str]:
        kinds = KINDS if self.is_shipped else None
        lines = [line for text in texts for line in re.split(r"(?<=[.!?])\s+|\n", text)]
        return [
            link.code
            for line in _once(lines)
            for link in self.linker.link(line, kinds=kinds, top=SKILLS_OF_A_SENTENCE)
            if link.is_certain
        ]

    def told_needs(self, lines: Sequence[str]) -> tuple[Any, list[Asked], list[int]]:
        """Return what sentences ask for: tau with a row for each, requirements, situations.

        A sentence is one requirement. Which skill it means stays open: every skill meets it as far
        as it is nearly as alike as the nearest one, and the neighbours of that one meet it as they
        would meet itself.
        """
        rows: list[dict[int, float]] = []
        situations: set[int] = set()
        for _, likeness in self._whole.similarities(lines):
            if near := self._near(likeness):
                rows.append(near)
        for line in lines if self.is_shipped else ():
            situations |= self._situations(line)
        size = self.width + len(rows)
        asked = [(self.width + n, Importance.SHOULD, ASKED_LEVEL.value) for n in range(len(rows))]
        start = np.cumsum([0, *(0 for _ in range(self.width)), *(len(row) for row in rows)])
        held = np.array([at for row in rows for at in row], dtype=np.int64)
        worth = np.array([tau for row in rows for tau in row.values()], dtype=np.float64)
        return csr_array((worth, held, start), shape=(size, size)), asked, sorted(situations)

    def _near(self, likeness: npt.NDArray[np.float32]) -> dict[int, float]:
        scores = np.where(self._is_skill, likeness, -1.0).astype(np.float64)
        if not len(scores):
            return {}
        best = int(scores.argmax())
        if scores[best] < (FLOOR if self.linker.has_encoder else SPELT_FLOOR):
            return {}
        worth = np.exp((scores - scores[best]) / STEP)
        some = np.argsort(-worth, kind="stable")[:MOST_NEIGHBOURS]
        near = {int(at): float(worth[at]) for at in some if worth[at] >= LEAST}
        row = slice(int(self.tau.indptr[best]), int(self.tau.indptr[best + 1]))
        for at, tau in zip(self.tau.indices[row], self.tau.data[row], strict=True):
            near[int(at)] = max(near.get(int(at), 0.0), float(tau))
        return dict(sorted(near.items()))

    def _situations(self, line: str) -> set[int]:
        links = self.linker.link(line, kinds=(Concept.Kind.SITUATION,), top=1)
        return {self._past["situation", link.code] for link in links if link.is_certain}


def _hold(
    held: dict[int, tuple[int | None, int | None]],
    codes: Iterable[str],
    column: dict[str, int],
    year: int | None,
) -> None:
    for code in codes:
        before = held.get(column[code], (None, None))[1]
        latest = max((one for one in (before, year) if one is not None), default=None)
        held[column[code]] = (TOLD_LEVEL.value, latest)


def _graph(column: dict[str, int]) -> csr_array:
    """Return tau of the shipped files, numbered by `column`."""
    entries = sorted(vocabulary.read(), key=lambda entry: column[entry.code])
    related = [(column[entry.code], column[other]) for entry in entries for other in entry.related]
    parents = [{column[code] for code in entry.broader} for entry in entries]
    return graph.tau_of(parents, [list(entry.groups) for entry in entries], related)
