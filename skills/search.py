"""From a few typed letters to the concepts they may mean."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Q, Value, When, Window
from django.db.models.functions import Cast, Length, RowNumber

from skills.models import Concept, ConceptQuerySet, Label
from skills.words import key_of

SKILLS = Concept.SKILLS
LONGEST = 100
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A concept, and the one of its names that matched best."""

    concept: Concept
    label: str

    @property
    def is_by_other_name(self) -> bool:
        """Whether it was found under another name than its own."""
        return self.label != self.concept.label


def search(
    text: str,
    kinds: Collection[str] = SKILLS,
    limit: int = 10,
    *,
    among: ConceptQuerySet | None = None,
) -> list[Found]:
    """Return the concepts that `text` may mean, best first: the type-ahead's answer.

    A name counts when it begins with the text, has words that begin with each of its words, or
    is spelt nearly like it. Of several that bear the name, the one it means comes first. Nothing
    found is an answer.

    Args:
        kinds: values of `Concept.Kind`.
        among: where to look; everywhere by default.
    """
    words = key_of(text[:LONGEST]).split()[:MOST_WORDS]
    if not words:
        return []
    key = " ".join(words)
    concepts = Concept.objects.all() if among is None else among
    has_every_word = Q(*(Q(key__regex=rf"\m{word}") for word in words))
    labels = (
        Label.objects.filter(concept__in=concepts.of_kind(*kinds))
        .filter(Q(key__startswith=key) | has_every_word | Q(key__trigram_word_similar=key))
        .annotate(
            score=Cast(TrigramSimilarity("key", key), FloatField())
            + Case(
                When(key=key, then=Value(3.0)),
                When(key__startswith=key, then=Value(2.0)),
                When(has_every_word, then=Value(1.0)),
                default=Value(0.0),
            )
        )
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=F("concept_id"),
                order_by=[F("score").desc(), F("is_preferred").desc(), "key"],
            )
        )
        .filter(place=1)
        .select_related("concept")
        .order_by("-score", "-is_meant", Length("key"), "concept__position", "concept__code")
    )
    return [Found(label.concept, label.text) for label in labels[:limit]]
