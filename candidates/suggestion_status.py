"""Which suggestions of a CV a profile already contains."""

from django.urls import reverse

from candidates.models import Candidate, PastAssignment
from readings.models import TextReading
from readings.presenter import Choice, SuggestionPage, SuggestionStatus, seniority_status
from readings.suggestions import Suggestion, SuggestionKind
from skills.scales import Level

ON_PROFILE = "on your profile"


def suggestion_page(candidate: Candidate) -> SuggestionPage:
    """Return URLs and labels of the page that shows a CV's suggestions."""
    names = ("cv", "accept_suggestion", "refuse_suggestion", "undo_suggestion", "forget_cv")
    text, accept, refuse, undo, forget = (reverse(f"candidates:{name}") for name in names)
    record = list(candidate.record.latest_first())
    works = [(work.ref, _named(work)) for work in record]
    no_record = (
        "A situation belongs to an assignment, and you have not added one yet.",
        reverse("candidates:add_assignment"),
        "Add one first",
    )
    return SuggestionPage(
        name="your profile",
        text=text,
        accept=accept,
        refuse=refuse,
        undo=undo,
        forget=forget,
        onward=(reverse("candidates:profile"), "Continue to your profile"),
        after={SuggestionKind.SKILL: Choice("level", "Your level", Level.choices)},
        before={SuggestionKind.SITUATION: Choice("work", "In which assignment?", works)}
        if works
        else {},
        impossible={} if works else {SuggestionKind.SITUATION: no_record},
    )


def _named(work: PastAssignment) -> str:
    year = work.ended_on or work.started_on
    return f"{work.title}, {year:%Y}" if year else work.title


def statuses_of(candidate: Candidate, reading: TextReading) -> dict[str, SuggestionStatus]:
    """Return the status of each suggestion by key: whether the profile already has the value.

    Success criteria belong to briefs, so those of a CV are left out.
    """
    levels = dict(candidate.skills.values_list("concept__code", "level"))
    works: dict[str, PastAssignment] = {}
    for work in candidate.record.latest_first().prefetch_related("situations"):
        for concept in work.situations.all():
            works.setdefault(concept.code, work)

    def status(one: Suggestion) -> SuggestionStatus:
        if one.kind == SuggestionKind.SKILL:
            return SuggestionStatus(one.value in levels, ON_PROFILE, choice=levels.get(one.value))
        if one.kind == SuggestionKind.SITUATION:
            work = works.get(one.value)
            return SuggestionStatus(work is not None, f"in “{_named(work)}”" if work else "")
        label = candidate.get_seniority_display() or ""
        return seniority_status(one, candidate.seniority, label, ON_PROFILE)

    own = (one for one in reading.suggestions if one.kind != SuggestionKind.CRITERION)
    return {one.key: status(one) for one in own}
