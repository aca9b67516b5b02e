"""The interim's home: briefs that fit, conversations, permissions, and who has read what."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.views import the_user
from candidates.findable import finding_lines
from candidates.models import Candidate, candidate_of
from engagements.disclosed_names import load_names
from interimhub.lib.pages import ListQuery, page_of
from interimhub.lib.prepared import Prepared, PreparedRelated
from interimhub.shell import roles_of
from ranking.own_matches import OwnMatch
from shortlists.conversations import Conversations
from shortlists.fitting import fitting_briefs
from shortlists.models import Entry, Interest, Mandate
from shortlists.seen_of_mine import seen_rows

FITTING = 5
"""The number of fitting briefs on one page."""
TALKS = 5
SEEN = 12
_RELATED = PreparedRelated(Candidate, "skills", "record", "sectors")
_TOLD: Prepared[Entry] = Prepared(
    lambda *, candidate: Entry.objects.told().filter(candidate=candidate).newest_first()
)
_TOLD_FIRMS: Prepared[Interest] = Prepared(
    lambda *, candidate: Interest.objects.of(candidate).waiting().select_related("firm")
)
_MANDATES: Prepared[Mandate] = Prepared(
    lambda *, candidate: Mandate.objects.granted_by(candidate).with_brief().newest_first()
)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Redirect to the first page after signing in: an interim's home, else today."""
    return redirect("home" if roles_of(the_user(request)) == ["interim"] else "today")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show an interim the briefs that fit, what they are in, and who has read what of theirs."""
    user, now = the_user(request), timezone.now()
    candidate = the_interim(user)
    _RELATED.attach([candidate])
    matches = OwnMatch.objects.visible_to(user).with_brief().best_fit_first()
    page = page_of(matches, request, size=FITTING)
    mandates = _MANDATES(candidate=candidate)
    rows = seen_rows(candidate, mandates)
    load_names([*(match.run.brief for match in page), *rows.briefs])
    told, interests = _TOLD(candidate=candidate), _TOLD_FIRMS(candidate=candidate)
    talks = Conversations(user, ListQuery(), consultant=None, candidate=candidate)
    seen = rows.in_words()
    context = {
        "candidate": candidate,
        "page": page,
        "fitting": fitting_briefs(candidate, page, told, interests),
        "talks": [talks.line_of(entry) for entry in talks.rows[:TALKS]],
        "mandates": mandates,
        "finding": finding_lines(candidate, today=timezone.localdate(now)),
        "seen": seen[:SEEN],
        "more_seen": seen[SEEN:],
        "now": now,
    }
    return render(request, "home.html", context)


def the_interim(user: User) -> Candidate:
    """Return the user's profile.

    Raises:
        PermissionDenied: they have none.
    """
    candidate = candidate_of(user)
    if candidate is None:
        raise PermissionDenied("This page is for interims: you have no profile here.")
    return candidate
