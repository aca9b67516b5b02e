"""Suggested sentences for declining an interim kindly; the manager edits them."""

from engagements.models import Criterion
from shortlists.models import Entry

SUGGESTIONS = {
    Entry.DeclineReason.CRITERION: "Your record is convincing. On “{measure}” another person "
    "could show a result closer to what we face, and that decided it.",
    Entry.DeclineReason.CONTEXT: "Your results are real, and they were reached in calmer "
    "circumstances than ours. For “{measure}” we need somebody who has been through a situation "
    "like this one before.",
    Entry.DeclineReason.LEVEL: "You cover most of what we need. For “{measure}” we need more "
    "depth in one of the must-haves than we could see in your record.",
    Entry.DeclineReason.AVAILABILITY: "We would have liked to continue. “{measure}” has a date "
    "that we cannot move, and your availability does not reach it.",
    Entry.DeclineReason.CHEMISTRY: "You could do the work. For “{measure}” you would have to "
    "win over a team that is tired, and we think another way of working suits them better.",
    Entry.DeclineReason.OTHER: "",
}


def suggestion(reason: str, criterion: Criterion | None) -> str:
    """Return a suggested sentence, or "" if the reason has none or no criterion is chosen."""
    if reason not in SUGGESTIONS or criterion is None:
        return ""
    return SUGGESTIONS[Entry.DeclineReason(reason)].format(measure=criterion.measure)


def is_a_suggestion(text: str, criteria: list[Criterion]) -> bool:
    """Whether a text is an unedited suggestion, which another one may replace."""
    stripped = text.strip()
    return not stripped or any(
        stripped == suggestion(reason, criterion)
        for reason in SUGGESTIONS
        for criterion in criteria
    )
