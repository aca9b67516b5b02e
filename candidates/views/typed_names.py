"""A name of the vocabulary that was typed and not picked from the type-ahead."""

from collections.abc import Collection

from django.http import QueryDict

from skills.search import SKILLS, SearchHit, search
from skills.words import key_of


def resolve_name(
    posted: QueryDict, kinds: Collection[str] = SKILLS
) -> tuple[QueryDict, list[SearchHit]]:
    """Resolve a typed name: set the concept it names exactly, or return similar concepts."""
    data = posted.copy()
    typed = data.get("concept_text", "").strip()
    if data.get("concept") or not typed:
        return data, []
    offers = search(typed, kinds, limit=5)
    exact = [found for found in offers if key_of(found.label) == key_of(typed)]
    if len(exact) == 1:
        data["concept"] = exact[0].concept.code
        return data, []
    return data, offers
