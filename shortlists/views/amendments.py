"""A firm confirms a change of a brief; a represented interim agrees to it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import fetch
from accounts.views import the_user
from engagements.models import Amendment
from engagements.policy import can_answer_change
from providers.models import consultant_of
from shortlists.actions import amendments as actions
from shortlists.models import Entry
from shortlists.policy import interims as policy
from shortlists.views.choice import ROWS


@require_POST
def confirm_change(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Confirm a proposed change of a brief for the panel."""
    rows = Amendment.objects.with_people()
    row: Amendment = fetch(rows, request.user, ref=ref, may=can_answer_change)
    consultant = consultant_of(the_user(request))
    if consultant is None:
        raise Http404
    actions.confirm_change(row, by=consultant, now=timezone.now())
    messages.success(
        request, "Confirmed. The brief reads so from now on, and people are ranked again."
    )
    return redirect(row.brief)


@require_POST
def agree_to_change(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say that the changed brief still suits."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_agree)
    seen = request.POST.get("version", "")
    is_number = seen.isascii() and seen.isdigit() and len(seen) < 9
    actions.agree_to_change(
        entry,
        seen_version=int(seen) if is_number else 0,
        by=the_user(request),
        now=timezone.now(),
    )
    messages.success(request, f"{entry.firm.name} knows that it still suits you.")
    return redirect(entry)
