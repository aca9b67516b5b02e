"""One ranking, from a brief's rows to rows of results."""

import dataclasses
import hashlib
import json
from collections.abc import Callable
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from candidates.models import PastAssignment
from engagements.fit.pool import LANGUAGES, REGIONS, RIGHTS, Loaded, days, load, year_of
from engagements.fit.reasons import Words, told
from engagements.models import Brief, FitProgress, FitResult, FitRun, Requirement
from interimhub.lib.models import Job
from matching import (
    ENGINE_VERSION,
    WEIGHTS,
    Barrier,
    Importance,
    Need,
    Ranking,
    build_need,
    explain_many,
    rank,
)
from skills.models import Concept

KEPT = 200
EXPLAINED_AT_A_TIME = 20
IMPORTANCE = {
    Requirement.Importance.MUST: Importance.MUST,
    Requirement.Importance.SHOULD: Importance.SHOULD,
    Requirement.Importance.NICE: Importance.NICE,
}
BARRIER_NAMES = {
    Barrier.AVAILABILITY: "availability",
    Barrier.PLACE: "place",
    Barrier.LANGUAGE: "language",
    Barrier.RIGHT_TO_WORK: "right_to_work",
    Barrier.CONFLICT: "conflict",
}


def run(brief: Brief, *, job: Job | None = None) -> None:
    """Rank everyone who can be found for the brief as it reads now, and keep the ranking.

    It computes outside of any transaction and stores in a short one. A brief that has moved on to
    another version meanwhile, or is not in search any more, has nothing stored; the same ranking is
    stored once, however often it runs.
    """
    started_at = timezone.now()
    if not brief.is_in_search:
        return
    progress = _progress(brief)
    progress(FitProgress.Stage.GATHERING, 0, 0)
    loaded = load()
    need = need_of(brief, loaded, year=year_of(started_at))

    size = len(loaded.pool.ids)
    progress(FitProgress.Stage.COMPARING, 0, size)
    ranking = rank(loaded.pool, need, KEPT)
    progress(FitProgress.Stage.COMPARING, size, size)

    results = _results(ranking, need, loaded, progress)
    record = FitRun(
        brief=brief,
        brief_version=brief.version,
        engine_version=ENGINE_VERSION,
        pool_version=loaded.version,
        weights=dataclasses.asdict(WEIGHTS),
        inputs_hash=inputs_hash(need, loaded),
        pool_size=size,
        eligible_count=ranking.eligible,
        gated=_gated(ranking),
        started_at=started_at,
        finished_at=timezone.now(),
    )
    _store(brief, record, results, job)
    progress(FitProgress.Stage.DONE, len(results), len(results))


def need_of(brief: Brief, loaded: Loaded, *, year: int) -> Need:
    """Return the brief as arrays, numbered by the pool's vocabulary."""
    column = loaded.graph.column
    requirements = [
        (column[concept_id], IMPORTANCE[Requirement.Importance(importance)], level or 0)
        for concept_id, importance, level in brief.requirements.order_by("concept_id").values_list(
            "concept_id", "importance", "level"
        )
        if concept_id in column
    ]
    past: dict[str, list[int]] = {
        kind: sorted(column[pk] for pk in rows.values_list("pk", flat=True) if pk in column)
        for kind, rows in (("situations", brief.situations), ("sectors", brief.sectors))
    }
    return build_need(
        this_year=year,
        requirements=requirements,
        tau=loaded.graph.tau,
        situations=past["situations"],
        sectors=past["sectors"],
        seniority=brief.seniority or 0,
        start_day=days(brief.starts_on),
        languages=[LANGUAGES[code] for code in brief.languages if code in LANGUAGES],
        regions=[REGIONS[brief.region]] if brief.region in REGIONS else [],
        is_remote_ok=brief.days_on_site == 0,
        right_to_work=[RIGHTS[brief.right_to_work]] if brief.right_to_work in RIGHTS else [],
    )


def inputs_hash(need: Need, loaded: Loaded) -> str:
    """Return a hash over all that the ranking was computed from: need, pool version, weights."""
    digest = hashlib.sha256()
    for field in dataclasses.fields(need):
        value = getattr(need, field.name)
        content = value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
        digest.update(field.name.encode() + b"\0" + content + b"\0")
    digest.update(loaded.version.encode())
    digest.update(json.dumps(dataclasses.asdict(WEIGHTS), sort_keys=True).encode())
    return digest.hexdigest()


Progress = Callable[[str, int, int], None]


def _progress(brief: Brief) -> Progress:
    """Return a function that shows the waiting page how far this run has come."""

    def show(stage: str, done: int, total: int) -> None:
        FitProgress.objects.update_or_create(
            brief=brief,
            defaults={
                "brief_version": brief.version,
                "stage": stage,
                "done": done,
                "total": total,
            },
        )

    return show


def _results(ranking: Ranking, need: Need, loaded: Loaded, progress: Progress) -> list[FitResult]:
    """Return a result with its reasons for each of the best, best first."""
    ids = [int(loaded.pool.ids[row]) for row in ranking.rows]
    words = Words(labels=_labels(loaded), past=_past(ids))
    results = []
    explanations = explain_many(loaded.pool, need, ranking.rows)
    for position, explanation in enumerate(explanations, start=1):
        candidate_id = ids[position - 1]
        unconfirmed = [
            name
            for bit, name in BARRIER_NAMES.items()
            if ranking.unconfirmed[position - 1] & bit
        ]
        results.append(
            FitResult(
                candidate_id=candidate_id,
                position=position,
                score=explanation.fit,
                low=explanation.low,
                high=explanation.high,
                **told(explanation, words, candidate_id=candidate_id, unconfirmed=unconfirmed),
            )
        )
        if position % EXPLAINED_AT_A_TIME == 0:
            progress(FitProgress.Stage.EXPLAINING, position, len(ids))
    return results


def _labels(loaded: Loaded) -> dict[int, tuple[str, str]]:
    """Return code and label of every concept by its column in the pool."""
    column = loaded.graph.column
    rows = Concept.objects.values_list("pk", "code", "label")
    return {column[pk]: (code, label) for pk, code, label in rows if pk in column}


def _past(candidate_ids: list[int]) -> dict[tuple[int, str], dict[str, Any]]:
    """Return, for each interim and situation or sector, the latest assignment that was of it."""
    found: dict[tuple[int, str], dict[str, Any]] = {}
    told_of = (
        PastAssignment.objects.filter(candidate_id__in=candidate_ids)
        .latest_first()
        .prefetch_related("situations", "sectors")
    )
    for assignment in told_of:
        facts = {
            "assignment": str(assignment.ref),
            "what": assignment.organisation_kind or assignment.title,
            "measure": assignment.measure,
        }
        for concept in (*assignment.situations.all(), *assignment.sectors.all()):
            found.setdefault((assignment.candidate_id, concept.code), facts)
    return found


def _gated(ranking: Ranking) -> dict[str, int]:
    """Return how many each barrier keeps out; somebody may stand behind several."""
    return {name: ranking.gated[bit] for bit, name in BARRIER_NAMES.items()}


def _store(brief: Brief, record: FitRun, results: list[FitResult], job: Job | None) -> None:
    """Keep the run, unless the brief has moved on or the same run is there already."""
    with transaction.atomic():
        current = Brief.objects.filter(
            pk=brief.pk, version=record.brief_version, status__in=Brief.RANKED
        )
        if current.update(scored_version=record.brief_version):
            _insert(record, results)
        if job:
            job.finish()


def _insert(record: FitRun, results: list[FitResult]) -> None:
    FitRun.objects.bulk_create([record], ignore_conflicts=True)
    stored = FitRun.objects.get(
        brief_id=record.brief_id,
        brief_version=record.brief_version,
        engine_version=record.engine_version,
        pool_version=record.pool_version,
    )
    for result in results:
        result.run = stored
    FitResult.objects.bulk_create(results, batch_size=100, ignore_conflicts=True)
