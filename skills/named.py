"""Concepts by the words of their names, for the search of lists.

All names are kept folded in one text, some 800 KB, so that a term is found in about a millisecond
and by the same rules as in every other list.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Subquery

from interimhub.lib.search import Term, folded
from skills.models import Concept, Label, VocabularyVersion

State = tuple[int, int | None, str | None, datetime | None] | None

_BETWEEN = "\x00"  # in no term, and no space: a term is found within one name


@dataclass(frozen=True, slots=True)
class _Names:
    """All names of skills, the main name of a concept before its others.

    Attributes:
        text: the folded names, one after the other.
        starts: where each of them begins.
        names: concept and name of each.
    """

    text: str
    starts: list[int]
    names: list[tuple[int, str]]


def skills_named(terms: Iterable[Term]) -> list[dict[int, str]]:
    """Return for each term the skills with a name that holds it: primary key → the first such name.

    Takes one query, and two more after the vocabulary has changed.
    """
    state = _state()
    return [_found(term, state) for term in terms]


def _state() -> State:
    """Return what differs when names have changed; tests and operators may add rows by hand."""
    label = Label.objects.order_by("-pk").values("pk")[:1]
    version = VocabularyVersion.objects.order_by("pk")
    found: State = (
        Concept.objects.order_by("-pk")
        .values_list(
            "pk",
            Subquery(label),
            Subquery(version.values("version")[:1]),
            Subquery(version.values("loaded_at")[:1]),
        )
        .first()
    )
    return found


@lru_cache(maxsize=500)
def _found(term: Term, state: State) -> dict[int, str]:
    known = _load(state)
    found: dict[int, str] = {}
    for start, _ in term.spans_in(known.text):
        concept, name = known.names[bisect_right(known.starts, start) - 1]
        found.setdefault(concept, name)
    return found


@lru_cache(maxsize=1)
def _load(state: State) -> _Names:
    del state
    main = Concept.objects.skills().order_by("pk").values_list("pk", "label")
    others = Label.objects.filter(concept__in=Concept.objects.skills())
    names = [*main, *others.order_by("pk").values_list("concept_id", "text")]
    starts, length, texts = [], 0, []
    for _, name in names:
        starts.append(length)
        texts.append(folded(name))
        length += len(texts[-1]) + 1
    return _Names(_BETWEEN.join(texts), starts, names)
