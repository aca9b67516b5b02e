"""Briefs for tests, and functions that post their steps."""

from typing import Any

from django.urls import reverse

from engagements.models import Brief, BriefDraft, TruthItem
from tests.browsers import browser_of
from tests.factories import BriefFactory, RequirementFactory, TruthItemFactory


def draft(**facts: Any) -> Brief:
    brief: Brief = BriefFactory(complete=False, starts_on=None, **facts)
    return brief


def whole_brief(**facts: Any) -> Brief:
    """Create a brief that has every answer."""
    answers = {"days_per_week": 5, "tried_before": "A plan of 140 actions.", "harm": "Patients."}
    brief: Brief = BriefFactory(**{**answers, **facts})
    RequirementFactory(brief=brief)
    for kind in set(TruthItem.Kind) - {TruthItem.Kind.SPONSOR}:
        TruthItemFactory(brief=brief, kind=kind)
    return brief


def path(brief: Brief, step: str) -> str:
    return reverse("engagements:edit", args=[brief.ref, step])


def post(
    brief: Brief,
    step: str,
    *,
    autosave: bool = False,
    window: str = "one",
    seen: int | None = None,
    **typed: Any,
) -> Any:
    """Save a step in a window that was opened after `seen` saves; None means after all saves."""
    headers = {"HX-Request": "true"} if autosave else {}
    if seen is None:
        seen = BriefDraft.objects.of(brief, step).saves
    facts = {"window": window, "seen": str(seen), **typed}
    return browser_of(brief.manager.user).post(path(brief, step), facts, headers=headers)


def rows(prefix: str, *given: dict[str, str]) -> dict[str, str]:
    facts = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(given):
        facts |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return facts


def resumed(brief: Brief, step: str) -> str:
    """Return the page of a step when it is opened again."""
    return browser_of(brief.manager.user).get(path(brief, step)).content.decode()
