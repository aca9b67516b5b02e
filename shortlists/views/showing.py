"""The words that go to the client: the interim agrees or objects."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import fetch
from accounts.views import the_user
from shortlists import actions
from shortlists.forms.interims import ObjectForm
from shortlists.models import Entry
from shortlists.policy import interims
from shortlists.views.choice import ROWS, conversation_for_interim


@require_POST
def agree(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say that the words are right."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=interims.can_answer_words)
    seen, user = request.POST.get("seen", ""), the_user(request)
    actions.agree_to_words(entry, seen=seen, by=user, now=timezone.now())
    messages.success(
        request, f"Thank you. {entry.speaker().user.full_name} can put you forward now."
    )
    return redirect(entry)


@require_POST
def object_(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say what is wrong in the words; they do not go."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=interims.can_answer_words)
    form = ObjectForm(request.POST)
    if not form.is_valid():
        return conversation_for_interim(request, entry, status=422, object_form=form)
    seen, user = request.POST.get("seen", ""), the_user(request)
    actions.object_to_words(entry, seen=seen, by=user, now=timezone.now(), **form.cleaned_data)
    messages.success(
        request, f"It does not go like this. {entry.speaker().user.full_name} reads what you wrote."
    )
    return redirect(entry)
