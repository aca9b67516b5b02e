"""How a draft stands to what a text suggests for it."""

from django.urls import reverse

from accounts.models import User
from engagements.models import Brief, Requirement
from engagements.promises import promise_of
from readings.models import TextReading
from readings.shown import Choice, Holding, Place, left_of, seniority_holding
from readings.suggestions import Kind, Suggested

IN_BRIEF = "in your brief"


def place_of(brief: Brief) -> Place:
    """Return the addresses and words of the page where a manager reads a text."""
    names = ("text", "take_suggestion", "refuse_suggestion", "undo_suggestion", "forget_text")
    text, take, refuse, undo, forget = (
        reverse(f"engagements:{name}", args=[brief.ref]) for name in names
    )
    onward = reverse("engagements:edit", args=[brief.ref, "situation"])
    return Place(
        name="your brief",
        text=text,
        take=take,
        refuse=refuse,
        undo=undo,
        forget=forget,
        onward=(onward, "Go on to the situation"),
        after={
            Kind.SKILL: Choice("importance", "How much it matters", Requirement.Importance.choices)
        },
    )


def text_beside(user: User, brief: Brief) -> dict[str, object]:
    """Return what stands beside the form while its manager goes on: the text, what is left of it.

    Keys: `pasted`, the words; `text_url`, where they are answered; `left`, how many suggestions
    wait for an answer, or None where nothing was read.
    """
    reading = TextReading.objects.of(user, brief.ref) if brief.is_draft else None
    told = reading.text if reading and reading.is_read else ""
    left = left_of(reading, holdings_of(brief, reading)) if reading and reading.is_read else None
    text_url = reverse("engagements:text", args=[brief.ref]) if brief.is_draft else ""
    return {"pasted": told or brief.source_text, "text_url": text_url, "left": left}


def holdings_of(brief: Brief, reading: TextReading) -> dict[str, Holding]:
    """Return for each suggestion's key whether the brief says so already."""
    importance = dict(brief.requirements.values_list("concept__code", "importance"))
    situations = set(brief.situations.values_list("code", flat=True))
    criteria = {str(row.ref): row.measure.casefold() for row in brief.criteria.all()}

    def holding(one: Suggested) -> Holding:
        if one.kind == Kind.SKILL:
            return Holding(one.value in importance, IN_BRIEF, choice=importance.get(one.value))
        if one.kind == Kind.SITUATION:
            return Holding(one.value in situations, IN_BRIEF)
        if one.kind == Kind.SENIORITY:
            return seniority_holding(one, brief.seniority, brief.get_seniority_display(), IN_BRIEF)
        promise = promise_of(one.label)
        is_taken = reading.change_of(one.key).get("ref") in criteria
        is_same = promise.measure.casefold() in criteria.values()
        return Holding(is_taken or is_same, IN_BRIEF, label=promise.measure, detail=promise.change)

    return {one.key: holding(one) for one in reading.suggested}
