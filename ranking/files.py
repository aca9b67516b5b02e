"""Briefs and profiles out of files, as the engine takes them: no row is read or written.

The formula and the linker are the product's own. `docs/matching.md` says what becomes of a brief
that only has text.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from candidates.importing import ProfileFacts, Row, Unreadable, facts_of, rows
from matching import (
    Importance,
    Need,
    Outcomes,
    Pool,
    Ranking,
    build_need,
    build_pool,
    postings,
    rank,
)
from ranking import text_matching
from ranking.text_matching import ESCO, Known
from skills import encoder
from skills.vectors import normalise

IMPORTANCE = {
    "must": Importance.MUST,
    "should": Importance.SHOULD,
    "nice": Importance.NICE,
}
MOST_NOTES = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line; where it is left out altogether, `is_fatal`."""

    path: Path
    line: int
    words: str
    is_fatal: bool = True

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.words}"


@dataclass(slots=True)
class Folk:
    """The profiles of a file as a pool; `ids` in the pool's order."""

    ids: list[str]
    pool: Pool


@dataclass(slots=True)
class Read:
    """Profiles or briefs of a file, and what was wrong with the others."""

    good: list[Any] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A brief of a file: its id and line, and what it says."""

    id: str
    line: int
    data: dict[str, Any]


def read_profiles(path: Path, known: Known, *, today: date) -> Read:
    """Read profiles, one a line, as `import_profiles` takes them.

    Raises:
        OSError: the file cannot be opened.
    """

    def profile(row: Row) -> tuple[ProfileFacts, Sequence[str]]:
        facts = facts_of(_data(row), vocabulary=known, today=today)
        return facts, facts.notes

    return _read(path, profile)


def read_briefs(path: Path) -> Read:
    """Read briefs, one a line.

    Raises:
        OSError: the file cannot be opened.
    """
    return _read(path, _brief)


def _brief(row: Row) -> tuple[Wanted, Sequence[str]]:
    data = _data(row)
    text_matching.check(data)
    return Wanted(str(data["id"]), row.line, data), ()


def _read(path: Path, take: Callable[[Row], tuple[ProfileFacts | Wanted, Sequence[str]]]) -> Read:
    """Read a file with `take`, which gives what a line says and what is left out of it."""
    found = Read()
    seen: set[str] = set()
    for row in rows(path):
        try:
            one, notes = take(row)
            _not_twice(one.id, seen)
        except Unreadable as problem:
            found.problems.append(Problem(path, row.line, str(problem)))
            continue
        found.good.append(one)
        found.problems += _notes(path, row.line, notes)
    return found


def _data(row: Row) -> dict[str, Any]:
    if row.data is None:
        raise Unreadable(row.reason)
    return row.data


def _not_twice(name: str, seen: set[str]) -> None:
    if name in seen:
        raise Unreadable(f"has the id “{name}” of an earlier line")
    seen.add(name)


def _notes(path: Path, line: int, notes: Sequence[str]) -> Iterator[Problem]:
    for note in notes[:MOST_NOTES]:
        yield Problem(path, line, f"ranked without: {note}", is_fatal=False)
    if len(notes) > MOST_NOTES:
        more = len(notes) - MOST_NOTES
        yield Problem(path, line, f"ranked without: {more} more", is_fatal=False)


# Profiles as a pool


def folk_of(profiles: Sequence[ProfileFacts], known: Known, *, with_outcomes: bool) -> Folk:
    """Return the pool of these profiles; what only has text is linked to skills first.

    Args:
        with_outcomes: whether a brief asks for any, so that they are worth encoding.
    """
    held: list[tuple[int, int, int, int]] = []
    past: dict[str, list[tuple[int, int, int]]] = {"situations": [], "sectors": []}
    texts: list[list[str]] = []
    for number, listed in enumerate(profiles):
        facts = known.told_by(listed)
        held += [(c, number, level or 0, year or 0) for c, (level, year) in facts.skills.items()]
        for work in facts.record:
            year = work.ended_on.year if work.ended_on else 0
            past["situations"] += [(at, number, year) for at in work.situations]
            past["sectors"] += [(at, number, year) for at in work.sectors]
        texts.append(
            [text for work in facts.record if (text := normalise(work.result or work.mandate))]
        )
    size = len(profiles)
    nothing = postings([], [], width=1)
    columns = [*zip(*held, strict=True)] or [(), (), (), ()]
    return Folk(
        ids=[facts.id for facts in profiles],
        pool=build_pool(
            ids=list(range(size)),
            refs=[b"%09d" % place for place in _places([facts.id for facts in profiles])],
            skills=postings(
                columns[0], columns[1], width=known.width, levels=columns[2], years=columns[3]
            ),
            situations=_past(past["situations"], known),
            sectors=_past(past["sectors"], known),
            seniority=[facts.columns["seniority"] or 0 for facts in profiles],
            available_from=[0] * size,
            remote=[False] * size,
            languages=nothing,
            regions=nothing,
            right_to_work=nothing,
            outcomes=_outcomes(texts) if with_outcomes and encoder.is_available() else None,
        ),
    )


def _places(ids: Sequence[str]) -> list[int]:
    """Return where each id stands among them: of two with the same score the lower comes first."""
    order = sorted(range(len(ids)), key=lambda number: ids[number])
    places = [0] * len(ids)
    for place, number in enumerate(order):
        places[number] = place
    return places


def _past(entries: list[tuple[int, int, int]], known: Known) -> Any:
    columns, numbers, years = [*zip(*entries, strict=True)] or [(), (), ()]
    return postings(columns, numbers, width=known.past_width, years=years)


def _outcomes(texts: list[list[str]]) -> Outcomes | None:
    once = sorted({text for some in texts for text in some})
    if not once:
        return None
    row = {text: number for number, text in enumerate(once)}
    start = np.cumsum([0, *(len(some) for some in texts)], dtype=np.int64)
    entries = [row[text] for some in texts for text in some]
    return Outcomes(
        start=start, vector=np.array(entries, dtype=np.int32), vectors=encoder.encode(once)
    )


# Briefs as needs


def need_of(brief: Wanted, known: Known, *, this_year: int) -> tuple[Need, list[str]]:
    """Return a brief as arrays, and what could not be taken from it, in words."""
    data, notes = brief.data, []
    requirements = []
    for number, skill in enumerate(data.get("skills", []), 1):
        name, code = skill.get("name", ""), skill.get("id", "").removeprefix(ESCO)
        concept = known.coded("skill", code) if code else None
        concept = known.named("skill", name) if concept is None else concept
        if concept is None:
            notes.append(f"skills[{number}]: “{(name or code)[:80]}” names no skill of ours")
        else:
            importance = IMPORTANCE[skill.get("importance", "should")]
            requirements.append((concept, importance, skill.get("level") or 0))
    past = {
        kind: _found(data.get(f"{kind}s", []), kind, known, notes)
        for kind in ("situation", "sector")
    }
    tau = known.tau
    if not data.get("skills"):
        sentences = text_matching.sentences(data)
        tau, requirements, situations = known.told_needs(sentences)
        if not data.get("situations"):
            past["situation"] = situations
    criteria = [text for one in data.get("criteria", []) if (text := normalise(one))]
    vectors: npt.NDArray[np.int8] | None = None
    if criteria and encoder.is_available():
        vectors = encoder.encode(criteria)
    elif criteria:
        notes.append("criteria: the sentence encoder is not installed here; they do not count")
    if not (requirements or past["situation"] or past["sector"] or vectors is not None):
        notes.append("it asks for nothing that can be compared: every score is 0")
    need = build_need(
        this_year=this_year,
        requirements=requirements,
        tau=tau,
        situations=past["situation"],
        sectors=past["sector"],
        criteria=vectors,
        seniority=data.get("seniority") or 0,
    )
    return need, notes


def _found(given: list[Any], kind: str, known: Known, notes: list[str]) -> list[int]:
    found = []
    for one in given:
        code = one.get("id", "") if isinstance(one, dict) else one
        name = one.get("name", "") if isinstance(one, dict) else one
        concept = known.coded(kind, code)
        concept = known.named(kind, name) if concept is None else concept
        if concept is not None:
            found.append(concept)
        else:
            notes.append(f"{kind}s: “{(name or code)[:80]}” names no {kind} of ours")
    return found


# Rankings as lines


def lines_of(brief: Wanted, ranking: Ranking, need: Need, folk: Folk) -> Iterator[dict[str, Any]]:
    """Give a line for each profile, best first.

    A part that the brief does not ask for is null; `high` is the score with everything that the
    profile leaves unsaid at its best.
    """
    asked = {
        "skill": len(need.skills),
        "situation": len(need.situations),
        "outcome": len(need.criteria),
        "sector": len(need.sectors),
    }
    for place, number in enumerate(ranking.ids.tolist()):
        parts = {
            name: round(float(getattr(ranking, name)[place]), 6) if many else None
            for name, many in asked.items()
        }
        yield {
            "brief": brief.id,
            "profile": folk.ids[number],
            "score": round(float(ranking.fit[place]), 9),
            "parts": parts
            | {
                "must": round(float(ranking.must[place]), 6),
                "seniority": round(float(ranking.seniority[place]), 6),
                "high": round(float(ranking.high[place]), 6),
            },
        }


def ranked(folk: Folk, need: Need, top: int | None) -> Ranking:
    """Return the best of the profiles for a need."""
    return rank(folk.pool, need, top)
