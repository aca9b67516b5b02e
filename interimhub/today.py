"""The page today: what waits for the reader, what comes next, and what others do meanwhile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Notice
from accounts.notices import render as render_notices
from accounts.views import the_user
from accounts.waits import waits_for
from engagements.running import running_briefs
from interimhub.lib.pages import render_part
from interimhub.lib.prepared import Prepared
from interimhub.shell import organisations_of, roles_of
from shortlists.running import agreed_interviews, running_conversations
from shortlists.shared_work import work_shared_with

RECENT = 6  # unread notices beside the list
UNREAD = 40  # unread notices that are looked through for decisions
RUNNING = 12  # lines on what others do


_UNREAD: Prepared[Notice] = Prepared(
    lambda *, user: Notice.objects.visible_to(user).unread().newest_first()[:UNREAD]
)


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, what comes next, what others do, and unread notices."""
    user = the_user(request)
    roles = roles_of(user)
    if not roles:
        return redirect("welcome")
    now = timezone.now()
    news = render_notices(_UNREAD(user=user), reader=user)
    running = [*running_conversations(user, now=now), *running_briefs(user, now=now)]
    context = {
        "interviews": agreed_interviews(user, now=now),
        "running": running[:RUNNING],
        "more_running": len(running[RUNNING:]),
        "waits": waits_for(
            user,
            organisations=organisations_of(user),
            shared=work_shared_with(user, now=now),
            now=now,
        ),
        "decisions": [notice for notice in news if notice.is_decision],
        "notices": [notice for notice in news if not notice.is_decision][:RECENT],
        "now": now,
        "roles": roles,
    }
    return render_part(request, "today.html", "waits", context)
