"""Helpers for tests of firms: a complete brief, a seat, an interim open to the firm."""

from datetime import date
from typing import Any
from uuid import UUID

from candidates.models import Candidate, FirmStance
from candidates.snapshot import snapshot
from engagements.actions.panels import wait_for_review
from engagements.models import Brief, TruthItem
from providers.models import Consultant, Firm
from ranking.models import FitResult, FitRun
from shortlists.models import Entry, Mandate
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    ConsultantFactory,
    CriterionFactory,
    EntryFactory,
    FitResultFactory,
    FitRunFactory,
    MandateFactory,
    PanelSeatFactory,
    RequirementFactory,
    TruthItemFactory,
)

TRUTH = [kind for kind in TruthItem.Kind if kind != TruthItem.Kind.SPONSOR]


def ready_brief(**facts: Any) -> Brief:
    """Return an open, ranked, complete brief."""
    brief: Brief = BriefFactory(
        opened=True,
        scored_version=1,
        tried_before="A consultancy wrote a plan.",
        harm="Patients without their injection; seen first by the wards.",
        days_per_week=5,
        **facts,
    )
    for kind in TRUTH:
        TruthItemFactory(brief=brief, kind=kind, answer="Said.")
    RequirementFactory(brief=brief)
    return brief


def seat_on(brief: Brief, consultant: Consultant | None = None) -> Consultant:
    """Give a consultant's firm a seat on a brief and return the consultant."""
    consultant = consultant or ConsultantFactory()
    seat = PanelSeatFactory(brief=brief, firm=consultant.firm, consultant=consultant)
    wait_for_review(seat, now=NOW)
    return consultant


def open_to(firm: Firm, **facts: Any) -> Candidate:
    """Return an interim who trusts this firm."""
    candidate: Candidate = CandidateFactory(**facts)
    FirmStance.objects.create(candidate=candidate, firm=firm, stance=FirmStance.Stance.TRUSTED)
    return candidate


PARTS = {
    "skills": {"share": 0.72, "value": 0.71, "points": 41.0},
    "situation": {"share": 0.16, "value": 1.0, "points": 16.0},
    "sector": {"share": 0.12, "value": 1.0, "points": 12.0},
    "must": 0.92,
    "seniority": 1.0,
    "distance": 1,
    "comparison": "one_above",
}


VERDICT = {
    "kind": "has_done",
    "order": 3,
    "musts_met": 1,
    "musts": 1,
    "situation": "done",
    "is_told": False,
    "situations_done": 1,
    "situations": 1,
    "role": "same",
    "level": "above",
    "levels_off": 1,
    "is_level_read": False,
    "missing": "",
}


def evidence(label: str, state: str, *, importance: str = "must") -> dict[str, Any]:
    """Return the evidence for one requirement."""
    return {
        "kind": "requirement",
        "code": f"test:{label}",
        "label": label,
        "importance": importance,
        "needed": 4,
        "actual": None if state == "missing" else 4,
        "relation": "none" if state == "missing" else "same",
        "by": None if state == "missing" else label,
        "last_used": None if state == "missing" else 2025,
        "credit": 0.0 if state == "missing" else 1.0,
        "state": state,
        "points": 0.0 if state == "missing" else 12.0,
        "points_if": 9.0 if state == "missing" else 0.0,
        "detail": "not shown in the profile."
        if state == "missing"
        else "leads others in it, last used 2025.",
        "plus": "plus 9 points if it were shown" if state == "missing" else "",
        "asks": [f"Where have you done {label.lower()}?"] if state == "missing" else [],
    }


def match_of(brief: Brief, candidate: Candidate, *, score: float = 70.0, **facts: Any) -> FitResult:
    """Add an interim to the brief's current ranking and return the result."""
    run = FitRun.objects.current(brief) or FitRunFactory(
        brief=brief, brief_version=brief.version, pool_size=3000, eligible_count=1234
    )
    defaults = {
        "verdict": VERDICT,
        "parts": PARTS,
        "evidence": [evidence("GMP remediation", "have")],
        "gaps": [],
        "asks": [],
    }
    result: FitResult = FitResultFactory(
        run=run, candidate=candidate, score=score, **{**defaults, **facts}
    )
    return result


def own_id(match: FitResult, firm: Firm | None = None) -> UUID:
    """Return the id of a match for one firm, by default the first on the panel."""
    return (firm or match.run.brief.seats.order_by("pk")[0].firm).own_id(match.ref)


def mandated(
    brief: Brief, consultant: Consultant, candidate: Candidate | None = None
) -> tuple[Entry, Mandate]:
    """Return a conversation in which the interim has chosen this consultant's firm."""
    candidate = candidate or open_to(consultant.firm)
    entry = EntryFactory(mandated=True, brief=brief, candidate=candidate, consultant=consultant)
    mandate = MandateFactory(
        entry=entry,
        brief_version=brief.version,
        profile=snapshot(candidate, named=True),
        ends_on=date(2027, 6, 30),
    )
    return entry, mandate


def case_for(brief: Brief) -> dict[str, Any]:
    """Return the arguments of `submit` for an interim on this brief."""
    return {
        "introduction": "She has closed such a case, in such a plant, with such a team.",
        "risk": "Ask how she works with a split board.",
        "rationales": {
            str(row.ref): {
                "text": "Closed eleven observations in five months, verified by the regulator.",
                "evidence": "",
            }
            for row in brief.criteria.all()
        },
    }


def as_posted(case: dict[str, Any]) -> dict[str, str]:
    """Return these arguments as the form posts them."""
    posted = {"introduction": case["introduction"], "risk": case["risk"]}
    for ref, said in case["rationales"].items():
        posted[f"text_{ref}"], posted[f"evidence_{ref}"] = said["text"], said["evidence"]
    return posted


def second_criterion(brief: Brief) -> None:
    """Add a second success criterion."""
    CriterionFactory(brief=brief, position=1, measure="Batch release", baseline="41", target="24")
