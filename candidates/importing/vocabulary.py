"""Names of the outside world to our concepts: an exact name in any spelling, or nothing."""

from collections import defaultdict
from typing import Protocol, Self

from skills.models import Concept, Label
from skills.words import key_of

ESCO = "http://data.europa.eu/esco/skill/"
FAMILY = {kind: "skill" if kind in Concept.SKILLS else kind for kind in Concept.Kind.values}


class Names(Protocol):
    """What words are looked up in; family is "skill", "situation" or "sector"."""

    def coded(self, family: str, code: str) -> int | None:
        """Return the key of the concept with this id."""

    def named(self, family: str, name: str) -> int | None:
        """Return the key of the concept of this name."""


class Vocabulary:
    """The whole vocabulary in memory: some twenty thousand names."""

    def __init__(
        self,
        codes: dict[tuple[str, str], int],
        preferred: dict[tuple[str, str], set[int]],
        others: dict[tuple[str, str], set[int]],
        meant: dict[tuple[str, str], int],
    ) -> None:
        self._codes = codes
        self._preferred = preferred
        self._others = others
        self._meant = meant

    @classmethod
    def load(cls) -> Self:
        """Read it from the database."""
        concepts = Concept.objects.values_list("pk", "code", "kind")
        codes = {(FAMILY[kind], code): pk for pk, code, kind in concepts}
        names: dict[bool, dict[tuple[str, str], set[int]]] = {
            True: defaultdict(set),
            False: defaultdict(set),
        }
        for pk, label, kind in Concept.objects.values_list("pk", "label", "kind"):
            names[True][FAMILY[kind], key_of(label)].add(pk)
        meant: dict[tuple[str, str], int] = {}
        facts = ("concept_id", "concept__kind", "key", "is_preferred", "is_meant")
        for pk, kind, key, is_preferred, is_meant in Label.objects.values_list(*facts):
            names[is_preferred][FAMILY[kind], key].add(pk)
            if is_meant:
                meant[FAMILY[kind], key] = pk
        return cls(codes, names[True], names[False], meant)

    @property
    def is_empty(self) -> bool:
        """Whether no vocabulary was loaded."""
        return not self._codes

    def coded(self, family: str, code: str) -> int | None:
        """Return the concept with this id; family is "skill", "situation" or "sector"."""
        return self._codes.get((family, code.removeprefix(ESCO)))

    def named(self, family: str, name: str) -> int | None:
        """Return the concept of this name; None for none, or several of which none is meant."""
        key = (family, key_of(name))
        if key in self._meant:
            return self._meant[key]
        for names in (self._preferred, self._others):
            found = names.get(key, set())
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None
