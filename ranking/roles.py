"""Titles of briefs and assignments as numbers: the family of roles, the level, the profession."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from matching import WEIGHTS
from skills import vocabulary
from skills.models import Concept
from skills.scales import Band
from skills.titles import profession, read_title

PROFESSIONS = ("medicine", "nursing", "pharmacy", "law")


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What a title says.

    Attributes:
        family: an index into `families()`, -1 if the title names no field.
        level: 1 to 7, 0 if it names no rank.
        profession: the number of a protected profession, 1 and up, 0 for none.
    """

    family: int
    level: int
    profession: int

    @property
    def is_role(self) -> bool:
        """Whether it names a role at all; "Bring our site back into order" names none."""
        return self.family >= 0 or self.level > 0 or self.profession > 0


@lru_cache(maxsize=65_536)
def title_facts(title: str) -> TitleFacts:
    """Return what a title says."""
    found = read_title(title)
    protected = profession(title)
    return TitleFacts(
        family=families().get(found.role, -1) if found.role else -1,
        level=0 if found.band == Band.OTHER and found.level == 1 else found.level,
        profession=1 + PROFESSIONS.index(protected) if protected else 0,
    )


def family_credits(title: str) -> npt.NDArray[np.float64]:
    """Return how much a past role of each family counts for this title; empty if none is known."""
    asked = title_facts(title).family
    if asked < 0:
        return np.zeros(0)
    found = np.zeros(len(families()))
    for near in _related()[asked]:
        found[near] = WEIGHTS.near_family
    found[asked] = WEIGHTS.same
    return found


@cache
def families() -> dict[str, int]:
    """Return the families of roles, numbered."""
    return {entry.code: number for number, entry in enumerate(_entries())}


@cache
def _entries() -> tuple[vocabulary.ConceptEntry, ...]:
    found = [
        one
        for one in vocabulary.read_other_than_skills()
        if one.kind == Concept.Kind.ROLE and one.seniority is None
    ]
    return tuple(sorted(found, key=lambda one: one.code))


@cache
def _related() -> tuple[frozenset[int], ...]:
    """Return the families related to each, whichever of the two names the other."""
    number = families()
    found: list[set[int]] = [set() for _ in number]
    for entry in _entries():
        for code in entry.related:
            if code in number:
                found[number[entry.code]].add(number[code])
                found[number[code]].add(number[entry.code])
    return tuple(frozenset(one) for one in found)
