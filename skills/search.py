"""From a few typed letters to the concepts they may mean."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When, Window
from django.db.models.functions import Cast, RowNumber

from skills import linking, vocabulary
from skills.models import Concept, ConceptQuerySet, Label
from skills.words import key_of

SKILLS = Concept.SKILLS
LONGEST = 100
MOST_WORDS = 8

# What a name is worth by how it has the typed letters; ours is worth more than ESCO's.
IS_IT, BEGINS_OWN, BEGINS, HAS_OWN, HAS = 8.0, 5.0, 3.0, 3.0, 2.0
OURS = 1.5
FEW = 3
"""With fewer names than this that have the typed letters, meaning is asked too."""
SHORTEST_MEANING = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A concept, and the one of its names that matched best."""

    concept: Concept
    label: str

    @property
    def is_by_other_name(self) -> bool:
        """Whether it was found under another name than its own."""
        return self.label != self.concept.label


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A role or a situation: typed where a skill is asked for, it belongs into another field.

    Attributes:
        kind: "role" or "situation".
        name: of a role the name that was typed, "CFO"; of a situation the one its field shows.
    """

    kind: str
    name: str


def elsewhere(text: str) -> Elsewhere | None:
    """Return the role or situation that bears exactly this name, if that is what it means."""
    return _named_elsewhere().get(key_of(text[:LONGEST]))


def search(
    text: str,
    kinds: Collection[str] = SKILLS,
    limit: int = 10,
    *,
    among: ConceptQuerySet | None = None,
) -> list[Found]:
    """Return the concepts that `text` may mean, best first: the type-ahead's answer.

    A name counts when it begins with the text, has words that begin with each of its words, or
    is spelt nearly like it. Of several that bear the name, the one it means comes first. Where few
    do, slips are put right and what means the same is found, if this process holds the linker by
    now (`linking.at_hand`): nobody waits for it; names that are spelt nearly so come where that
    found nothing. Nothing found is an answer.

    Args:
        kinds: values of `Concept.Kind`.
        among: where to look; everywhere by default.
    """
    key = _typed(text)
    if not key:
        return []
    concepts = (Concept.objects.all() if among is None else among).of_kind(*kinds)
    linker = linking.at_hand()
    labels = list(_spelt(key, concepts)[:limit])
    if linker and not labels and (right := linker.speller.respelt(key)):
        labels = list(_spelt(_typed(right), concepts)[:limit])
    found = [Found(label.concept, label.text) for label in labels]
    if len(labels) >= FEW or (labels and labels[0].score >= IS_IT):
        return _unique(found, limit)
    if linker and len(key) >= SHORTEST_MEANING:
        found += _meant(linker, text[:LONGEST], kinds, concepts, limit)
    if linker is None or not found:
        # The dearest question comes last: it reads every name that shares some letters.
        found += [
            Found(label.concept, label.text) for label in _spelt_nearly(key, concepts)[:limit]
        ]
    return _unique(found, limit)


def _typed(text: str) -> str:
    return " ".join(key_of(text[:LONGEST]).split()[:MOST_WORDS])


def _spelt(key: str, concepts: ConceptQuerySet) -> QuerySet[Label, Any]:
    """Return one label of each concept that has the typed letters."""
    has_every_word = Q(*(Q(key__regex=rf"\m{word}") for word in key.split()))
    ours = Case(When(concept__code__startswith="ih:", then=Value(OURS)), default=Value(0.0))
    worth = Case(
        When(key=key, then=Value(IS_IT)),
        When(key__startswith=key, is_preferred=True, then=Value(BEGINS_OWN) + ours),
        When(key__startswith=key, then=Value(BEGINS) + ours),
        When(is_preferred=True, then=Value(HAS_OWN) + ours),
        default=Value(HAS) + ours,
    )
    having = Label.objects.filter(Q(key__startswith=key) | has_every_word)
    return _one_of_each(having, key, concepts, worth)


def _spelt_nearly(key: str, concepts: ConceptQuerySet) -> QuerySet[Label, Any]:
    """Return one label of each concept that has something like the typed letters."""
    having = Label.objects.filter(key__trigram_word_similar=key)
    return _one_of_each(having, key, concepts, TrigramWordSimilarity(key, "key"))


def _one_of_each(
    labels: QuerySet[Label],
    key: str,
    concepts: ConceptQuerySet,
    worth: Case | TrigramWordSimilarity,
) -> QuerySet[Label, Any]:
    """Return the best of these labels of each concept, best first."""
    return (
        labels.filter(concept__in=concepts)
        .annotate(
            score=Cast(worth, FloatField()),
            likeness=Cast(TrigramSimilarity("key", key), FloatField()),
        )
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=F("concept_id"),
                order_by=[F("score").desc(), F("likeness").desc(), "key"],
            )
        )
        .filter(place=1)
        .select_related("concept")
        .order_by("-score", "-is_meant", "-likeness", "concept__position", "concept__code")
    )


def _meant(
    linker: linking.Linker,
    text: str,
    kinds: Collection[str],
    concepts: ConceptQuerySet,
    limit: int,
) -> list[Found]:
    """Return the concepts that mean what the text means."""
    links = linker.link(text, kinds=[str(kind) for kind in kinds], top=limit)
    rows = concepts.by_code([link.code for link in links])
    return [Found(rows[link.code], link.label) for link in links if link.code in rows]


@lru_cache(maxsize=1)
def _named_elsewhere() -> dict[str, Elsewhere]:
    """Return roles and situations by their names; a family of roles is a field of work, no role."""
    meant = vocabulary.meant()
    named: dict[str, Elsewhere] = {}
    for entry in vocabulary.read_roles_and_situations():
        is_role = entry.kind == Concept.Kind.ROLE
        if is_role and entry.seniority is None:
            continue
        for name in entry.names:
            key = key_of(name)
            words = name if is_role else entry.names[0]
            if meant.get(key, entry.code) == entry.code:
                named.setdefault(key, Elsewhere(entry.kind, words[:1].upper() + words[1:]))
    return named


def _unique(found: list[Found], limit: int) -> list[Found]:
    once: dict[int, Found] = {}
    for one in found:
        once.setdefault(one.concept.pk, one)
    return list(once.values())[:limit]
