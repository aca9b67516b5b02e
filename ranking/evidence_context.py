"""The names and facts that explanations refer to by number, loaded from the database."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from candidates.models import PastAssignment
from ranking.query import RankingQuery
from ranking.quotes import RecordSentence, SentencePlace, load_sentences
from ranking.record_wording import PROFESSIONS as WHO
from ranking.roles import PROFESSIONS
from skills.graph import SkillGraph
from skills.models import Concept

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EvidenceContext:
    """The names and facts behind the numbers of explanations.

    Attributes:
        labels: column → (code, label).
        past: (candidate id, concept code) → facts of the latest assignment of that kind.
        criteria: (ref, measure) of each criterion, in the order of the query.
        assignments: primary key of an assignment → the same facts as in `past`, with `ended`, a
            year.
        asked: the sentences of the brief (`RankingQuery.sentences`).
        sentences: those of past assignments that are quoted.
        profession: who is in the protected profession of the role, "a nurse", or "".
        this_year: the year that recency is counted from.
    """

    labels: dict[int, tuple[str, str]]
    past: dict[tuple[int, str], Facts]
    criteria: list[tuple[str, str]] = field(default_factory=list)
    assignments: dict[int, Facts] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sentences: dict[SentencePlace, RecordSentence] = field(default_factory=dict)
    profession: str = ""
    this_year: int = 0


def load_context(
    candidate_ids: list[int],
    query: RankingQuery,
    graph: SkillGraph,
    *,
    quoted: Collection[SentencePlace] = (),
) -> EvidenceContext:
    """Load the context of the explanations of these people.

    Args:
        quoted: the sentences that the explanations may quote.
    """
    past, assignments = _past(candidate_ids, query.need.this_year)
    profession = query.need.profession
    return EvidenceContext(
        labels=_labels(graph),
        past=past,
        criteria=query.criteria,
        assignments=assignments,
        asked=query.sentences,
        sentences=load_sentences(quoted),
        profession=WHO[PROFESSIONS[profession - 1]] if profession else "",
        this_year=query.need.this_year,
    )


_cached: tuple[SkillGraph, dict[int, tuple[str, str]]] | None = None


def _labels(graph: SkillGraph) -> dict[int, tuple[str, str]]:
    """Return code and label of every concept by its column in the pool."""
    global _cached  # noqa: PLW0603 - thousands of labels that change only with the vocabulary
    if _cached is None or _cached[0] is not graph:
        rows = Concept.objects.values_list("pk", "code", "label")
        labels = {graph.column[pk]: (code, label) for pk, code, label in rows if pk in graph.column}
        _cached = graph, labels
    return _cached[1]


def _past(
    candidate_ids: list[int], this_year: int
) -> tuple[dict[tuple[int, str], Facts], dict[int, Facts]]:
    """Return the facts of past assignments.

    By (candidate id, code of a situation or sector), the facts of the latest assignment with it;
    and by primary key, the facts of each assignment.
    """
    by_concept: dict[tuple[int, str], Facts] = {}
    by_assignment: dict[int, Facts] = {}
    assignments = PastAssignment.objects.filter(candidate_id__in=candidate_ids)
    # Values instead of rows: they are many, and loaded before every ranking is stored.
    codes: dict[int, list[str]] = {}
    for kind in ("situations", "sectors"):
        pairs = assignments.filter(**{f"{kind}__isnull": False}).values_list("pk", f"{kind}__code")
        for pk, code in pairs:
            codes.setdefault(pk, []).append(code)
    fields = ("pk", "candidate_id", "ref", "organisation_kind", "title", "measure", "ended_on")
    rows = assignments.latest_first().values_list(*fields)
    for pk, candidate_id, ref, kind, title, measure, ended_on in rows:
        facts = {
            "assignment": str(ref),
            "what": kind or title,
            "title": title,
            "measure": measure,
            # One with a fixed term still runs until then.
            "ended": ended_on.year if ended_on and ended_on.year <= this_year else None,
        }
        by_assignment[pk] = facts
        for code in codes.get(pk, ()):
            by_concept.setdefault((candidate_id, code), facts)
    return by_concept, by_assignment
