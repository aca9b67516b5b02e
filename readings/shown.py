"""A text beside its suggestions, as a page shows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from readings.deciding import REFUSED, TAKEN
from readings.models import TextReading
from readings.suggestions import Kind, Suggested

OPEN = "open"
AROUND = 44  # characters of the text shown before and after a quote
TITLES = {
    Kind.SKILL: "Skills",
    Kind.SITUATION: "Situations",
    Kind.SENIORITY: "Seniority",
    Kind.CRITERION: "Success criteria",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked beside a suggestion of one kind.

    Attributes:
        name: under which it is posted.
        label: the question, for those who cannot see what it stands beside.
        options: value and words.
    """

    name: str
    label: str
    options: Sequence[tuple[object, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of suggestions stands: its addresses and its words.

    Attributes:
        name: "your brief" or "your profile".
        onward: address and words of the next thing to do.
        after: by kind, what is asked once a suggestion was taken over.
        before: by kind, what must be chosen to take it over.
        impossible: by kind, why nothing can be taken over yet, and where that changes.
    """

    name: str
    text: str
    take: str
    refuse: str
    undo: str
    forget: str
    onward: tuple[str, str]
    after: Mapping[str, Choice] = field(default_factory=dict)
    before: Mapping[str, Choice] = field(default_factory=dict)
    impossible: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holding:
    """How the brief or profile stands to a suggestion.

    Attributes:
        is_held: whether it says so already.
        place: where, in words: "in your brief".
        label, detail: how the suggestion reads there, where that is not its own label.
        instead: what it says in its place, or nothing.
        choice: what its owner chose with it (how much it matters, how well), or nothing.
    """

    is_held: bool = False
    place: str = ""
    label: str = ""
    detail: str = ""
    instead: str = ""
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One suggestion on a page.

    Attributes:
        before, after: the text around the quote.
        is_its_quote: whether its label is the whole quote, so that one of them is enough.
        state: "open", "taken", "refused", or "there": said before anybody read the text.
    """

    key: str
    label: str
    before: str
    quote: str
    after: str
    is_certain: bool
    state: str
    holding: Holding
    is_its_quote: bool = False

    # Facts, for templates that compare nothing

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.state == OPEN

    @property
    def is_taken(self) -> bool:
        """Whether it was taken over."""
        return self.state == TAKEN

    @property
    def is_refused(self) -> bool:
        """Whether it was set aside."""
        return self.state == REFUSED


@dataclass(frozen=True, slots=True)
class Group:
    """The suggestions of one kind.

    Attributes:
        after, before, impossible: what the `Place` says of this kind, or None.
    """

    kind: str
    title: str
    cards: list[Card]
    after: Choice | None
    before: Choice | None
    impossible: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text with the suggestions it gave.

    Attributes:
        keys: of the suggestions, parted by spaces; "" where there is none.
        begins: those whose words begin here.
    """

    text: str
    keys: str
    begins: list[str]


def seniority_holding(one: Suggested, own: int | None, said: str, place: str) -> Holding:
    """Return how a suggested seniority stands to one's own, which is `said` in words."""
    is_held = str(own) == one.value
    return Holding(is_held, place, instead=str(said) if own and not is_held else "")


def groups_of(reading: TextReading, holdings: Mapping[str, Holding], place: Place) -> list[Group]:
    """Return the suggestions by kind, each in the order of the text; no group is empty.

    Args:
        holdings: for a suggestion's key how the brief or profile stands to it; one that is left
            out is not for this place.
    """
    shown = [one for one in reading.suggested if one.key in holdings]
    groups = []
    for kind, title in TITLES.items():
        cards = [_card(reading, one, holdings[one.key]) for one in shown if one.kind == kind]
        if cards:
            asked = (place.after.get(kind), place.before.get(kind), place.impossible.get(kind))
            groups.append(Group(kind.value, title, cards, *asked))
    return groups


def left_of(reading: TextReading, holdings: Mapping[str, Holding]) -> int:
    """Return how many suggestions wait for an answer."""
    answers = ((reading.answer_to(key), holding.is_held) for key, holding in holdings.items())
    return sum(_state(answer, is_held=is_held) == OPEN for answer, is_held in answers)


def _card(reading: TextReading, one: Suggested, holding: Holding) -> Card:
    label = holding.label or one.label
    is_whole = not holding.detail and not label.endswith("…")
    return Card(
        key=one.key,
        label=label,
        before=_before(reading.text, one.start),
        quote=one.quote,
        after=_after(reading.text, one.end),
        is_certain=one.is_certain,
        state=_state(reading.answer_to(one.key), is_held=holding.is_held),
        holding=holding,
        is_its_quote=one.kind == Kind.CRITERION and is_whole,
    )


def _state(answer: str, *, is_held: bool) -> str:
    """What was taken over and then removed on its own page is open again."""
    if is_held:
        return TAKEN if answer == TAKEN else "there"
    return REFUSED if answer == REFUSED else OPEN


def _before(text: str, start: int) -> str:
    """Return the words of the same line before a quote, from the beginning of a word."""
    line = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    if start > AROUND and len(line) == AROUND:
        return f"…{line[line.find(' ') :]}" if " " in line else "… "
    return line


def _after(text: str, end: int) -> str:
    line = text[end : end + AROUND].partition("\n")[0]
    if len(line) == AROUND:
        return f"{line[: line.rfind(' ')]} …" if " " in line else " …"
    return line


def segments_of(text: str, suggested: Iterable[Suggested]) -> list[Segment]:
    """Cut a text at every edge of a quote."""
    quotes = [one for one in suggested if 0 <= one.start < one.end <= len(text)]
    edges = sorted({0, len(text), *(one.start for one in quotes), *(one.end for one in quotes)})
    found = []
    for begin, end in pairwise(edges):
        keys = [one.key for one in quotes if one.start <= begin and end <= one.end]
        begins = [one.key for one in quotes if one.start == begin]
        found.append(Segment(text[begin:end], " ".join(keys), begins))
    return found


def counts_of(groups: Iterable[Group]) -> dict[str, Any]:
    """Return how many suggestions there are, and how many wait for an answer."""
    cards = [card for group in groups for card in group.cards]
    return {
        "total": len(cards),
        "open": sum(card.is_open for card in cards),
        "taken": sum(card.is_taken for card in cards),
        "refused": sum(card.is_refused for card in cards),
    }
