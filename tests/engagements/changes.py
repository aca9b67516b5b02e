"""Changes of briefs that firms rely on, for tests."""

from dataclasses import replace
from typing import Any

from engagements.actions import amendments
from engagements.answers import Answers, CriterionFacts, RequirementFacts
from engagements.models import Amendment, Brief
from tests.factories import NOW

REASON = "The board wants both plants in one pair of hands."


def answers_of(brief: Brief) -> Answers:
    """Return the answers of the brief as it reads."""
    names = ("measure", "baseline", "target", "due_on", "evidence", "weight")
    return Answers(
        columns={
            name: getattr(brief, name)
            for name in ("starts_on", "duration_weeks", "place", "region", "days_on_site")
        },
        criteria=[
            CriterionFacts(row.ref, row.position, {name: getattr(row, name) for name in names})
            for row in brief.criteria.in_order()
        ],
        requirements=[
            RequirementFacts(row.concept.code, row.importance, row.level)
            for row in brief.requirements.select_related("concept").in_order()
        ],
    )


def in_place(brief: Brief, place: str = "Leeds") -> Answers:
    """Return the answers of the brief with another place."""
    answers = answers_of(brief)
    return replace(answers, columns={**answers.columns, "place": place})


def propose(brief: Brief, answers: Answers | None = None, **facts: Any) -> Amendment:
    given: dict[str, Any] = {
        "seen_version": brief.version,
        "reason": REASON,
        "by": brief.manager.user,
        "now": NOW,
        **facts,
    }
    return amendments.propose_change(brief, answers=answers or in_place(brief), **given)
