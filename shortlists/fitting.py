"""The briefs that fit an interim, as that interim reads them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from candidates.models import Candidate
from engagements.disclosed_names import confidential_reader
from engagements.models import Brief
from engagements.pack import UNNAMED, Pack
from ranking.blind import reader_of
from ranking.explanation import ResultSummary, summarise_result
from ranking.own_matches import OwnMatch
from shortlists.models import Entry, Interest


@dataclass(frozen=True, slots=True)
class FittingBrief:
    """One brief in the list of those that fit.

    Attributes:
        brief: the brief; pages show `pack` of it.
        pack: title, client or its alias, and where and when.
        summary: the verdict, the number, the first reason and the first gap.
        entry: the interim's conversation about it, if they were asked.
        told: the firm that knows of their interest and has not answered, or "".
    """

    brief: Brief
    pack: Pack
    summary: ResultSummary
    entry: Entry | None
    told: str = ""


def reader_for_interim(brief: Brief) -> Callable[[str], str]:
    """Return a function that hides in a text who a confidential client is."""
    return confidential_reader(brief) if brief.is_confidential else str


def fitting_briefs(
    candidate: Candidate,
    matches: Iterable[OwnMatch],
    entries: Iterable[Entry],
    interests: Iterable[Interest],
) -> list[FittingBrief]:
    """Return the lines of these results.

    Args:
        candidate: with `record` and `user` loaded.
        matches: with briefs and what hides their clients' names loaded.
        entries: the interim's conversations, of which they know.
        interests: what they have told firms, with the firms.
    """
    blind = reader_of(candidate)
    talks = {entry.brief_id: entry for entry in entries}
    told = {row.brief_id: row.firm.name for row in interests if row.is_waiting}
    found = []
    for match in matches:
        brief = match.run.brief
        read = reader_for_interim(brief)
        summary = summarise_result(match, lambda text, read=read: read(blind(text)))  # type: ignore[misc]
        pack, key = _headline(brief, read), brief.pk
        found.append(FittingBrief(brief, pack, summary, talks.get(key), told.get(key, "")))
    return found


def _headline(brief: Brief, read: Callable[[str], str]) -> Pack:
    hidden = brief.is_confidential
    return Pack(
        title=brief.name,
        client=(brief.client.alias or UNNAMED) if hidden else brief.client.name,
        is_confidential=hidden,
        place=brief.place,
        starts_on=brief.starts_on,
        duration_weeks=brief.duration_weeks,
    ).read_by(read)
