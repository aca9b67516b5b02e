"""How a profile stands to what a CV suggests for it."""

from django.urls import reverse

from candidates.models import Candidate, PastAssignment
from readings.models import TextReading
from readings.shown import Choice, Holding, Place, seniority_holding
from readings.suggestions import Kind, Suggested
from skills.scales import Level

ON_PROFILE = "on your profile"


def place_of(candidate: Candidate) -> Place:
    """Return the addresses and words of the page where somebody reads their CV."""
    names = ("cv", "take_suggestion", "refuse_suggestion", "undo_suggestion", "forget_cv")
    text, take, refuse, undo, forget = (reverse(f"candidates:{name}") for name in names)
    record = list(candidate.record.latest_first())
    works = [(work.ref, _named(work)) for work in record]
    no_record = (
        "A situation belongs to an assignment, and you have told none yet.",
        reverse("candidates:add_assignment"),
        "Tell one first",
    )
    return Place(
        name="your profile",
        text=text,
        take=take,
        refuse=refuse,
        undo=undo,
        forget=forget,
        onward=(reverse("candidates:profile"), "Go on to your profile"),
        after={Kind.SKILL: Choice("level", "How well you hold it", Level.choices)},
        before={Kind.SITUATION: Choice("work", "In which assignment?", works)} if works else {},
        impossible={} if works else {Kind.SITUATION: no_record},
    )


def _named(work: PastAssignment) -> str:
    year = work.ended_on or work.started_on
    return f"{work.title}, {year:%Y}" if year else work.title


def holdings_of(candidate: Candidate, reading: TextReading) -> dict[str, Holding]:
    """Return for each suggestion's key whether the profile says so already.

    Success criteria are a brief's, so those of a CV are left out.
    """
    levels = dict(candidate.skills.values_list("concept__code", "level"))
    works: dict[str, PastAssignment] = {}
    for work in candidate.record.latest_first().prefetch_related("situations"):
        for concept in work.situations.all():
            works.setdefault(concept.code, work)

    def holding(one: Suggested) -> Holding:
        if one.kind == Kind.SKILL:
            return Holding(one.value in levels, ON_PROFILE, choice=levels.get(one.value))
        if one.kind == Kind.SITUATION:
            work = works.get(one.value)
            return Holding(work is not None, f"in “{_named(work)}”" if work else "")
        said = candidate.get_seniority_display()
        return seniority_holding(one, candidate.seniority, said, ON_PROFILE)

    own = (one for one in reading.suggested if one.kind != Kind.CRITERION)
    return {one.key: holding(one) for one in own}
