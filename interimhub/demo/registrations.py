"""Registrations of the demo's interims, by their headline and where they work."""

import re
from collections.abc import Sequence
from datetime import date
from random import Random

from candidates.models import Candidate, CandidateRegistration
from interimhub.demo.plans import InterimPlan
from interimhub.demo.refs import ref
from skills.models import Concept

BATCH = 1_000
# What a headline says, the regions that somebody works in, and what they then hold.
HELD: tuple[tuple[str, str, str], ...] = (
    (r"qualified person|\bQP\b", "", "qualified-person"),
    (r"medical director|clinical director|chief medical", "uk-", "gmc"),
    (r"medical director|ärztliche|chief medical", "de-", "approbation-doctor"),
    (r"nurs|pflege", "uk-", "nmc-nurse"),
    (r"midwif", "uk-", "nmc-midwife"),
    (r"pharmacist", "uk-", "gphc"),
    (r"\bCFO\b|finance director|chief financial", "uk-", "aca"),
    (r"\bCFO\b|chief financial|finanz", "de-", "wirtschaftspruefer"),
    (r"compliance", "uk-", "smf16"),
    (r"general counsel|\blegal\b", "uk-", "solicitor"),
    (r"general counsel|\blegal\b", "de-", "rechtsanwalt"),
    (r"engineer", "uk-", "ceng"),
    (r"safety|arbeitssicherheit", "de-", "safety-de"),
)
STATED = 0.6
"""The share of those who could state one and do; the others can be asked."""


def write_registrations(
    pairs: Sequence[tuple[InterimPlan, Candidate]], *, seed: int, today: date
) -> None:
    """Write what interims state, drawn independently of everything that a ranking scores."""
    concepts = {
        one.code.rpartition(":")[2]: one
        for one in Concept.objects.of_kind(Concept.Kind.REGISTRATION)
    }
    CandidateRegistration.objects.bulk_create(
        [
            row
            for plan, candidate in pairs
            for row in _stated(plan, candidate, concepts, seed=seed, today=today)
        ],
        batch_size=BATCH,
    )


def _stated(
    plan: InterimPlan,
    candidate: Candidate,
    concepts: dict[str, Concept],
    *,
    seed: int,
    today: date,
) -> list[CandidateRegistration]:
    rng = Random(f"registrations:{seed}:{plan.key}")  # noqa: S311 - a demo, not a secret
    rows = []
    for words, region, code in HELD:
        is_there = not region or any(one.startswith(region) for one in plan.regions)
        is_said = re.search(words, plan.headline, re.IGNORECASE)
        if not (is_said and is_there and code in concepts) or rng.random() >= STATED:
            continue
        rows.append(
            CandidateRegistration(
                ref=ref("registration", plan.key, code),
                candidate=candidate,
                concept=concepts[code],
                number=f"{rng.randint(1_000_000, 9_999_999)}" if rng.random() < 0.8 else "",
                country=concepts[code].country if concepts[code].country != "eu" else "",
                since=date(rng.randint(1995, 2019), rng.randint(1, 12), 1),
                valid_until=date(today.year + rng.randint(1, 3), 12, 31)
                if rng.random() < 0.3
                else None,
            )
        )
    return rows
