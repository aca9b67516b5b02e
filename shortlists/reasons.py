"""Which result gives the reasons for a conversation."""

from collections.abc import Sequence

from engagements.models import Brief
from ranking.models import FitResult
from shortlists.models import Entry


def result_of(entry: Entry) -> FitResult | None:
    """Return the reasons given when the interim was asked, or else those of the current ranking."""
    return results_of(entry.brief, [entry]).get(entry.pk)


def result_since(entry: Entry, ref: str) -> FitResult | None:
    """Return the interim's result in one ranking of this brief, by its public id."""
    rows = FitResult.objects.of_candidate(entry.candidate).on(entry.brief)
    return next((row for row in rows.with_people() if str(row.ref) == ref), None)


def results_of(brief: Brief, entries: Sequence[Entry]) -> dict[int, FitResult]:
    """Return the result of each conversation that has one, by the conversation's key.

    Somebody whom a firm found without the ranking has the one of the current ranking, if it kept
    them. The entries come with their `result`; three queries more, however many they are.
    """
    asked = {entry.candidate_id: entry.pk for entry in entries if entry.result is None}
    found = {entry.pk: entry.result for entry in entries if entry.result is not None}
    if asked:
        rows = FitResult.objects.current(brief).of_candidates(asked).with_people()
        found |= {asked[row.candidate_id]: row for row in rows}
    return found
