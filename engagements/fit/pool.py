"""The pool: everyone who can be found, as arrays, held by each worker process.

It is built from streamed queries and rebuilt when a profile has changed since, by the append-only
table `ProfileChange`. The day rate is not in it, and `matching` has no field that could carry it.
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from candidates.models import Candidate, CandidateSkill, PastAssignment, ProfileChange
from matching import Pool, Postings, build_pool, postings
from skills.graph import Graph
from skills.graph import load as load_graph
from skills.places import Language, Region, RightToWork

EPOCH = date(1970, 1, 1)
CHUNK = 5_000
LANGUAGES = {code: column for column, code in enumerate(Language.values)}
REGIONS = {code: column for column, code in enumerate(Region.values)}
RIGHTS = {code: column for column, code in enumerate(RightToWork.values)}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pool with the vocabulary it is numbered by.

    Attributes:
        version: of vocabulary and profiles; the same version means the same arrays.
    """

    pool: Pool
    graph: Graph
    version: str


_loaded: Loaded | None = None
_building = threading.Lock()


def load() -> Loaded:
    """Return the pool as the profiles stand now, from this process's memory where that is true."""
    global _loaded  # noqa: PLW0603 - one pool for each process is the point
    with _building:
        version = _version()
        if _loaded is None or _loaded.version != version:
            graph = load_graph()
            _loaded = Loaded(pool=_build(graph), graph=graph, version=version)
        return _loaded


def facts() -> dict[str, str]:
    """Return what a worker says of its pool with each sign of life."""
    return {"pool": load().version}


def days(day: date | None) -> int:
    """Return the days since 1970-01-01; 0 for a day that is not known."""
    return (day - EPOCH).days if day else 0


def year_of(moment: datetime) -> int:
    """Return the calendar year that recency is counted from."""
    return moment.astimezone(UTC).year


def _version() -> str:
    # The count notices a transaction that commits late with an id below the highest one.
    changes = ProfileChange.objects.aggregate(last=Max("pk"), count=Count("pk"))
    return f"{load_graph().version[:12]}-{changes['last'] or 0}-{changes['count']}"


def _build(graph: Graph) -> Pool:
    fields = (
        "pk",
        "ref",
        "seniority",
        "available_from",
        "is_remote_ok",
        "languages",
        "regions",
        "right_to_work",
    )
    found = Candidate.objects.discoverable().order_by("pk")
    people = list(found.values_list(*fields).iterator(chunk_size=CHUNK))
    row = {person[0]: index for index, person in enumerate(people)}
    width = len(graph.codes)
    sectors = [*_own_sectors(row, graph), *_past(row, graph, "sectors")]
    return build_pool(
        ids=[person[0] for person in people],
        refs=[person[1].bytes for person in people],
        skills=_postings(_skills(row, graph), width=width),
        situations=_postings(_past(row, graph, "situations"), width=width),
        sectors=_postings(sectors, width=width),
        seniority=[person[2] or 0 for person in people],
        available_from=[days(person[3]) for person in people],
        remote=[person[4] for person in people],
        languages=_listed((person[5] for person in people), LANGUAGES),
        regions=_listed((person[6] for person in people), REGIONS),
        right_to_work=_listed((person[7] for person in people), RIGHTS),
    )


Posting = tuple[int, int, int, int]  # column, row, level, year


def _postings(found: Iterable[Posting], *, width: int) -> Postings:
    columns, rows, levels, years = zip(*found, strict=True) if (found := list(found)) else ([],) * 4
    return postings(columns, rows, width=width, levels=levels, years=years)


def _skills(row: dict[int, int], graph: Graph) -> Iterator[Posting]:
    held = CandidateSkill.objects.order_by("pk").values_list(
        "candidate_id", "concept_id", "level", "last_used"
    )
    for candidate_id, concept_id, level, year in held.iterator(chunk_size=CHUNK):
        if candidate_id in row and concept_id in graph.column:
            yield graph.column[concept_id], row[candidate_id], level or 0, year or 0


def _past(row: dict[int, int], graph: Graph, kind: str) -> Iterator[Posting]:
    this_year = year_of(timezone.now())
    done = PastAssignment.objects.filter(**{f"{kind}__isnull": False}).order_by("pk", kind)
    told: Any = done.values_list("candidate_id", kind, "started_on", "ended_on")
    for candidate_id, concept_id, started_on, ended_on in told.iterator(chunk_size=CHUNK):
        if candidate_id in row and concept_id in graph.column:
            # Without an end it still runs, if it is known to have begun.
            year = ended_on.year if ended_on else this_year if started_on else 0
            yield graph.column[concept_id], row[candidate_id], 0, year


def _own_sectors(row: dict[int, int], graph: Graph) -> Iterator[Posting]:
    stated = Candidate.sectors.through.objects.order_by("pk")
    pairs = stated.values_list("candidate_id", "concept_id")
    for candidate_id, concept_id in pairs.iterator(chunk_size=CHUNK):
        if candidate_id in row and concept_id in graph.column:
            yield graph.column[concept_id], row[candidate_id], 0, 0


def _listed(values: Iterable[list[str]], columns: dict[str, int]) -> Postings:
    pairs = [
        (columns[value], row, 0, 0)
        for row, listed in enumerate(values)
        for value in listed
        if value in columns
    ]
    return _postings(pairs, width=len(columns))
