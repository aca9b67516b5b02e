"""Look up concepts of our vocabulary by an id or an exact name, in any spelling."""

from collections import defaultdict
from typing import Protocol, Self

from skills.models import Concept, Label
from skills.words import key_of

ESCO = "http://data.europa.eu/esco/skill/"
FAMILY = {kind: "skill" if kind in Concept.SKILLS else kind for kind in Concept.Kind.values}


class ConceptLookup(Protocol):
    """Looks up concepts; `family` is "skill" or another kind of concept."""

    def coded(self, family: str, code: str) -> int | None:
        """Return the key of the concept with this id, or None."""

    def named(self, family: str, name: str) -> int | None:
        """Return the key of the concept with this name, or None."""


class ImportVocabulary:
    """The whole vocabulary in memory: about 20,000 names."""

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
        """Load it from the database."""
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
        """Whether the database has no vocabulary."""
        return not self._codes

    def coded(self, family: str, code: str) -> int | None:
        """Return the key of the concept with this id, or None."""
        return self._codes.get((family, code.removeprefix(ESCO)))

    def named(self, family: str, name: str) -> int | None:
        """Return the key of the concept with this name; None if none has it or several do."""
        key = (family, key_of(name))
        if key in self._meant:
            return self._meant[key]
        for names in (self._preferred, self._others):
            found = names.get(key, set())
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None
