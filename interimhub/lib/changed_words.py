"""What a text said and what it says now, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+\s*|^\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    text: str
    is_gone: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part that reads differently.

    Attributes:
        label: which part.
        was, now: its whole text; "" where there was or is none.
    """

    label: str
    was: str
    now: str

    @property
    def is_added(self) -> bool:
        """Whether there was nothing before."""
        return not self.was.strip()

    @property
    def is_removed(self) -> bool:
        """Whether there is nothing any more."""
        return not self.now.strip()

    @property
    def kind(self) -> str:
        """What happened to it, in a word."""
        return "Added" if self.is_added else "Removed" if self.is_removed else "Changed"

    @property
    def in_words(self) -> str:
        """The change as one line of plain text."""
        if self.is_added:
            return f"{self.label}: added: {self.now.strip()}"
        if self.is_removed:
            return f"{self.label}: removed; it said: {self.was.strip()}"
        return f"{self.label}: was “{self.was.strip()}”, is now “{self.now.strip()}”"

    @property
    def pieces(self) -> list[Piece]:
        """The text word by word, what went before what came."""
        before, after = WORD.findall(self.was), WORD.findall(self.now)
        pieces: list[Piece] = []
        for kind, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
            if kind == "equal":
                pieces.append(Piece("".join(before[i:j])))
                continue
            if i < j:
                pieces.append(Piece("".join(before[i:j]), is_gone=True))
            if k < m:
                pieces.append(Piece("".join(after[k:m]), is_new=True))
        return pieces


def only_changed(parts: list[PartChange]) -> list[PartChange]:
    """Keep the parts that differ by more than the space around them."""
    return [part for part in parts if part.was.strip() != part.now.strip()]
