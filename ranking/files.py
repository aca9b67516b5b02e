"""Ranks the profiles of one file for the briefs of another, without the database.

The formula and the linker are those of the product. `docs/matching.md` describes how a brief that
only has text is ranked.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from candidates.importing import ImportedRow, ProfileFacts, UnreadableRow, facts_of, rows
from matching import (
    STATED,
    TOLD,
    Importance,
    Need,
    Pool,
    Ranking,
    build_need,
    build_pool,
    number_of,
    postings,
    rank,
    shares,
    verdicts,
)
from ranking import text_matching
from ranking.brief_schema import checked
from ranking.record_arrays import RecordBuilder, brief_words, encode, encoded, work_texts
from ranking.text_matching import ESCO, VocabularyLookup
from ranking.verdict_words import verdict_json
from skills import multilingual
from skills.vectors import normalise

IMPORTANCE = {
    "must": Importance.MUST,
    "should": Importance.SHOULD,
    "nice": Importance.NICE,
}
NOTES_MAX = 5
"""The most notes about one line that are reported."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line. `is_fatal`: the line is left out."""

    path: Path
    line: int
    text: str
    is_fatal: bool = True

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.text}"


@dataclass(slots=True)
class ProfileSet:
    """The profiles of a file as a pool; `ids` are in the order of its rows."""

    ids: list[str]
    pool: Pool


@dataclass(slots=True)
class ParsedFile:
    """The profiles or briefs of a file, and the problems with its lines."""

    items: list[Any] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BriefInput:
    """A brief of a file: its id, its line number and its data."""

    id: str
    line: int
    data: dict[str, Any]


def read_profiles(path: Path, lookup: VocabularyLookup, *, today: date) -> ParsedFile:
    """Read profiles, one for each line, in the format of `import_profiles`.

    Raises:
        OSError: the file cannot be opened.
    """

    def profile(row: ImportedRow) -> tuple[ProfileFacts, Sequence[str]]:
        facts = facts_of(_data(row), vocabulary=lookup, today=today, note=row.note)
        return facts, facts.notes

    return _read(path, profile)


def read_briefs(path: Path) -> ParsedFile:
    """Read briefs, one for each line.

    Raises:
        OSError: the file cannot be opened.
    """
    return _read(path, _brief)


def _brief(row: ImportedRow) -> tuple[BriefInput, Sequence[str]]:
    data = checked(_data(row))
    return BriefInput(str(data["id"]), row.line, data), ()


def _read(
    path: Path, parse: Callable[[ImportedRow], tuple[ProfileFacts | BriefInput, Sequence[str]]]
) -> ParsedFile:
    """Read a file.

    Args:
        parse: returns the item of a line, and notes about what had to be left out of it.
    """
    file = ParsedFile()
    seen: set[str] = set()
    for row in rows(path):
        try:
            item, notes = parse(row)
            _refuse_duplicate(item.id, seen)
        except UnreadableRow as problem:
            file.problems.append(Problem(path, row.line, str(problem)))
            continue
        file.items.append(item)
        file.problems += _notes(path, row.line, notes)
    return file


def _data(row: ImportedRow) -> dict[str, Any]:
    if row.data is None:
        raise UnreadableRow(row.reason)
    return row.data


def _refuse_duplicate(item_id: str, seen: set[str]) -> None:
    if item_id in seen:
        raise UnreadableRow(f"has the id “{item_id}” of an earlier line")
    seen.add(item_id)


def _notes(path: Path, line: int, notes: Sequence[str]) -> Iterator[Problem]:
    for note in notes[:NOTES_MAX]:
        yield Problem(path, line, f"note: {note}", is_fatal=False)
    if len(notes) > NOTES_MAX:
        more = len(notes) - NOTES_MAX
        yield Problem(path, line, f"note: {more} more", is_fatal=False)


# Profiles as a pool


def build_profile_set(profiles: Sequence[ProfileFacts], lookup: VocabularyLookup) -> ProfileSet:
    """Return the pool of these profiles; a profile with text alone is linked to skills first."""
    skills: list[tuple[int, int, int, int]] = []
    past: dict[str, list[tuple[int, int, int, int]]] = {"situations": [], "sectors": []}
    held: list[tuple[int, int, int, int]] = []
    ended: list[tuple[int, int]] = []
    record = RecordBuilder()
    for number, profile in enumerate(profiles):
        facts = lookup.with_linked_skills(profile)
        skills += [(c, number, level or 0, year or 0) for c, (level, year) in facts.skills.items()]
        held += [(at, number, 0, 0) for at in profile.registrations]
        for stated, work in zip(profile.record, facts.record, strict=True):
            year = work.ended_on.year if work.ended_on else 0
            past["situations"] += [
                (at, number, STATED if at in stated.situations else TOLD, year)
                for at in work.situations
            ]
            past["sectors"] += [(at, number, STATED, year) for at in work.sectors]
            ended.append((number, year))
        record.add(
            work_texts(work.title, work.mandate, work.result, names=facts.name)
            for work in facts.record
        )
    records = record.build(encode) if multilingual.is_available() else None
    for (number, year), codes in zip(ended, record.told, strict=False):
        told = (lookup.coded("situation", code) for code in sorted(codes))
        past["situations"] += [(at, number, TOLD, year) for at in told if at is not None]
    size = len(profiles)
    nothing = postings([], [], width=1)
    columns = [*zip(*skills, strict=True)] or [(), (), (), ()]
    return ProfileSet(
        ids=[facts.id for facts in profiles],
        pool=build_pool(
            ids=list(range(size)),
            refs=[b"%09d" % rank for rank in _ranks([facts.id for facts in profiles])],
            skills=postings(
                columns[0], columns[1], width=lookup.width, levels=columns[2], years=columns[3]
            ),
            situations=_past(past["situations"], lookup),
            sectors=_past(past["sectors"], lookup),
            seniority=[facts.columns["seniority"] or 0 for facts in profiles],
            available_from=[0] * size,
            remote=[False] * size,
            languages=nothing,
            regions=nothing,
            right_to_work=nothing,
            registrations=_past(held, lookup),
            record=records,
        ),
    )


def _ranks(ids: Sequence[str]) -> list[int]:
    """Return the alphabetical rank of each id, which breaks ties between equal scores."""
    order = sorted(range(len(ids)), key=lambda number: ids[number])
    ranks = [0] * len(ids)
    for position, number in enumerate(order):
        ranks[number] = position
    return ranks


def _past(entries: list[tuple[int, int, int, int]], lookup: VocabularyLookup) -> Any:
    columns, numbers, levels, years = [*zip(*entries, strict=True)] or [(), (), (), ()]
    return postings(columns, numbers, width=lookup.past_width, levels=levels, years=years)


# Briefs as needs


def build_brief_need(
    brief: BriefInput, lookup: VocabularyLookup, *, this_year: int
) -> tuple[Need, list[str]]:
    """Return a brief as arrays, and notes about what had to be left out of it."""
    data, notes = brief.data, []
    requirements = []
    for number, skill in enumerate(data.get("skills", []), 1):
        name, code = skill.get("name", ""), skill.get("id", "").removeprefix(ESCO)
        concept = lookup.coded("skill", code) if code else None
        concept = lookup.named("skill", name) if concept is None else concept
        if concept is None:
            notes.append(f"skills[{number}]: “{(name or code)[:80]}” names no skill of ours")
        else:
            importance = IMPORTANCE[skill.get("importance", "should")]
            requirements.append((concept, importance, skill.get("level") or 0))
    past = {
        kind: _columns(data.get(f"{kind}s", []), kind, lookup, notes)
        for kind in ("situation", "sector", "registration")
    }
    tau = lookup.tau
    if not data.get("skills"):
        sentences = text_matching.sentences(data)
        tau, requirements, situations = lookup.requirements_of(sentences)
        if not data.get("situations"):
            past["situation"] = situations
    criteria = [one for one in data.get("criteria", []) if normalise(one)]
    given = data.get("text") or []
    texts = [given] if isinstance(given, str) else given
    words = brief_words(data.get("title") or "", texts, criteria, encoded)
    if not words.is_complete:
        notes.append("text and criteria: the multilingual encoder is not here; they do not count")
    need = build_need(
        this_year=this_year,
        requirements=requirements,
        tau=tau,
        situations=past["situation"],
        sectors=past["sector"],
        near_situations=lookup.near("situation", past["situation"]),
        near_sectors=lookup.near("sector", past["sector"]),
        registrations=past["registration"],
        are_skills_told=not data.get("skills"),
        seniority=data.get("seniority") or 0,
        **words.arguments,
    )
    if not any(dataclasses.astuple(shares(need))):
        notes.append("nothing in it can be compared: every score is 0")
    return need, notes


def _columns(items: list[Any], kind: str, lookup: VocabularyLookup, notes: list[str]) -> list[int]:
    columns = []
    for one in items:
        code = one.get("id", "") if isinstance(one, dict) else one
        name = one.get("name", "") if isinstance(one, dict) else one
        concept = lookup.coded(kind, code)
        concept = lookup.named(kind, name) if concept is None else concept
        if concept is not None:
            columns.append(concept)
        else:
            notes.append(f"{kind}s: “{(name or code)[:80]}” names no {kind} of ours")
    return columns


# Rankings as lines


def lines_of(
    brief: BriefInput,
    ranking: Ranking,
    need: Need,
    profiles: ProfileSet,
    lookup: VocabularyLookup,
) -> Iterator[dict[str, Any]]:
    """Yield a line for each profile, best first.

    `score` is the fit, the product of its terms; `number` is the same on the scale for readers, as
    pages show it, and `verdict` what they say first. A part that the brief does not ask for is
    null. `high` is the score that the profile could have if it stated everything.
    `registrations_missing`, if the brief requires any, has the codes of those that the profile does
    not state.
    """
    required = _required(need, profiles, lookup)
    asked = {
        "skill": len(need.skills),
        "situation": len(need.situations),
        "outcome": len(need.criteria),
        "sector": len(need.sectors),
        "words": len(need.sentences),
        "role": int(need.asks_for_role),
    }
    said = verdicts(profiles.pool, need, ranking.rows)
    for position, number in enumerate(ranking.ids.tolist()):
        parts = {
            name: round(float(getattr(ranking, name)[position]), 6) if many else None
            for name, many in asked.items()
        }
        yield {
            "brief": brief.id,
            "profile": profiles.ids[number],
            "score": round(float(ranking.fit[position]), 9),
            "number": round(number_of(float(ranking.fit[position])), 6),
            "verdict": verdict_json(
                said[position],
                need,
                skill=lookup.linker.vocabulary.codes.__getitem__,
                situation=lookup.past_codes.__getitem__,
            ),
            "parts": parts
            | {
                "must": round(float(ranking.must[position]), 6),
                "seniority": round(float(ranking.seniority[position]), 6),
                "high": round(float(ranking.high[position]), 6),
            },
        } | _missing(required, number)


def _required(
    need: Need, profiles: ProfileSet, lookup: VocabularyLookup
) -> dict[str, frozenset[int]]:
    """Return who states each registration that the brief requires, by its code."""
    held = profiles.pool.registrations
    return {
        lookup.past_codes[column]: frozenset(held.rows[held.slice_of(column)].tolist())
        for column in need.registrations.tolist()
    }


def _missing(required: dict[str, frozenset[int]], number: int) -> dict[str, list[str]]:
    missing = [code for code, held_by in required.items() if number not in held_by]
    return {"registrations_missing": missing} if required else {}


def rank_profiles(profiles: ProfileSet, need: Need, top: int | None) -> Ranking:
    """Return the best profiles for a need; all of them without `top`."""
    return rank(profiles.pool, need, top)
