"""The people chosen in a firm's list of matches, and what became of them in words."""

from collections.abc import Sequence
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from engagements.models import Brief
from ranking.blind import blind_headline
from ranking.models import FitResult
from shortlists.policy.firms import the_consultant
from sourcing.actions import SetAside

MOST_CHOSEN = 200
_OF_THE_LIST = ("show", "q", "page")


def chosen_of(user: User, brief: Brief, given: QueryDict) -> list[FitResult]:
    """Return the matches whose ids for the reader's firm are given as `match`, best first.

    Each person once. What is no id is left out, and so is somebody whom the firm may not find any
    more.
    """
    firm = the_consultant(user).firm
    refs = [_uuid(text) for text in given.getlist("match")[:MOST_CHOSEN]]
    own = [firm.ref_of(ref) for ref in refs if ref]
    rows = FitResult.objects.visible_to(user).on(brief).filter(ref__in=own)
    chosen = {row.candidate_id: row for row in rows.with_people().best_first()}
    for row in chosen.values():
        row.run.brief = brief
    return list(chosen.values())


def list_url(
    name: str, brief: Brief, given: QueryDict, *, chosen: Sequence[str | UUID] = ()
) -> str:
    """Return the URL of a page of the list, or of something about several of its people.

    Args:
        name: the name of the route.
        given: the query of the reader's page; its filter, search and page are kept.
        chosen: the ids of the people for the reader's firm.
    """
    query = QueryDict(mutable=True)
    for key in _OF_THE_LIST:
        if value := given.get(key):
            query[key] = value
    query.setlist("match", [str(ref) for ref in chosen])
    url = reverse(f"sourcing:{name}", args=[brief.ref])
    return f"{url}?{query.urlencode()}" if query.urlencode() else url


def said_of(outcome: SetAside) -> str:
    """Return what became of the people chosen: how many were set aside, who was skipped and why."""
    done = outcome.done
    said = "Nobody was set aside."
    if len(done) == 1:
        said = f"Set aside, for your firm only: {blind_headline(done[0].candidate)}."
    elif done:
        said = f"{len(done)} people set aside, for your firm only."
    skipped = [
        f"{blind_headline(row.candidate)} (set aside before by "
        f"{review.consultant.user.get_full_name()})"
        for row, review in outcome.were_aside
    ]
    skipped += [
        f"{blind_headline(row.candidate)} (your firm is in contact with them)"
        for row in outcome.asked
    ]
    return f"{said} Skipped: {'; '.join(skipped)}." if skipped else said


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
