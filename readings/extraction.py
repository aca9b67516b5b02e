"""Extract suggestions from a text by the linker of the vocabulary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readings.suggestions import Suggestion, SuggestionKind
from skills import linking
from skills.scales import Seniority


@dataclass(frozen=True, slots=True)
class Extraction:
    """The suggestions found in a text.

    Attributes:
        suggestions: skills, then situations, seniority and criteria, each in the order of the text.
        is_cut: whether the text was too long to be searched completely.
        is_by_spelling: whether only spelling was compared, without the encoder.
        is_foreign_unread: whether it is not in English, and only English is compared by meaning.
    """

    suggestions: list[Suggestion]
    is_cut: bool
    is_by_spelling: bool
    is_foreign_unread: bool


def extract(text: str, names: str = "") -> Extraction:
    """Return the suggestions found in a text. Takes seconds.

    Args:
        names: the full name of the person who brought the text.
    """
    linked = linking.suggest(text, names)
    suggestions = [
        *_each(SuggestionKind.SKILL, linked.skills),
        *_each(SuggestionKind.SITUATION, linked.situations),
        *_each(SuggestionKind.SENIORITY, linked.seniority),
        *_each(SuggestionKind.CRITERION, linked.criteria),
    ]
    return Extraction(suggestions, linked.is_cut, not linked.has_meaning, linked.is_foreign_unread)


def _each(kind: SuggestionKind, rows: Iterable[linking.TextMatch]) -> Iterator[Suggestion]:
    """Yield each with a key for the page."""
    for number, row in enumerate(sorted(rows, key=lambda row: (row.start, row.end)), start=1):
        value, label = row.code or row.label, row.label
        if kind is SuggestionKind.SENIORITY:
            # The text names a role; the suggestion is its seniority.
            assert row.value is not None
            value, label = str(row.value), str(Seniority(row.value).label)
        yield Suggestion(
            key=f"{kind.value}-{number}",
            kind=kind.value,
            value=value,
            label=label,
            quote=row.quote,
            start=row.start,
            end=row.end,
            is_certain=row.is_certain,
        )
