"""Parts that apps above this one add to an interim's conversation.

@further_part
def answer_of_check(entry: Entry) -> FurtherPart | None:
    return FurtherPart(Place.FIRST, "…/_check.html", facts)

So this app shows them without knowing the app, its rows or its words (docs/adr/0039). Only the
interim reads them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shortlists.models import Entry


class Place(StrEnum):
    """Where a part stands."""

    FIRST = "first"  # what is to be decided or known first, before the letter
    WITH_PACK = "with_pack"  # what belongs to the pack


@dataclass(frozen=True, slots=True)
class FurtherPart:
    """One part of the page.

    Attributes:
        template: the path of its template, which gets `part` and `entry`.
        facts: what the template reads as `part`.
    """

    place: Place
    template: str
    facts: Any


Source = Callable[[Entry], FurtherPart | None]

_SOURCES: list[Source] = []


def further_part(source: Source) -> Source:
    """Register a function that returns a part for a conversation, or None."""
    _SOURCES.append(source)
    return source


def parts_of(entry: Entry) -> Mapping[str, Sequence[FurtherPart]]:
    """Return the parts of a conversation by their place."""
    found = [part for source in _SOURCES if (part := source(entry))]
    return {place.value: [part for part in found if part.place == place] for place in Place}
