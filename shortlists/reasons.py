"""Find the ranking result that gives the reasons for a conversation."""

from collections.abc import Sequence

from engagements.models import Brief
from ranking.models import FitResult
from shortlists.models import Entry


def result_of(entry: Entry) -> FitResult | None:
    """Return the result stored with the approach, else the current one, else None."""
    return results_of(entry.brief, [entry]).get(entry.pk)


def result_since(entry: Entry, ref: str) -> FitResult | None:
    """Return the interim's result on this brief with the public id `ref`, or None."""
    rows = FitResult.objects.of_candidate(entry.candidate).on(entry.brief)
    return next((row for row in rows.with_people() if str(row.ref) == ref), None)


def results_of(brief: Brief, entries: Sequence[Entry]) -> dict[int, FitResult]:
    """Return the results of conversations, by the conversation's primary key.

    An interim whom a firm found without the ranking has the result of the current ranking, if there
    is one. Expects entries with `result` loaded; costs at most three queries for any number.
    """
    asked = {entry.candidate_id: entry.pk for entry in entries if entry.result is None}
    found = {entry.pk: entry.result for entry in entries if entry.result is not None}
    if asked:
        rows = FitResult.objects.current(brief).of_candidates(asked).with_people()
        found |= {asked[row.candidate_id]: row for row in rows}
    return found
