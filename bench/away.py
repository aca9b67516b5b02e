"""Strangers' briefs and people: a part of `bench/quality.py`.

`away-dev`: 12 briefs and 130 profiles with 257 grades from 0 to 3, written by others. They are read
in three ways: forms (as they stand), text profiles (without skills, situations, sectors and
seniority: an imported CV), and text both (the brief too, with title, text, criteria and seniority
alone: a pasted e-mail). The measures are nDCG@5 with the grade as gain and with 2^grade − 1, for
the code that `manage.py rank` runs. The other ways read titles and texts alone.
"""

import csv
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from bench.keywords import BM25
from bench.resampling import PerText
from matching import Need
from ranking import files
from ranking.text_matching import VocabularyLookup
from redaction.neutral import neutral
from skills import encoder, linking, multilingual
from skills.words import key_of

SET = "away-dev"
DEEP = 5
READINGS = ("forms", "text profiles", "text both")
TARGETS = {"forms": 0.95, "text profiles": 0.92, "text both": 0.92}
STATED = ("skills", "situations", "sectors", "seniority")
TOLD = ("id", "title", "text", "criteria", "seniority")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")

Floats = npt.NDArray[np.float64]
Rows = list[dict[str, Any]]
Grades = dict[str, dict[str, float]]


def measure(data: Path) -> dict[str, Any]:
    """Measure the three readings, if the set is in `data`."""
    folder = data / SET
    if not folder.is_dir():
        return {"skipped": [SET], "sets": {}}
    lookup = VocabularyLookup(linking.shipped(progress=_tell), is_shipped=True)
    briefs, profiles, grades = read_set(folder)
    plain = dict(_ways(briefs, profiles))
    sets = {}
    for reading in READINGS:
        orders = {"InterimHub": _product(reading, briefs, profiles, lookup)}
        orders |= {name: _orders(scores, profiles) for name, scores in plain.items()}
        ways = {name: _figures(briefs, order, grades) for name, order in orders.items()}
        own = ways["InterimHub"]["nDCG@5"]
        sets[f"{SET}, {reading}"] = {
            "texts": len(briefs),
            "target": {"nDCG@5": TARGETS[reading]},
            "lowest": round(float(own.above.min()), 4),
            "briefs": dict(
                zip((one["id"] for one in briefs), own.above.round(4).tolist(), strict=True)
            ),
            "ways": ways,
        }
    return {"skipped": [], "sets": sets}


# Reading the set


def read_set(folder: Path) -> tuple[Rows, Rows, Grades]:
    """Return the briefs, the profiles, and the grades by brief and profile."""
    briefs, profiles = (_rows(folder / f"{name}.jsonl") for name in ("briefs", "profiles"))
    return briefs, profiles, _grades(folder / "grades.tsv")


def read_as(
    reading: str, briefs: Rows, profiles: Rows, lookup: VocabularyLookup
) -> tuple[list[tuple[str, Need]], files.ProfileSet]:
    """Return each brief's id and need, and the people, as `manage.py rank` reads them."""
    told = [_told(brief) if reading == "text both" else brief for brief in briefs]
    shown = [one if reading == "forms" else _without_facts(one) for one in profiles]
    today = timezone.localdate()
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name) / one for one in ("briefs", "profiles")]
        for path, rows in zip(paths, (told, shown), strict=True):
            path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        asked = files.read_briefs(paths[0]).items
        people = files.read_profiles(paths[1], lookup, today=today).items
    needs = [files.build_brief_need(one, lookup, this_year=today.year)[0] for one in asked]
    found = files.build_profile_set(people, lookup)
    return [(one.id, need) for one, need in zip(asked, needs, strict=True)], found


def _rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _grades(path: Path) -> Grades:
    found: Grades = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["brief"], {})[row["profile"]] = float(row["grade"])
    return found


def _told(brief: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in brief.items() if name in TOLD}


def _without_facts(profile: dict[str, Any]) -> dict[str, Any]:
    """Return a profile as an imported CV has it: titles, texts and dates."""
    plain = {name: value for name, value in profile.items() if name not in STATED}
    plain["assignments"] = [
        {name: value for name, value in work.items() if name not in STATED}
        for work in profile.get("assignments", [])
    ]
    return plain


# The product


def _product(
    reading: str, briefs: Rows, profiles: Rows, lookup: VocabularyLookup
) -> list[list[str]]:
    """Return the order of each brief, as `manage.py rank` prints it."""
    asked, people = read_as(reading, briefs, profiles, lookup)
    orders = []
    for _, need in asked:
        ranking = files.rank_profiles(people, need, None)
        orders.append([people.ids[at] for at in ranking.ids.tolist()])
    return orders


# Plain ways


def _ways(briefs: Rows, profiles: Rows) -> Iterator[tuple[str, Floats]]:
    """Yield the other ways and their scores, shape (briefs, profiles)."""
    asked = [f"{one['title']}. {one['text']}" for one in briefs]
    offered = [_whole(one) for one in profiles]
    index = BM25([key_of(text).split() for text in offered])
    words = np.array([index.scores(key_of(text).split()) for text in asked])
    english = _unit(encoder.encode(asked)) @ _unit(encoder.encode(offered)).T
    yield "BM25", words
    yield "bare encoder", english
    yield "BM25 and bare encoder", _scaled(words) + _scaled(english)
    yield (
        "bare multilingual encoder",
        (_unit(multilingual.encode(asked)) @ _unit(multilingual.encode(offered)).T),
    )
    titles = [[work.get("title", "") for work in one.get("assignments", [])] for one in profiles]
    yield "likeness of titles", _best([[one["title"]] for one in briefs], titles)
    works = [[_text(work) for work in one.get("assignments", [])] for one in profiles]
    wholes = _best([[text] for text in asked], works)
    sentences = [
        [part for work in one.get("assignments", []) for part in _sentences(work)]
        for one in profiles
    ]
    said = [[one["title"], *_split(one["text"]), *one.get("criteria", [])] for one in briefs]
    yield "words alone", (wholes + 2 * _best(said, sentences)) / 3


def _best(asked: list[list[str]], offered: list[list[str]]) -> Floats:
    """Return the mean over a brief's texts of the cosine with a person's most similar one."""
    ours, their = ([_neutral(texts) for texts in groups] for groups in (asked, offered))
    our_vectors = _unit(multilingual.encode([text for group in ours for text in group]))
    their_vectors = _unit(multilingual.encode([text for group in their for text in group]))
    cosines = our_vectors @ their_vectors.T
    edges = np.cumsum([0, *map(len, their)])
    best = np.zeros((len(cosines), len(their)))
    for at, (begin, end) in enumerate(pairwise(edges.tolist())):
        if end > begin:
            best[:, at] = cosines[:, begin:end].max(axis=1)
    rows = np.cumsum([0, *map(len, ours)]).tolist()
    return np.array([best[begin:end].mean(axis=0) for begin, end in pairwise(rows)])


def _neutral(texts: list[str]) -> list[str]:
    return [plain for text in texts if (plain := neutral(text))]


def _text(work: dict[str, Any]) -> str:
    return f"{work.get('title', '')}. {work.get('text', '')}"


def _sentences(work: dict[str, Any]) -> list[str]:
    return [work.get("title", ""), *_split(work.get("text", ""))]


def _split(text: str) -> list[str]:
    return [part for part in SENTENCE_END.split(text) if part.strip()]


def _whole(profile: dict[str, Any]) -> str:
    works = " ".join(_text(work) for work in profile.get("assignments", []))
    return f"{profile.get('title', '')}. {works}"


def _unit(vectors: npt.NDArray[Any]) -> Floats:
    found: Floats = vectors / np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    return found


def _scaled(scores: Floats) -> Floats:
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    found: Floats = (scores - low) / np.maximum(high - low, 1e-9)
    return found


# Figures


def _orders(scores: Floats, profiles: Rows) -> list[list[str]]:
    ids = [one["id"] for one in profiles]
    return [[ids[at] for at in np.argsort(-row, kind="stable").tolist()] for row in scores]


def _figures(briefs: Rows, orders: list[list[str]], grades: Grades) -> dict[str, PerText]:
    gains: dict[str, Callable[[float], float]] = {
        "nDCG@5": lambda grade: grade,
        "nDCG@5, 2^g": lambda grade: 2.0**grade - 1.0,
    }
    return {
        name: PerText.mean(
            _ndcg(order, {who: gain(one) for who, one in grades[brief["id"]].items()})
            for brief, order in zip(briefs, orders, strict=True)
        )
        for name, gain in gains.items()
    }


def _ndcg(order: list[str], gains: dict[str, float]) -> float:
    ideal = sorted(gains.values(), reverse=True)
    return _dcg([gains.get(one, 0.0) for one in order]) / _dcg(ideal)


def _dcg(gains: list[float]) -> float:
    return float(sum(gain / np.log2(at + 2) for at, gain in enumerate(gains[:DEEP])))


def _tell(done: int, of: int) -> None:
    if done == of or done % 5120 < 512:
        sys.stderr.write(f"encoding names: {done} of {of}\n")
