"""Skills and situations in whole texts of four languages: a part of `bench/quality.py`.

`tests/skills/graded/*.csv`: 44 texts in each language, written by us before the linker could read
them, with what a careful reader finds in them. `skills` and `situations` are to be found, each
one of its alternatives; `also` may be found. The odd lines were used to choose thresholds, the even
lines only for the figures: every topic is in one half, in all languages.

`precision`: of what is found, the share that the reader finds too. An ESCO skill that is a direct
parent or child of such a term counts as found by the reader. `recall`: of what the reader finds,
the share that is found. The bare encoders find what a sentence is nearest to, with a threshold that
gives each the best F1 on the odd lines of all languages.
"""

import csv
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bench.resampling import PerText
from matching.linking import cosines, lengths_of
from skills import encoder, linking, multilingual, vocabulary
from skills.encoder import Int8s
from skills.linking.linker import OWN, Linker
from skills.linking.texts import KINDS_OF_SKILL, SENTENCE, SITUATION, suggest_from

LANGUAGES = ("en", "de", "fr", "nl")
GRADED = Path(__file__).resolve().parents[1] / "tests" / "skills" / "graded"
TARGET = {"precision": 0.85, "recall": 0.60}

SITUATIONS = "ih:situation:"
NEAREST = 3

Near = Mapping[str, frozenset[str]]
Found = tuple[frozenset[str], frozenset[str]]
Way = Callable[[str], Found]


@dataclass(frozen=True, slots=True)
class Graded:
    """A text and what a careful reader finds in it.

    Attributes:
        skills, situations: each a set of alternatives, as codes.
        also: codes that may be found.
    """

    text: str
    skills: tuple[frozenset[str], ...]
    situations: tuple[frozenset[str], ...]
    also: frozenset[str]


def measure(data: Path) -> dict[str, Any]:
    """Measure the even lines of every language."""
    del data
    linker = linking.shipped(_tell)
    near = nearest_relatives()
    ways: dict[str, Way] = {"InterimHub": lambda text: product(linker, text)}
    odd = [one for language in LANGUAGES for one in graded(linker, language)[::2]]
    for name, encode in _encoders().items():
        ways[f"bare {name}"] = _bare(linker, encode, odd, near)
    sets = {}
    for language in LANGUAGES:
        texts = graded(linker, language)[1::2]
        found = {name: [way(one.text) for one in texts] for name, way in ways.items()}
        for at, kind in enumerate(("skills", "situations")):
            sets[f"{kind}-{language}"] = {
                "texts": len(texts),
                "target": TARGET if linker.has_encoder else {},
                "ways": {
                    name: shares(texts, [one[at] for one in each], kind, near)
                    for name, each in found.items()
                },
            }
    return {"skipped": [], "sets": sets}


def graded(linker: Linker, language: str) -> list[Graded]:
    """Return the graded texts of a language, in the order of the file."""
    codes: dict[str, dict[str, str]] = {"skill": {}, "situation": {}}
    for code, kind in zip(linker.vocabulary.codes, linker.vocabulary.kinds, strict=True):
        if code.startswith("ih:") and kind in (*KINDS_OF_SKILL, *SITUATION):
            of = codes["situation" if kind in SITUATION else "skill"]
            of[code.rpartition(":")[2]] = code

    def groups(cell: str, *kinds: str) -> tuple[frozenset[str], ...]:
        named = [group.split("|") for group in cell.split(";") if group]
        return tuple(
            frozenset(codes[kind][one] for one in group for kind in kinds if one in codes[kind])
            for group in named
        )

    with (GRADED / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Graded(
                row["text"],
                groups(row["skills"], "skill"),
                groups(row["situations"], "situation"),
                frozenset().union(*groups(row["also"], "skill", "situation")),
            )
            for row in csv.DictReader(file)
        ]


def product(linker: Linker, text: str) -> Found:
    """Return the codes that the product suggests for a pasted text."""
    found = suggest_from(linker, text)
    return (
        frozenset(one.code for one in found.skills),
        frozenset(one.code for one in found.situations),
    )


def shares(
    texts: Sequence[Graded], found: Sequence[frozenset[str]], kind: str, near: Near
) -> dict[str, PerText]:
    """Return precision and recall of what was found in each text, for "skills" or "situations"."""
    right, hit, wanted = [], [], []
    for one, codes in zip(texts, found, strict=True):
        groups = one.skills if kind == "skills" else one.situations
        fine = one.also.union(*groups)
        right.append(sum(_is_right(code, fine, near) for code in codes))
        hit.append(sum(bool(group & codes) for group in groups))
        wanted.append(len(groups))
    size = [len(codes) for codes in found]
    return {"precision": _ratio(right, size), "recall": _ratio(hit, wanted)}


def _ratio(above: Sequence[int], below: Sequence[int]) -> PerText:
    return PerText(np.array(above, dtype=np.float64), np.array(below, dtype=np.float64))


def nearest_relatives() -> Near:
    """Return the direct parents and children of each shipped concept."""
    near: dict[str, set[str]] = {}
    for entry in vocabulary.read():
        for parent in entry.broader:
            near.setdefault(entry.code, set()).add(parent)
            near.setdefault(parent, set()).add(entry.code)
    return {code: frozenset(codes) for code, codes in near.items()}


def _is_right(code: str, fine: frozenset[str], near: Near) -> bool:
    is_escos = not code.startswith(OWN)
    return code in fine or (is_escos and bool(near.get(code, frozenset()) & fine))


def _encoders() -> dict[str, Callable[[Sequence[str]], Int8s]]:
    found: dict[str, Callable[[Sequence[str]], Int8s]] = {}
    if encoder.is_available():
        found["MiniLM"] = encoder.encode
    if multilingual.is_available():
        found["multilingual"] = multilingual.encode
    return found


def _bare(
    linker: Linker,
    encode: Callable[[Sequence[str]], Int8s],
    odd: Sequence[Graded],
    near: Near,
) -> Way:
    """Return the way of an encoder: what a sentence is nearest to, from a threshold on."""
    known = linker.vocabulary
    own = [
        at
        for at, name in enumerate(known.names)
        if name.code.startswith(OWN) and name.kind in (*KINDS_OF_SKILL, *SITUATION)
    ]
    vectors = encode([known.texts[at] for at in own])
    lengths = lengths_of(vectors)
    codes = [known.names[at].code for at in own]

    @cache
    def near_to(text: str) -> tuple[list[tuple[float, str]], ...]:
        lines = [line[0] for line in SENTENCE.finditer(text) if line[0].strip()]
        best: tuple[dict[str, float], ...] = ({}, {})
        for _, block in cosines(encode([line.lower() for line in lines]), vectors, lengths):
            for row in block:
                of_line: tuple[dict[str, float], ...] = ({}, {})
                for code, cosine in zip(codes, row.tolist(), strict=True):
                    of = of_line[code.startswith(SITUATIONS)]
                    of[code] = max(of.get(code, -1.0), cosine)
                for whole, of in zip(best, of_line, strict=True):
                    for code in sorted(of, key=lambda one: -of[one])[:NEAREST]:
                        whole[code] = max(whole.get(code, -1.0), of[code])
        return tuple([(cosine, code) for code, cosine in of.items()] for of in best)

    def above(text: str, kind: int, threshold: float) -> frozenset[str]:
        return frozenset(code for cosine, code in near_to(text)[kind] if cosine >= threshold)

    def quality(kind: int, threshold: float) -> float:
        of = shares(
            odd,
            [above(one.text, kind, threshold) for one in odd],
            ("skills", "situations")[kind],
            near,
        )
        precision, recall = of["precision"].figure, of["recall"].figure
        return 2 * precision * recall / (precision + recall) if precision and recall else 0.0

    skill, situation = (
        max(np.arange(0.2, 0.9, 0.02).tolist(), key=lambda one: quality(kind, one))
        for kind in (0, 1)
    )
    return lambda text: (above(text, 0, skill), above(text, 1, situation))


def _tell(done: int, of: int) -> None:
    if done == of or done % 5120 < 512:
        sys.stderr.write(f"encoding names: {done} of {of}\n")
