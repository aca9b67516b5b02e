"""Everyone's first page: what waits for me, soonest first."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

import candidates.waits
import engagements.waits
import shortlists.waits
from accounts.models import Notice, User
from accounts.notices import render as render_notices
from accounts.views import the_user
from interimhub.lib.pages import render_part
from interimhub.lib.waits import Wait
from interimhub.shell import roles_of

SOURCES = (shortlists.waits.waits_for, engagements.waits.waits_for, candidates.waits.waits_for)
RECENT = 6  # unread notices beside the list
NEVER = datetime.max.replace(tzinfo=UTC)


def waits_for(user: User, *, now: datetime) -> list[Wait]:
    """Return what waits for a person over all their briefs: soonest first, without a clock last."""
    waits = [wait for source in SOURCES for wait in source(user, now=now)]
    return sorted(
        waits, key=lambda wait: (wait.due_at or NEVER, wait.started_at or NEVER, wait.url)
    )


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, and their latest unread notices."""
    user = the_user(request)
    roles = roles_of(user)
    if not roles:
        return redirect("welcome")
    now = timezone.now()
    unread = Notice.objects.visible_to(user).unread().newest_first()[:RECENT]
    context = {
        "waits": waits_for(user, now=now),
        "notices": render_notices(unread, reader=user),
        "now": now,
        "roles": roles,
    }
    return render_part(request, "today.html", "waits", context)
