"""The page today: everything that is waiting for the reader, by due date."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Notice
from accounts.notices import render as render_notices
from accounts.views import the_user
from accounts.waits import waits_for
from interimhub.lib.pages import render_part
from interimhub.shell import organisations_of, roles_of

RECENT = 6  # unread notices beside the list


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show what is waiting for the reader, and their latest unread notices."""
    user = the_user(request)
    roles = roles_of(user)
    if not roles:
        return redirect("welcome")
    now = timezone.now()
    unread = Notice.objects.visible_to(user).unread().newest_first()[:RECENT]
    context = {
        "waits": waits_for(user, organisations=organisations_of(user), now=now),
        "notices": render_notices(unread, reader=user),
        "now": now,
        "roles": roles,
    }
    return render_part(request, "today.html", "waits", context)
