"""Measures a ranking by graded people of the demo: reads grades, ranks, counts.

`bench/grades.py` is the command; `tests/bench/` compares the product with the record.
"""

import csv
import dataclasses
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from candidates.models import Candidate
from engagements.models import Brief
from interimhub.demo.briefs import files
from interimhub.demo.refs import ref
from matching import ENGINE_VERSION, WEIGHTS, merge, rank
from ranking import pool
from ranking.loader import year_of
from ranking.query import query_for

GRADES = Path(__file__).parent / "grades"
RECORD = GRADES / "first_five.json"
SEEN = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
"""The date of the grading. The demo's dates are relative to the day it is loaded on, so the grades
apply to a world loaded on this day; they depend on who can start by then."""
SEED, INTERIMS = 1, 2_600
FIVE = 5
NOT_TRIED = ("same", "narrower", "related", "broader", "sibling", "group")


@dataclass(frozen=True, slots=True)
class Grade:
    """A careful reader's grade of one person for one brief, 0 to 3, with the reason."""

    who: str
    headline: str
    grade: int
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """How well an order of people agrees with the grades.

    Attributes:
        graded: nDCG@5 of only the graded people, in this order.
        everyone: nDCG@5 of the whole list, with ungraded people as 0.
        ungraded: the number of ungraded people among the first five.
    """

    graded: float
    everyone: float
    ungraded: int


Ranked = dict[str, list[str]]
"""Refs of eligible people by the key of a brief, best first."""


def read_grades(folder: Path = GRADES) -> dict[str, dict[str, Grade]]:
    """Return brief → ref → grade; a brief with the same text as another one has its grades."""
    found: dict[str, dict[str, Grade]] = {}
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            grade = Grade(row["who"], row["headline"], int(row["grade"]), row["reason"])
            found.setdefault(row["brief"], {})[row["interim"]] = grade
    return {key: found[row.get("same_as", key)] for key, row in files().items()}


def rank_briefs(keys: Iterable[str]) -> Ranked:
    """Rank everyone for each brief with the product's own engine; no ranking is stored."""
    loaded = pool.load()
    refs = {pk: str(found) for pk, found in Candidate.objects.values_list("pk", "ref")}
    ranked: Ranked = {}
    for key in keys:
        brief = Brief.objects.get(ref=ref("brief", key))
        need = query_for(brief, loaded.graph, year=year_of(SEEN)).need
        order = merge([rank(segment.pool, need) for segment in loaded.segments], loaded.size)
        ranked[key] = [refs[int(pk)] for pk in order.ids]
    return ranked


def judge(order: Sequence[str], grades: Mapping[str, Grade]) -> Judged:
    """Compare an order of refs with their grades."""
    known = [grades[one].grade for one in order if one in grades]
    best = _gain(sorted(known, reverse=True)[:FIVE])
    first = order[:FIVE]
    found = [grades[one].grade if one in grades else 0 for one in first]
    return Judged(
        graded=_gain(known[:FIVE]) / best if best else 0.0,
        everyone=_gain(found) / best if best else 0.0,
        ungraded=sum(one not in grades for one in first),
    )


def _gain(grades: Iterable[int]) -> float:
    return math.fsum(((1 << grade) - 1) / math.log2(at + 2) for at, grade in enumerate(grades))


# A bare keyword ranking, to compare with


def keyword_briefs(ranked: Ranked) -> Ranked:
    """Order the same people by BM25 of the brief's words in their profiles."""
    texts = _profiles({one for order in ranked.values() for one in order})
    return {
        key: bm25(_words(_asked(Brief.objects.get(ref=ref("brief", key)))), texts, order)
        for key, order in ranked.items()
    }


def bm25(asked: Sequence[str], texts: Mapping[str, list[str]], people: Sequence[str]) -> list[str]:
    """Order `people` by BM25 (k1 1.2, b .75) of the words asked for, ties by ref."""
    counts = {one: Counter(texts[one]) for one in people}
    average = sum(map(len, (texts[one] for one in people))) / max(1, len(people))
    held = Counter(word for found in counts.values() for word in found)
    rarity = {
        word: math.log(1 + (len(people) - held[word] + 0.5) / (held[word] + 0.5)) for word in held
    }

    def score(one: str) -> float:
        length = 1.2 * (0.25 + 0.75 * len(texts[one]) / average)
        found = counts[one]
        return sum(
            rarity[word] * found[word] * 2.2 / (found[word] + length)
            for word in set(asked)
            if found[word]
        )

    return sorted(people, key=lambda one: (-score(one), one))


def _asked(brief: Brief) -> str:
    told = [brief.title, brief.what_happened, brief.why_now, brief.tried_before]
    told += [brief.what_is_hard, brief.value_range, brief.value_shown_by, brief.harm]
    told += brief.requirements.values_list("concept__label", flat=True)
    told += [*brief.situations.values_list("label", flat=True)]
    told += [*brief.sectors.values_list("label", flat=True)]
    for row in brief.criteria.all():
        told += [row.measure, row.baseline, row.target]
    return " ".join(told)


def _profiles(refs: set[str]) -> dict[str, list[str]]:
    people = Candidate.objects.filter(ref__in=refs).prefetch_related(
        "sectors", "skills__concept", "record__situations", "record__sectors"
    )
    return {str(one.ref): _words(" ".join(_told(one))) for one in people}


def _told(one: Candidate) -> Iterator[str]:
    yield from (one.headline, one.summary, one.geography)
    yield from (sector.label for sector in one.sectors.all())
    yield from (skill.concept.label for skill in one.skills.all())
    for work in one.record.all():
        yield from (work.title, work.organisation_kind, work.situation, work.mandate)
        yield from (work.result, work.measure)
        yield from (concept.label for concept in (*work.situations.all(), *work.sectors.all()))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w&/]+", text.lower())


# What moved


@contextmanager
def trying(weights: Mapping[str, float]) -> Iterator[None]:
    """Use other weights within this block.

    Raises:
        ValueError: the formula has no such weight, or it is computed elsewhere.
    """
    known = {field.name for field in dataclasses.fields(WEIGHTS)}
    if unknown := sorted(set(weights) - known):
        raise ValueError(f"no such weight: {', '.join(unknown)}; there are {', '.join(known)}")
    if made := sorted(set(weights) & set(NOT_TRIED)):
        raise ValueError(f"{', '.join(made)}: a part of the graph; change skills/graph.py")
    before = {name: getattr(WEIGHTS, name) for name in weights}
    # All modules of the engine share this object, however they imported it.
    try:
        for name, value in weights.items():
            object.__setattr__(WEIGHTS, name, type(before[name])(value))
        yield
    finally:
        for name, value in before.items():
            object.__setattr__(WEIGHTS, name, value)


def record_of(ranked: Ranked) -> dict[str, Any]:
    """Return the record of a ranking: engine, weights, the graded people of each brief in order."""
    grades = read_grades()
    return {
        "engine": ENGINE_VERSION,
        "weights": dataclasses.asdict(WEIGHTS),
        "order": {
            key: [one for one in order if one in grades[key]] for key, order in ranked.items()
        },
    }


def read_record() -> dict[str, Any]:
    """Return the last reviewed ranking, as made by `record_of`."""
    found: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return found


def write_record(record: Mapping[str, Any]) -> None:
    """Store a ranking as reviewed."""
    RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def what_moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return the differences between two records as lines of text; "" if there are none.

    The first five, and all positions, are counted among the graded people.
    """
    lines = []
    if before["engine"] != after["engine"]:
        lines.append(f"engine {before['engine']} → {after['engine']}")
    for name in sorted({*before["weights"], *after["weights"]}):
        old, new = before["weights"].get(name), after["weights"].get(name)
        if old != new:
            lines.append(f"weight {name} {old} → {new}")
    for key, grades in read_grades().items():
        was, now = before["order"].get(key, []), after["order"].get(key, [])
        if was != now:
            lines += [_heading(key, was, now, grades), *_moved(was, now, grades)]
    return "\n".join(lines)


def _heading(key: str, was: Sequence[str], now: Sequence[str], grades: Mapping[str, Grade]) -> str:
    first, then = judge(was, grades).graded, judge(now, grades).graded
    return f"{key}: nDCG@5 {first:.3f} → {then:.3f}"


def _moved(was: Sequence[str], now: Sequence[str], grades: Mapping[str, Grade]) -> Iterator[str]:
    def told(one: str) -> str:
        return f"{grades[one].who} ({grades[one].grade})" if one in grades else one

    for word, new, old in (("enters", now, was), ("leaves", was, now)):
        for one in new[:FIVE]:
            if one not in old[:FIVE]:
                yield f"    {word} the first five: {told(one)}"
    first = {one: place for place, one in enumerate(was, start=1)}
    then = {one: place for place, one in enumerate(now, start=1)}
    for one in {**then, **first}:
        if first.get(one) != then.get(one):
            yield f"    {told(one)}: {first.get(one, 'out')} → {then.get(one, 'out')}"
