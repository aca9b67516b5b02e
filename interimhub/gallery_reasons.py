"""Reasons of a match for the gallery: every state of a line."""

from typing import Any

from ranking.explanation import explain_result
from ranking.models import FitResult


def _evidence(kind: str, label: str, detail: str, **facts: Any) -> dict[str, Any]:
    plain = {"importance": None, "state": "have", "points": 0.0, "points_if": 0.0, "credit": 1.0}
    code = label.lower().replace(" ", "-")
    return {"kind": kind, "code": code, "label": label, "detail": detail} | plain | facts


def sample_reasons() -> dict[str, Any]:
    """Return three results: one with every state of a line, one fully met, one empty."""
    remediation = _evidence(
        "requirement",
        "GMP remediation",
        "met by corrective action management, a part of it (leads others in it, last used 2025).",
        importance="must",
        state="near",
        needed=4,
        actual=4,
        by="corrective action management",
        last_used=2025,
        points=11.4,
        points_if=5.4,
        credit=0.8,
        asks=["How far does corrective action management reach into GMP remediation?"],
        plus="plus 5 points if GMP remediation itself were shown at “leads others in it”, used"
        " within the last two years",
    )
    sterile = _evidence(
        "requirement",
        "Sterile manufacturing",
        "level not stated, last used 2026.",
        importance="should",
        state="near",
        needed=4,
        last_used=2026,
        points=3.1,
        points_if=9.2,
        credit=0.1,
        asks=["At what level do you hold sterile manufacturing?"],
        plus="plus 9 points if the level of sterile manufacturing were stated, as “leads others in"
        " it” or above",
    )
    council = _evidence(
        "requirement",
        "Works council",
        "not shown in the profile.",
        importance="must",
        state="missing",
        needed=3,
        points_if=11.0,
        credit=0.0,
        asks=["Where have you done works council? It is a must-have, not shown yet."],
        plus="plus 11 points if works council were shown at “practised”, used within the last two"
        " years",
    )
    closure = _evidence(
        "situation",
        "Regulatory remediation",
        "done in 2025 for a fill-finish site of 800 people (overdue deviations 186 to 14).",
        last_used=2025,
        points=13.3,
    )
    criterion = _evidence(
        "criterion",
        "Days from batch to release",
        "comes nearest in 2023, for a maker of vaccines (38 to 26 days).",
        state="near",
        points=8.2,
        points_if=2.9,
        credit=0.7,
    )
    sector = _evidence("sector", "Pharmaceuticals", "worked in it in 2025.", points=4.0)
    words = _evidence(
        "words",
        "In words",
        "the record tells of similar work (2025, a fill-finish site of 800 people).",
        state="near",
        points=9.6,
        credit=0.6,
        quotes=[
            {
                "asked": "The inspectors left eleven observations, three of them repeated from the"
                " year before.",
                "said": "Took over after an inspection with nine observations, four of which the"
                " site had promised to close a year earlier.",
            },
            {
                "asked": "Engineering and quality do not speak to each other.",
                "said": "Brachte Technik und Qualität jeden Morgen an einen Tisch.",
            },
        ],
    )
    role = _evidence(
        "role",
        "Role",
        "has held the same kind of role, “Interim site director”, until 2025.",
        points=6.2,
    )
    untold = _evidence(
        "words",
        "In words",
        "the profile tells of no assignment in words.",
        state="missing",
        points_if=16.0,
        credit=0.0,
        is_open=True,
        plus="plus up to 16 points if a sentence or two about each assignment told of such work",
    )
    parts = {
        "skills": {"share": 0.32, "value": 0.5, "points": 14.5},
        "situation": {"share": 0.12, "value": 1.0, "points": 13.3},
        "outcome": {"share": 0.12, "value": 0.7, "points": 8.2},
        "words": {"share": 0.28, "value": 0.6, "points": 9.6},
        "role": {"share": 0.12, "value": 1.0, "points": 6.2},
        "sector": {"share": 0.04, "value": 1.0, "points": 4.0},
        "must": 0.88,
        "seniority": 0.95,
        "distance": 2,
        "comparison": "far_above",
        "actual": "Chief officer",
        "needed": "Director of a function or a site",
    }
    verdict = {
        "kind": "could_do",
        "order": 2,
        "musts_met": 2,
        "musts": 3,
        "situation": "near",
        "is_told": False,
        "situations_done": 1,
        "situations": 2,
        "role": "same",
        "level": "above",
        "levels_off": 2,
        "is_level_read": False,
        "missing": "works council",
    }
    full = FitResult(
        verdict=verdict,
        score=55.8,
        low=55.8,
        high=64.9,
        parts=parts,
        evidence=[council, remediation, sterile, closure, criterion, role, words, sector],
        gaps=[{"sentence": "Must-have missing: works council is not shown."}],
        asks=["Why does a role below your last one interest you now?"],
    )
    done = {"kind": "has_done", "musts_met": 3, "situation": "done", "is_told": True}
    stated = FitResult(
        verdict=verdict | done | {"level": "at", "is_level_read": True, "missing": ""},
        score=72.4,
        low=72.4,
        high=72.4,
        parts=parts
        | {"must": 1.0, "seniority": 1.0, "distance": 0, "comparison": "equal", "is_read": True}
        | {"other_profession": "a nurse"},
        evidence=[closure, criterion, untold, sector],
        gaps=[],
        asks=[],
    )
    unlike = {"kind": "other_work", "musts_met": 0, "situation": "not", "role": "other"}
    other = FitResult(
        verdict=verdict | unlike | {"level": "below", "levels_off": -3},
        score=21.3,
        low=21.3,
        high=21.3,
        parts={"sector": {"share": 0.04, "value": 1.0, "points": 21.3}},
        evidence=[sector],
        gaps=[{"sentence": "Must-have missing: works council is not shown."}],
        asks=[],
    )
    nothing = FitResult(score=0, low=0, high=0, parts={}, evidence=[], gaps=[], asks=[])
    return {
        "why": explain_result(full, str),
        "why_stated": explain_result(stated, str),
        "why_other": explain_result(other, str),
        "why_nothing": explain_result(nothing, str),
    }
