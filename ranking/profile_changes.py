"""The other direction: from profiles that changed to the briefs whose rankings they touch.

The few who changed are scored by themselves against every brief in search. Only where one of them
enters the list that is kept, leaves it, or reads otherwise in it, is the brief ranked again.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from candidates.models import Candidate, ChangeReader, Mark, PastAssignment, ProfileChange
from engagements.models import Brief
from interimhub.lib.models import Job
from matching import Ranking
from ranking import fingerprint
from ranking.loader import gather, year_of
from ranking.models import FitResult, FitRun, FitShard
from ranking.pool import Loaded
from ranking.query import Asked, asked_by
from ranking.ranking_result import KEPT, best_of, explained
from skills import encoder
from skills.graph import Graph
from skills.graph import load as load_graph
from skills.vectors import normalise, vectors_of

READER = "matches"
ENCODED_AT_ONCE = 4_000
REMEMBERED = 2_000
# A look at everybody is made of pieces of some tenths of a second, so that a ranking that somebody
# waits for gets its turn between two of them: so many past assignments, of which so many are new.
PIECE, ENCODED_A_PIECE = 2_000, 100


@dataclass(frozen=True, slots=True)
class Place:
    """How far a look at everybody has come.

    Attributes:
        xid: the mark of its beginning; whoever changed later is taken in afterwards.
        after: the primary key of the last past assignment that was looked at.
    """

    xid: int
    after: int = 0


Owe = Callable[[Brief], None]
GoOn = Callable[[Place], None]


def take_in(*, job: Job, owe: Owe, go_on: GoOn, place: Place | None = None) -> None:
    """Encode what the changed profiles tell, and owe the rankings that they touch.

    Everybody who has changed since the last time is taken in at once, however many there are.
    Where nobody knows any more who changed, everybody is looked at, piece by piece.

    Args:
        owe: leaves the ranking of one brief for later; called inside the transaction in which the
            changes count as read.
        go_on: leaves the next piece for later, inside the transaction in which this one is done.
        place: where a look at everybody goes on; None begins one, or takes in what has changed.
    """
    changes = ProfileChange.objects.all()
    reader = ChangeReader.at(READER)
    if place is None and reader and changes.can_answer(reader.mark):
        changed, mark = changes.since(reader.mark)
        again, last = encode_outcomes(changed), None
        touched = touched_by(changed)
    else:
        # Nobody knows any more who changed: everything is looked at afresh.
        place = place or Place(changes.mark().xid)
        mark = Mark(place.xid)
        again, last = encode_piece(place.after)
        touched = list(Brief.objects.in_search().order_by("pk"))
    with transaction.atomic():
        # Arrays that were made before their texts had vectors are made again.
        changes.note(again)
        if place and last is not None:
            go_on(Place(place.xid, after=last))
        else:
            for brief in touched:
                owe(brief)
            ChangeReader.move(READER, mark)
        job.finish()


def is_something_new() -> bool:
    """Whether there is anything to take in."""
    changes, reader = ProfileChange.objects.all(), ChangeReader.at(READER)
    if reader is None or not changes.can_answer(reader.mark):
        return changes.exists()
    return bool(changes.since(reader.mark)[0])


def encode_outcomes(candidate_ids: Collection[int]) -> set[int]:
    """Encode what these interims have achieved, where it is not yet; of those who can be found.

    Returns:
        Whose vectors are new, or are still to come because it is too much for one time.
    """
    if not encoder.is_available():
        return set()
    told = _told_by(Candidate.objects.discoverable().filter(pk__in=candidate_ids))
    rows = told.iterator(chunk_size=2_000)
    found: set[int] = set()
    left = ENCODED_AT_ONCE
    while piece := list(islice(rows, 2_000)):
        new = _unread(piece)
        vectors_of(sorted(new)[:left])
        left -= min(left, len(new))
        found |= {row.candidate_id for row in piece if row.outcome_text in new}
    return found


def encode_piece(after: int) -> tuple[set[int], int | None]:
    """Encode what everybody who can be found has achieved, a piece of it.

    Args:
        after: the primary key of the past assignment behind which the piece begins.

    Returns:
        Whose vectors are new; and the key of the piece's last past assignment, or None where
        nothing follows it.
    """
    if not encoder.is_available():
        return set(), None
    everything = _told_by(Candidate.objects.discoverable())
    piece = list(everything.filter(pk__gt=after)[:PIECE])
    unread = _unread(piece)
    new: set[str] = set()
    found: set[int] = set()
    last = after
    for row in piece:
        if row.outcome_text in unread:
            if row.outcome_text not in new and len(new) == ENCODED_A_PIECE:
                break
            new.add(row.outcome_text)
            found.add(row.candidate_id)
        last = row.pk
    vectors_of(new)
    is_end = not piece or (last == piece[-1].pk and len(piece) < PIECE)
    return found, None if is_end else last


def _told_by(people: QuerySet[Candidate]) -> QuerySet[PastAssignment]:
    told = PastAssignment.objects.filter(candidate__in=people.values("pk")).order_by("pk")
    return told.only("candidate_id", "result", "measure", "mandate")


def _unread(rows: Iterable[PastAssignment]) -> set[str]:
    """Return the texts that have no vector yet."""
    texts = {row.outcome_text for row in rows if normalise(row.outcome_text)}
    return texts - vectors_of(texts, encode_missing=False).keys()


def touched_by(candidate_ids: Collection[int]) -> list[Brief]:
    """Return the briefs in search whose rankings would read otherwise, now that these changed."""
    if not candidate_ids:
        return []
    graph = load_graph()
    layer, _ = gather(graph, ids=candidate_ids)
    few = Loaded((layer,), graph, 0)
    changed = set(candidate_ids)
    briefs = Brief.objects.in_search().order_by("pk")
    return [brief for brief in briefs if _touches(few, changed, brief)]


def _touches(few: Loaded, changed: set[int], brief: Brief) -> bool:
    owed = Job.objects.under(brief.ranking_key).live()
    is_begun = owed.started().exists() or FitShard.objects.begun(brief).exists()
    if owed.exists() and not is_begun:
        return False  # it will see them
    asked = _asked(brief, few.graph)
    ranking = best_of(few, asked)
    run = FitRun.objects.current(brief)
    if run is None or not brief.is_ranked or is_begun:
        # A ranking that is under way may have read the pool before the change.
        return len(ranking.ids) > 0 or _was_kept(run, changed)
    return _enters(run, ranking, changed) or _reads_otherwise(run, few, asked, ranking, changed)


def _was_kept(run: FitRun | None, changed: set[int]) -> bool:
    return run is not None and run.results.filter(candidate_id__in=changed).exists()


def _enters(run: FitRun, ranking: Ranking, changed: set[int]) -> bool:
    """Whether somebody who is not in the list that is kept belongs there."""
    kept = set(run.results.filter(candidate_id__in=changed).values_list("candidate_id", flat=True))
    last = run.results.best_first().select_related("candidate").last()
    is_full = last is not None and last.position >= KEPT
    for candidate_id, fit, ref in zip(
        ranking.ids.tolist(), ranking.fit.tolist(), ranking.refs, strict=True
    ):
        if candidate_id in kept:
            continue
        if last is None or not is_full:
            return True
        if (-fit, ref.ljust(16, b"\0")) < (-last.score, last.candidate.ref.bytes):
            return True
    return False


def _reads_otherwise(
    run: FitRun, few: Loaded, asked: Asked, ranking: Ranking, changed: set[int]
) -> bool:
    """Whether somebody in the list has left it, or is told otherwise by now."""
    kept = list(run.results.filter(candidate_id__in=changed))
    if not kept:
        return False
    now = {one["candidate_id"]: one for one in explained(few, asked, ranking)}
    return any(
        result.candidate_id not in now or _told(result) != _said(now[result.candidate_id])
        for result in kept
    )


TOLD = ("score", "low", "high", "parts", "evidence", "gaps", "asks")


def _told(result: FitResult) -> list[Any]:
    return [getattr(result, name) for name in TOLD]


def _said(person: dict[str, Any]) -> list[Any]:
    return [person[name] for name in TOLD]


_remembered: dict[tuple[object, ...], Asked] = {}


def _asked(brief: Brief, graph: Graph) -> Asked:
    """Return the brief as arrays; one that has not changed is not read again."""
    year = year_of(timezone.now())
    key = (brief.pk, brief.version, brief.opened_at, year, fingerprint.of_graph(graph))
    if key not in _remembered:
        asked = asked_by(brief, graph, year=year)
        if asked.left_out:
            return asked
        if len(_remembered) >= REMEMBERED:
            _remembered.clear()
        _remembered[key] = asked
    return _remembered[key]
