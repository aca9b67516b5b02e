"""A brief as a query for the engine, in arrays."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engagements.models import Brief, Requirement
from matching import ENGINE_VERSION, WEIGHTS, Importance, Need, build_need
from ranking.loader import LANGUAGES, REGIONS, RIGHTS, days
from ranking.near import Near, near_columns
from ranking.record_arrays import brief_words
from skills.graph import SkillGraph
from skills.vectors import normalise, vectors_of

IMPORTANCE = {
    Requirement.Importance.MUST: Importance.MUST,
    Requirement.Importance.SHOULD: Importance.SHOULD,
    Requirement.Importance.NICE: Importance.NICE,
}
OUTCOME, WORDS = "outcome", "words"
TEXTS = ("what_happened", "why_now", "tried_before", "what_is_hard", "value_shown_by")
"""The texts of a brief that are compared with records, beside title and criteria."""


@dataclass(frozen=True, slots=True)
class RankingQuery:
    """A brief as input of the engine.

    Attributes:
        criteria: (ref, measure) of each criterion, in the engine's order.
        sentences: the brief's sentences as written, by the numbers that `need.sentence` has; "" for
            a criterion, which is explained by itself.
        left_out: parts that the brief asks for but that cannot be compared here.
    """

    need: Need
    criteria: list[tuple[str, str]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def hash(self) -> str:
        """A hash over need, weights and engine; together with the pool it defines a ranking."""
        digest = hashlib.sha256()
        for name, value in _flat(self.need):
            content = value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
            digest.update(name.encode() + b"\0" + content + b"\0")
        digest.update(json.dumps(dataclasses.asdict(WEIGHTS), sort_keys=True).encode())
        digest.update(ENGINE_VERSION.encode())
        return digest.hexdigest()


def _flat(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a dataclass, those of nested ones too, by name."""
    for one in dataclasses.fields(value):
        inner = getattr(value, one.name)
        if dataclasses.is_dataclass(inner):
            yield from ((f"{one.name}.{name}", part) for name, part in _flat(inner))
        else:
            yield one.name, inner


def query_for(brief: Brief, graph: SkillGraph, *, year: int, encode: bool = True) -> RankingQuery:
    """Return the brief as a query, its columns numbered by the vocabulary.

    If any of its texts has no vector, its words and criteria are left out, and `left_out` says so.

    Args:
        year: the calendar year that recency is counted from.
        encode: whether to encode texts that have no cached vector; False in a web request.
    """
    column = graph.column
    requirements = [
        (column[concept_id], IMPORTANCE[Requirement.Importance(importance)], level or 0)
        for concept_id, importance, level in brief.requirements.order_by("concept_id").values_list(
            "concept_id", "importance", "level"
        )
        if concept_id in column
    ]
    past: dict[str, list[int]] = {
        kind: sorted(column[pk] for pk in rows.values_list("pk", flat=True) if pk in column)
        for kind, rows in (
            ("situations", brief.situations),
            ("sectors", brief.sectors),
            ("registrations", brief.registrations),
        )
    }
    # A criterion that is only an amount or a name has no words to compare.
    criteria = [one for one in brief.criteria.in_order() if normalise(one.text)]
    words = brief_words(
        brief.title,
        [getattr(brief, name) for name in TEXTS],
        [one.text for one in criteria],
        lambda texts: vectors_of(texts, encode_missing=encode),
    )
    own_lines = {one.text for one in criteria}
    need = build_need(
        this_year=year,
        requirements=requirements,
        tau=graph.tau,
        situations=past["situations"],
        sectors=past["sectors"],
        near_situations=_near(past["situations"], graph),
        near_sectors=_near(past["sectors"], graph),
        seniority=brief.seniority or 0,
        start_day=max(0, days(brief.starts_on)),
        languages=[LANGUAGES[code] for code in brief.languages if code in LANGUAGES],
        regions=[REGIONS[brief.region]] if brief.region in REGIONS else [],
        is_remote_ok=brief.days_on_site == 0,
        right_to_work=[RIGHTS[brief.right_to_work]] if brief.right_to_work in RIGHTS else [],
        registrations=past["registrations"],
        **words.arguments,
    )
    return RankingQuery(
        need,
        criteria=[(str(one.ref), one.measure) for one in criteria],
        sentences=["" if text in own_lines else text for text in words.sentences],
        left_out=[] if words.is_complete else [OUTCOME] * bool(criteria) + [WORDS],
    )


def _near(asked: list[int], graph: SkillGraph) -> Near:
    at = {code: number for number, code in enumerate(graph.codes)} if asked else {}
    return near_columns(asked, graph.codes.__getitem__, at.get)
