"""What the search of the list of briefs reads."""

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from interimhub.lib.search import terms

OWN_TEXTS = ("title", "what_happened", "place", "client__name", "manager__user__full_name")
PARTS = (
    ("requirements__concept__label",),
    ("situations__label",),
    ("criteria__measure", "criteria__target"),
)

Rows = TypeVar("Rows", bound=QuerySet[Any])


def with_words(rows: Rows, words: str) -> Rows:
    """Keep the briefs that hold every word in one of these texts."""
    for term in terms(words):
        # Each part by itself, and only for rows that this reader may see anyway.
        same = rows.model._default_manager.filter(pk=OuterRef("pk"))
        found = term.among(*OWN_TEXTS)
        for part in PARTS:
            found |= Q(Exists(same.filter(term.among(*part))))
        rows = rows.filter(found)
    return rows
