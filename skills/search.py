"""Type-ahead search over the names of the vocabulary."""

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
MAX_LENGTH = 100
MAX_WORDS = 8

# Scores by how a name matches the typed letters. A preferred name scores above an alias, and a
# concept of our own above one of ESCO's.
EXACT, PREFIX_PREFERRED, PREFIX, WORDS_PREFERRED, WORDS = 8.0, 5.0, 3.0, 3.0, 2.0
OWN_BONUS = 1.5
FEW = 3
"""With fewer matching names than this, the linker is asked for concepts of the same meaning."""
MIN_MEANING_LENGTH = 4


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A concept, and its name that matched best."""

    concept: Concept
    label: str

    @property
    def is_by_other_name(self) -> bool:
        """Whether it was found by another name than its main name."""
        return self.label != self.concept.label


@dataclass(frozen=True, slots=True)
class OtherField:
    """A role, a situation or a registration that was typed into a field for skills.

    Attributes:
        kind: "role", "situation" or "registration".
        name: for a situation or registration the name its own field shows; for a role, or words
            that several registrations share, the words typed ("CFO", "Approbation").
    """

    kind: str
    name: str


def other_field(text: str) -> OtherField | None:
    """Return what has exactly this name and is no skill, unless the name means a skill."""
    return _other_fields().get(key_of(text[:MAX_LENGTH]))


def search(
    text: str,
    kinds: Collection[str] = SKILLS,
    limit: int = 10,
    *,
    among: ConceptQuerySet | None = None,
) -> list[SearchHit]:
    """Return the concepts that `text` may mean, best first; the answer of the type-ahead.

    A name matches when it starts with the text, or when each typed word starts one of its words. Of
    several concepts with one name, the one it usually means comes first. With few matches, typos
    are corrected and concepts of the same meaning are added, if the linker is loaded in this
    process (`linking.linker_if_ready`; no request waits for it). Otherwise, or when that finds
    nothing, names of similar spelling are added. The list may be empty.

    Args:
        kinds: values of `Concept.Kind`.
        among: the concepts to search; all by default.
    """
    key = _typed(text)
    if not key:
        return []
    concepts = (Concept.objects.all() if among is None else among).of_kind(*kinds)
    linker = linking.linker_if_ready()
    labels = list(_matching(key, concepts)[:limit])
    if linker and not labels and (right := linker.speller.corrected(key)):
        labels = list(_matching(_typed(right), concepts)[:limit])
    found = [SearchHit(label.concept, label.text) for label in labels]
    if len(labels) >= FEW or (labels and labels[0].score >= EXACT):
        return _unique(found, limit)
    if linker and len(key) >= MIN_MEANING_LENGTH:
        found += _of_same_meaning(linker, text[:MAX_LENGTH], kinds, concepts, limit)
    if linker is None or not found:
        # The most expensive query comes last: it reads every name that shares some letters.
        found += [SearchHit(label.concept, label.text) for label in _similar(key, concepts)[:limit]]
    return _unique(found, limit)


def _typed(text: str) -> str:
    return " ".join(key_of(text[:MAX_LENGTH]).split()[:MAX_WORDS])


def _matching(key: str, concepts: ConceptQuerySet) -> QuerySet[Label, Any]:
    """Return one label of each concept with a name that matches the typed letters."""
    has_every_word = Q(*(Q(key__regex=rf"\m{word}") for word in key.split()))
    bonus = Case(When(concept__code__startswith="ih:", then=Value(OWN_BONUS)), default=Value(0.0))
    score = Case(
        When(key=key, then=Value(EXACT)),
        When(key__startswith=key, is_preferred=True, then=Value(PREFIX_PREFERRED) + bonus),
        When(key__startswith=key, then=Value(PREFIX) + bonus),
        When(is_preferred=True, then=Value(WORDS_PREFERRED) + bonus),
        default=Value(WORDS) + bonus,
    )
    matching = Label.objects.filter(Q(key__startswith=key) | has_every_word)
    return _best_labels(matching, key, concepts, score)


def _similar(key: str, concepts: ConceptQuerySet) -> QuerySet[Label, Any]:
    """Return one label of each concept with a name of similar spelling."""
    similar = Label.objects.filter(key__trigram_word_similar=key)
    return _best_labels(similar, key, concepts, TrigramWordSimilarity(key, "key"))


def _best_labels(
    labels: QuerySet[Label],
    key: str,
    concepts: ConceptQuerySet,
    score: Case | TrigramWordSimilarity,
) -> QuerySet[Label, Any]:
    """Return the best label of each concept, best first."""
    return (
        labels.filter(concept__in=concepts)
        .annotate(
            score=Cast(score, FloatField()),
            similarity=Cast(TrigramSimilarity("key", key), FloatField()),
        )
        .annotate(
            rank=Window(
                RowNumber(),
                partition_by=F("concept_id"),
                order_by=[F("score").desc(), F("similarity").desc(), "key"],
            )
        )
        .filter(rank=1)
        .select_related("concept")
        .order_by("-score", "-is_meant", "-similarity", "concept__position", "concept__code")
    )


def _of_same_meaning(
    linker: linking.Linker,
    text: str,
    kinds: Collection[str],
    concepts: ConceptQuerySet,
    limit: int,
) -> list[SearchHit]:
    """Return the concepts that the linker finds for the text."""
    links = linker.link(text, kinds=[str(kind) for kind in kinds], top=limit)
    rows = concepts.by_code([link.code for link in links])
    return [SearchHit(rows[link.code], link.label) for link in links if link.code in rows]


@lru_cache(maxsize=1)
def _other_fields() -> dict[str, OtherField]:
    """Return what is no skill by search key; families of roles are not roles."""
    meant = vocabulary.meant()
    named: dict[str, OtherField] = {}
    shared: dict[str, OtherField] = {}
    for entry in vocabulary.read_other_than_skills():
        is_role = entry.kind == Concept.Kind.ROLE
        if is_role and entry.seniority is None:
            continue
        for name in entry.names:
            key = key_of(name)
            words = name if is_role else entry.names[0]
            if meant.get(key, entry.code) == entry.code:
                named.setdefault(key, OtherField(entry.kind, words[:1].upper() + words[1:]))
        for words in entry.leads:
            shared[key_of(words)] = OtherField(entry.kind, words[:1].upper() + words[1:])
    return shared | named


def _unique(found: list[SearchHit], limit: int) -> list[SearchHit]:
    once: dict[int, SearchHit] = {}
    for one in found:
        once.setdefault(one.concept.pk, one)
    return list(once.values())[:limit]
