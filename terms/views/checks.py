"""What an interim does after a sealed check that was not within."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import fetch
from accounts.views import the_user
from interimhub.lib.prepared import PreparedRows
from shortlists.models import Entry
from terms import policy
from terms.actions import checks

ENTRIES: PreparedRows[Entry] = PreparedRows(Entry.objects.select_related("brief", "candidate"))


@require_POST
def work_within(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say that they work within the envelope."""
    entry: Entry = fetch(ENTRIES, request.user, ref=ref, may=policy.can_answer_check)
    checks.work_within(entry, by=the_user(request), now=timezone.now())
    messages.success(request, "Kept. Nobody is told, and the conversation goes on.")
    return redirect(entry)


@require_POST
def ask_to_move(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Let the client be asked whether its envelope can move."""
    entry: Entry = fetch(ENTRIES, request.user, ref=ref, may=policy.can_answer_check)
    checks.ask_to_move(entry, by=the_user(request), now=timezone.now())
    messages.success(request, "The client will be asked, without your name and without an amount.")
    return redirect(entry)


@require_POST
def step_out(request: HttpRequest, ref: UUID) -> HttpResponse:
    """End the conversation because the terms did not meet."""
    entry: Entry = fetch(ENTRIES, request.user, ref=ref, may=policy.can_answer_check)
    checks.step_out(entry, by=the_user(request), now=timezone.now())
    messages.success(request, "You have stepped out. It counts against nobody.")
    return redirect(entry)
