"""Whether an abbreviation in a text means the concept that it abbreviates.

"MA" is a degree, "DD" a date, "PM" a time of day: letters alone say little. An abbreviation counts
if it is known in every trade, or if a word of its field stands near it.
"""

from functools import lru_cache

from matching.linking import FILLERS, Window
from skills.linking.names import Vocabulary
from skills.words import key_of

NEAR = 160
"""Characters before and after it in which a word of its field must stand."""
LONG = 4
"""Abbreviations of this length are seldom anything else."""
STEM = 6
# Short, and the same in every trade; reviewed one by one.
_KNOWN = (
    "SAP GMP GLP HGB SOX AML KYC CRM AWS MES WMS PLM OEE KVP SQL PHP iOS R2R O2C P2P S2P GxP"
    " QbD RPA IKS DRG M&A P&L PMO MBO LBO UX BFR T2A HSE IBP TPM SMED"
)
KNOWN = frozenset(_KNOWN.split())
# Long, and yet an ordinary word when a line is in capitals.
ORDINARY = frozenset({"SEND", "PALS", "WHOA", "REMS", "LINQ", "AJAX", "SUPRA", "QUEL", "COMAL"})


def is_meant(vocabulary: Vocabulary, concept: int, text: str, window: Window) -> bool:
    """Return whether a short word of a text is an abbreviation of this concept.

    It must be written as in the vocabulary ("M&A" is no "MA"), in capitals.
    """
    word = window.text
    if len(word) < 2 or word.islower() or word.istitle():
        return False
    names = _names_of(vocabulary, concept)
    if word.casefold() not in {name.casefold() for name in names}:
        return False
    if word in KNOWN or (len(word) >= LONG and word not in ORDINARY):
        return True
    near = text[max(0, window.start - NEAR) : window.start] + " " + text[window.end :][:NEAR]
    return bool(_stems(near) & _field_of(names))


@lru_cache(maxsize=2_000)
def _field_of(names: tuple[str, ...]) -> frozenset[str]:
    """Return the stems of the words in a concept's names, without abbreviations."""
    return frozenset(_stems(" ".join(names)))


def _names_of(vocabulary: Vocabulary, concept: int) -> tuple[str, ...]:
    is_last = concept + 1 == len(vocabulary.start)
    end = len(vocabulary.names) if is_last else int(vocabulary.start[concept + 1])
    return tuple(name.text for name in vocabulary.names[int(vocabulary.start[concept]) : end])


def _stems(text: str) -> set[str]:
    words = key_of(text).split()
    return {word[:STEM] for word in words if len(word) > LONG and word not in FILLERS}
