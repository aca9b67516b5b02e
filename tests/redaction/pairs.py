"""Pairs of texts that differ in nothing that may count, and pairs that differ in what does.

Ten cultures of names, four languages, every category. The two halves of `pairs.json` were written
before the words of `redaction/words/` were tuned. The third set, `third_pairs.json`, was written
later, by somebody who had not read the rules.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "de", "fr", "nl")
HALVES = ("development", "held out")
THIRD = "third"
SETS = (*HALVES, THIRD)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, each with the full name of the person who wrote it."""

    category: str
    language: str
    one: str
    one_name: str
    other: str
    other_name: str


def _read(name: str) -> dict[str, Any]:
    return dict(json.loads((Path(__file__).parent / name).read_text("utf-8")))


DATA = _read("pairs.json")
"""Names, outcomes, and frames with the values that must make no difference in them.

{first}, {last} and {name} are the person's own, {stranger} is somebody else's surname, {done} is
the outcome. In a value, "|" stands before the ending of another word of the frame, {w}.
"""

_THIRD = _read("third_pairs.json")
FRAMES: dict[str, Any] = {**DATA["frames"], THIRD: _THIRD["frames"]}
OUTCOMES: dict[str, Any] = {**DATA["outcomes"], THIRD: _THIRD["outcomes"]}


def pairs(half: str, number: int, *, seed: int = 1) -> list[Pair]:
    """Return so many different pairs of one set: categories and languages in turn."""
    chance = random.Random(f"{half} {seed}")
    kinds = [(lang, category) for category in FRAMES[half]["en"] for lang in LANGUAGES]
    found: dict[tuple[str, str], Pair] = {}
    turn = 0
    while len(found) < number:
        pair = _pair(half, *kinds[turn % len(kinds)], chance)
        if pair.one != pair.other:
            found.setdefault((pair.one, pair.other), pair)
        turn += 1
    return list(found.values())


def _pair(half: str, language: str, category: str, chance: random.Random) -> Pair:
    drawn = chance.choice(FRAMES[half][language][category])
    frame, values = drawn["frame"], drawn["values"]
    done = chance.choice(OUTCOMES[half][language])
    stranger = _person(half, chance)[1]
    texts, names = [], []
    for value in chance.sample(values, 2):
        first, last = _person(half, chance)
        v, _, w = value.partition("|")
        name = f"{first} {last}".strip()
        first = first or last
        v = v.format(first=first, last=last, name=name)
        text = frame.format(
            v=v, w=w, done=done, first=first, last=last, name=name, stranger=stranger
        )
        text = " ".join(text.split()).replace("( ", "(").replace(" :", " :")
        texts.append(text[:1].upper() + text[1:])
        names.append(name)
        if category != "own name" and "{name}" not in frame:
            stranger = chance.choice([stranger, _person(half, chance)[1]])
    return Pair(category, language, texts[0], names[0], texts[1], names[1])


def _person(half: str, chance: random.Random) -> tuple[str, str]:
    """Draw a first name and a surname; the first name of a mononym is empty."""
    names = _THIRD["names"] if half == THIRD else DATA["names"]
    culture = names[chance.choice(list(names))]
    part = {HALVES[0]: slice(0, 3), HALVES[1]: slice(3, 6), THIRD: slice(0, 3)}[half]
    firsts = [*culture["women"][part], *culture["men"][part]]
    return chance.choice(firsts), chance.choice(culture["surnames"][part])


def controls() -> Iterator[tuple[str, str]]:
    """Yield pairs of texts that differ in a skill, an outcome or a number of months."""
    for language, swaps in DATA["controls"].items():
        for done in DATA["outcomes"]["development"][language]:
            for one, other in swaps:
                if one in done:
                    yield done, done.replace(one, other)
