"""Suggestions found in a text."""

from dataclasses import dataclass
from enum import StrEnum


class SuggestionKind(StrEnum):
    """The kinds of suggestions, in the order of the page."""

    SKILL = "skill"
    SITUATION = "situation"
    SENIORITY = "seniority"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion found in a text.

    Attributes:
        key: unique within its text.
        kind: a value of `SuggestionKind`.
        value: the concept's code, the number of the seniority, or a criterion's own words.
        label: its text on pages.
        quote: the words it was found in, `text[start:end]`.
        is_certain: whether at least nine in ten suggestions like this are right.
    """

    key: str
    kind: str
    value: str
    label: str
    quote: str
    start: int
    end: int
    is_certain: bool
