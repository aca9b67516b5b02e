"""What a text seems to say, one thing at a time, with the words that it came from."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is suggested; the groups of the page, in their order."""

    SKILL = "skill"
    SITUATION = "situation"
    SENIORITY = "seniority"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class Suggested:
    """One thing that a text seems to say.

    Attributes:
        key: names it within its text.
        kind: a value of `Kind`.
        value: the concept's code, the number of the seniority, or a criterion's own words.
        label: how it reads on a page.
        quote: the words it came from, `text[start:end]`.
        is_certain: whether it was found so clearly that it is right four times in five.
    """

    key: str
    kind: str
    value: str
    label: str
    quote: str
    start: int
    end: int
    is_certain: bool
