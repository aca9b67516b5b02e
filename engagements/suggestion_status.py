"""Which suggestions of a text a draft already contains."""

from django.urls import reverse

from accounts.models import User
from engagements.criterion_parser import parse_criterion
from engagements.models import Brief, Requirement
from readings.models import TextReading
from readings.presenter import (
    Choice,
    SuggestionPage,
    SuggestionStatus,
    open_count,
    seniority_status,
)
from readings.suggestions import Suggestion, SuggestionKind

IN_BRIEF = "in your brief"


def suggestion_page(brief: Brief) -> SuggestionPage:
    """Return URLs and labels of the page that shows a text's suggestions."""
    names = ("text", "accept_suggestion", "refuse_suggestion", "undo_suggestion", "forget_text")
    text, accept, refuse, undo, forget = (
        reverse(f"engagements:{name}", args=[brief.ref]) for name in names
    )
    onward = reverse("engagements:edit", args=[brief.ref, "situation"])
    return SuggestionPage(
        name="your brief",
        text=text,
        accept=accept,
        refuse=refuse,
        undo=undo,
        forget=forget,
        onward=(onward, "Continue to the situation"),
        after={
            SuggestionKind.SKILL: Choice(
                "importance", "How much it matters", Requirement.Importance.choices
            )
        },
    )


def text_beside(user: User, brief: Brief) -> dict[str, object]:
    """Return the context for the text beside the form of a draft.

    Keys: `pasted`, the text; `text_url`, the page of its suggestions; `left`, the number of
    undecided suggestions, or None if no text was parsed.
    """
    reading = TextReading.objects.of(user, brief.ref) if brief.is_draft else None
    text, left = "", None
    if reading and reading.is_read:
        text, left = reading.text, open_count(reading, statuses_of(brief, reading))
    text_url = reverse("engagements:text", args=[brief.ref]) if brief.is_draft else ""
    return {"pasted": text or brief.source_text, "text_url": text_url, "left": left}


def statuses_of(brief: Brief, reading: TextReading) -> dict[str, SuggestionStatus]:
    """Return the status of each suggestion by key: whether the brief already has the value."""
    importance = dict(brief.requirements.values_list("concept__code", "importance"))
    situations = set(brief.situations.values_list("code", flat=True))
    criteria = {str(row.ref): row.measure.casefold() for row in brief.criteria.all()}

    def status(one: Suggestion) -> SuggestionStatus:
        if one.kind == SuggestionKind.SKILL:
            chosen = importance.get(one.value)
            return SuggestionStatus(one.value in importance, IN_BRIEF, choice=chosen)
        if one.kind == SuggestionKind.SITUATION:
            return SuggestionStatus(one.value in situations, IN_BRIEF)
        if one.kind == SuggestionKind.SENIORITY:
            label = brief.get_seniority_display() or ""
            return seniority_status(one, brief.seniority, label, IN_BRIEF)
        parsed = parse_criterion(one.label)
        is_accepted = reading.change_of(one.key).get("ref") in criteria
        is_same = parsed.measure.casefold() in criteria.values()
        return SuggestionStatus(
            is_accepted or is_same, IN_BRIEF, label=parsed.measure, detail=parsed.change
        )

    return {one.key: status(one) for one in reading.suggestions}
