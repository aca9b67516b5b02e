"""A firm says whether its consultant was at the first meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.views import the_user
from interimhub.lib.once import creates
from shortlists.actions import meetings
from shortlists.asking import as_read_by, url_for
from shortlists.forms.meetings import AttendanceForm
from shortlists.policy import firms as policy
from shortlists.views.firms import fetch_at


@require_http_methods(["GET", "POST"])
@creates
def meeting(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say whether the consultant was at the first meeting, or why not."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_say_who_was_there)
    form = AttendanceForm(request.POST or None)
    if form.is_valid():
        meetings.say_who_was_there(entry, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Noted. The client and the interim read it.")
        return redirect(url_for(entry.firm, entry))
    context = {"entry": as_read_by(entry.firm, entry), "brief": entry.brief, "form": form}
    status = 422 if form.errors else 200
    return render(request, "shortlists/meeting.html", context, status=status)
