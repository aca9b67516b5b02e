"""Presenter: a text beside its suggestions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from readings.decisions import ACCEPTED, REFUSED
from readings.models import TextReading
from readings.suggestions import Suggestion, SuggestionKind

OPEN = "open"
AROUND = 44  # characters of the text shown before and after a quote
TITLES = {
    SuggestionKind.SKILL: "Skills",
    SuggestionKind.SITUATION: "Situations",
    SuggestionKind.SENIORITY: "Seniority",
    SuggestionKind.CRITERION: "Success criteria",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The question asked beside a suggestion of one kind.

    Attributes:
        name: the name of the field.
        label: the question, for screen readers.
        options: value and words.
    """

    name: str
    label: str
    options: Sequence[tuple[object, str]]


@dataclass(frozen=True, slots=True)
class SuggestionPage:
    """URLs and labels of a page of suggestions.

    Attributes:
        name: "your brief" or "your profile".
        onward: URL and label of the next step.
        after: by kind, the question asked once a suggestion was accepted.
        before: by kind, what must be chosen to accept it.
        impossible: by kind, why nothing can be accepted yet, and the page to change that.
    """

    name: str
    text: str
    accept: str
    refuse: str
    undo: str
    forget: str
    onward: tuple[str, str]
    after: Mapping[str, Choice] = field(default_factory=dict)
    before: Mapping[str, Choice] = field(default_factory=dict)
    impossible: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SuggestionStatus:
    """How a brief or profile compares with a suggestion.

    Attributes:
        is_present: whether it has the suggested value already.
        where: as a phrase, "in your brief".
        label, detail: the text of the value there, if it differs from the suggestion's label.
        current: the current other value, or empty.
        choice: what its owner chose with it (importance, level), or None.
    """

    is_present: bool = False
    where: str = ""
    label: str = ""
    detail: str = ""
    current: str = ""
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One suggestion on a page.

    Attributes:
        before, after: the text around the quote.
        is_its_quote: whether its label is the whole quote, so that one of them is shown.
        state: "open", "accepted", "refused", or "there" when it had the value before.
    """

    key: str
    label: str
    before: str
    quote: str
    after: str
    is_certain: bool
    state: str
    status: SuggestionStatus
    is_its_quote: bool = False

    # Facts

    @property
    def is_open(self) -> bool:
        """Whether it is not decided yet."""
        return self.state == OPEN

    @property
    def is_accepted(self) -> bool:
        """Whether it was accepted."""
        return self.state == ACCEPTED

    @property
    def is_refused(self) -> bool:
        """Whether it was refused."""
        return self.state == REFUSED


@dataclass(frozen=True, slots=True)
class Group:
    """The suggestions of one kind.

    Attributes:
        after, before, impossible: see `SuggestionPage`; None without one.
        together: the keys of those that were accepted by one press, the latest one.
    """

    kind: str
    title: str
    cards: list[Card]
    after: Choice | None
    before: Choice | None
    impossible: tuple[str, str, str] | None
    together: list[str] = field(default_factory=list)

    # Facts

    @property
    def to_accept(self) -> list[str]:
        """The keys that one press accepts; none where each needs a choice, or is the only one."""
        if self.before or self.impossible or self.kind == SuggestionKind.SENIORITY:
            return []
        keys = [card.key for card in self.cards if card.is_open]
        return keys if len(keys) > 1 else []

    @property
    def to_undo(self) -> list[str]:
        """The keys that one press undoes: those accepted together that still stand."""
        standing = {card.key for card in self.cards if card.is_accepted}
        keys = [key for key in self.together if key in standing]
        return keys if len(keys) > 1 else []


@dataclass(frozen=True, slots=True)
class TextSegment:
    """A piece of the text with the suggestions found in it.

    Attributes:
        keys: of the suggestions, separated by spaces.
        begins: the suggestions whose quote starts here.
    """

    text: str
    keys: str
    begins: list[str]


def seniority_status(one: Suggestion, own: int | None, label: str, where: str) -> SuggestionStatus:
    """Return how a suggested seniority compares with the current one, whose label is `label`."""
    is_present = str(own) == one.value
    return SuggestionStatus(is_present, where, current=label if own and not is_present else "")


def groups_of(
    reading: TextReading, statuses: Mapping[str, SuggestionStatus], target: SuggestionPage
) -> list[Group]:
    """Return the suggestions by kind, each in the order of the text; no group is empty.

    Args:
        statuses: by the suggestion's key; suggestions without a status are not shown.
    """
    shown = [one for one in reading.suggestions if one.key in statuses]
    groups = []
    for kind, title in TITLES.items():
        cards = [_card(reading, one, statuses[one.key]) for one in shown if one.kind == kind]
        if cards:
            asked = (target.after.get(kind), target.before.get(kind), target.impossible.get(kind))
            groups.append(Group(kind.value, title, cards, *asked, _together(reading, cards)))
    return groups


def _together(reading: TextReading, cards: Sequence[Card]) -> list[str]:
    """Return the keys of those that were accepted by the latest press on "accept all"."""
    marks = {card.key: str(reading.change_of(card.key).get("together", "")) for card in cards}
    latest = max(marks.values(), default="")
    return [key for key, mark in marks.items() if latest and mark == latest]


def open_count(reading: TextReading, statuses: Mapping[str, SuggestionStatus]) -> int:
    """Return the number of undecided suggestions."""
    answers = ((reading.answer_to(key), status.is_present) for key, status in statuses.items())
    return sum(_state(answer, is_present=is_present) == OPEN for answer, is_present in answers)


def _card(reading: TextReading, one: Suggestion, status: SuggestionStatus) -> Card:
    label = status.label or one.label
    is_whole = not status.detail and not label.endswith("…")
    return Card(
        key=one.key,
        label=label,
        before=_before(reading.text, one.start),
        quote=one.quote,
        after=_after(reading.text, one.end),
        is_certain=one.is_certain,
        state=_state(reading.answer_to(one.key), is_present=status.is_present),
        status=status,
        is_its_quote=one.kind == SuggestionKind.CRITERION and is_whole,
    )


def _state(answer: str, *, is_present: bool) -> str:
    """Return the state. A value that was accepted and later removed is open again."""
    if is_present:
        return ACCEPTED if answer == ACCEPTED else "there"
    return REFUSED if answer == REFUSED else OPEN


def _before(text: str, start: int) -> str:
    """Return the text of the same line before a quote, starting at a word."""
    line = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    if start > AROUND and len(line) == AROUND:
        return f"…{line[line.find(' ') :]}" if " " in line else "… "
    return line


def _after(text: str, end: int) -> str:
    line = text[end : end + AROUND].partition("\n")[0]
    if len(line) == AROUND:
        return f"{line[: line.rfind(' ')]} …" if " " in line else " …"
    return line


def segments_of(text: str, suggestions: Iterable[Suggestion]) -> list[TextSegment]:
    """Split a text at the edges of all quotes."""
    quotes = [one for one in suggestions if 0 <= one.start < one.end <= len(text)]
    edges = sorted({0, len(text), *(one.start for one in quotes), *(one.end for one in quotes)})
    found = []
    for begin, end in pairwise(edges):
        keys = [one.key for one in quotes if one.start <= begin and end <= one.end]
        begins = [one.key for one in quotes if one.start == begin]
        found.append(TextSegment(text[begin:end], " ".join(keys), begins))
    return found


def counts_of(groups: Iterable[Group]) -> dict[str, Any]:
    """Return the numbers of suggestions by state."""
    cards = [card for group in groups for card in group.cards]
    return {
        "total": len(cards),
        "open": sum(card.is_open for card in cards),
        "accepted": sum(card.is_accepted for card in cards),
        "refused": sum(card.is_refused for card in cards),
    }
