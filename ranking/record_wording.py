"""The wording of what past assignments tell: their words and roles, and a level read from a title.

`wording` has everything else.
"""

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from matching import WEIGHTS, RoleLine, WordsLine
from ranking import wording

Facts = Mapping[str, Any]

WORDS, ROLE = "In words", "Role"
MET = 0.75
"""The credit from which words or a role count as shown, as with success criteria."""
QUOTE_LENGTH = 200
"""The number of characters of a quoted sentence that a page shows."""
PROFESSIONS = {
    "medicine": "a physician",
    "nursing": "a nurse",
    "pharmacy": "a pharmacist",
    "law": "a lawyer",
}
"""The protected professions (`ranking.roles`): who is in them."""


def state_of(credit: float) -> str:
    """Return the state of words or a role with this credit."""
    if credit <= 0:
        return "missing"
    return "have" if credit >= MET else "near"


def words_detail(line: WordsLine, state: str, facts: Facts) -> str:
    """Return how much the record reads like the brief, and which assignment comes closest."""
    if line.credit_high > line.credit:
        return "the profile tells of no assignment in words."
    if state == "missing":
        return "nothing in the record reads like this brief."
    where = ", ".join(str(facts[name]) for name in ("ended", "what") if facts.get(name))
    work = "such work" if state == "have" else "similar work"
    return f"the record tells of {work}{f' ({where})' if where else ''}."


def closest(said: str) -> str:
    """Return the sentence of the record that comes closest, as the sentence of a reason."""
    return f"In words, closest in the record: “{said}”"


def if_words(line: WordsLine) -> str:
    """Return what has to be true for the words to count."""
    if line.credit_high == line.credit:
        return ""
    return "a sentence or two about each assignment told of such work"


def role_detail(line: RoleLine, state: str, facts: Facts) -> str:
    """Return the past role that comes nearest to the one that the brief asks for."""
    if line.credit_high > line.credit:
        return "the profile states no past role."
    if state == "missing":
        return "no past role comes near."
    kind = {
        "same": "the same kind of role",
        "related": "a related kind of role",
        "similar": "a role with a similar title",
    }[role_relation(line)]
    title = f", “{facts['title']}”" if facts.get("title") else ""
    until = f", until {facts['ended']}" if facts.get("ended") else ""
    return f"has held {kind}{title}{until}."


def role_relation(line: RoleLine) -> str:
    """Return how the nearest past role is related: "same", "related", "similar" or "none"."""
    if line.met_by < 0 or line.credit <= 0:
        return "none"
    named = {WEIGHTS.same: "same", WEIGHTS.near_family: "related"}
    return named.get(line.credit, "similar")


def if_role(line: RoleLine) -> str:
    """Return what has to be true for the role to count in full."""
    return "" if line.credit >= MET else "a past role of the same kind were stated"


def missing_role(line: RoleLine) -> str:
    """Return what is missing of the role, without a full stop."""
    if line.met_by < 0:
        return "No past role of this kind is stated"
    return "Only a past role of a related kind is stated"


MISSING_WORDS = "No assignment is told in words"


def other_profession(who: str) -> str:
    """Return that nobody stands in for a protected profession; `who` is "a nurse"."""
    return (
        f"No past role as {who}. Professions do not stand in for each other, which reduces the"
        f" total by {wording.percent_off(WEIGHTS.other_profession)} %."
    )


def cut(text: str) -> str:
    """Return a sentence as a page quotes it: in one line, cut at a word if it is long."""
    plain = " ".join(text.split())
    if len(plain) <= QUOTE_LENGTH:
        return plain
    at_word = shorten(plain, QUOTE_LENGTH, placeholder="…")
    return at_word if len(at_word) > 1 else f"{plain[: QUOTE_LENGTH - 1]}…"
