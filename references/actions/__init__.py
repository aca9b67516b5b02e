"""Everything that changes references: asking, answering, keeping and lending."""

from references.actions.answering import answer, decline, erase
from references.actions.asking import CannotAsk, ask_for_reference
from references.actions.lending import hide, lend, show, take_back

__all__ = [
    "CannotAsk",
    "answer",
    "ask_for_reference",
    "decline",
    "erase",
    "hide",
    "lend",
    "show",
    "take_back",
]
