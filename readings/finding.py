"""From a text to what it seems to say, by the linker of the vocabulary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readings.suggestions import Kind, Suggested
from skills import linking
from skills.linking import Suggestion
from skills.scales import Seniority


@dataclass(frozen=True, slots=True)
class Found:
    """What a text seems to say.

    Attributes:
        suggested: skills first, then situations, seniority and criteria, each as the text goes on.
        is_cut: whether the text was too long to be looked through to its end.
        is_by_spelling: whether nothing there knew the meaning of words.
    """

    suggested: list[Suggested]
    is_cut: bool
    is_by_spelling: bool


def found_in(text: str) -> Found:
    """Look through a text; it takes seconds."""
    told = linking.suggest(text)
    suggested = [
        *_each(Kind.SKILL, told.skills),
        *_each(Kind.SITUATION, told.situations),
        *_each(Kind.SENIORITY, told.seniority),
        *_each(Kind.CRITERION, told.criteria),
    ]
    return Found(suggested, told.is_cut, not told.has_meaning)


def _each(kind: Kind, rows: Iterable[Suggestion]) -> Iterator[Suggested]:
    """Name each for the page."""
    for number, row in enumerate(sorted(rows, key=lambda row: (row.start, row.end)), start=1):
        value, label = row.code or row.label, row.label
        if kind is Kind.SENIORITY:
            # The text names a role; what is asked is how senior that is.
            assert row.value is not None
            value, label = str(row.value), str(Seniority(row.value).label)
        yield Suggested(
            key=f"{kind.value}-{number}",
            kind=kind.value,
            value=value,
            label=label,
            quote=row.quote,
            start=row.start,
            end=row.end,
            is_certain=row.is_certain,
        )
