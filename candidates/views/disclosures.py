"""What a text gives away, told while it is typed. Nothing is stored."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from candidates.forms.hidden_words import show_hidden_words, text_fields
from candidates.forms.profile import BasicsForm
from candidates.forms.record import AssignmentForm
from candidates.models import Candidate
from candidates.snapshot import names_on
from candidates.views.own import own_profile


@require_POST
def of_basics(request: HttpRequest) -> HttpResponse:
    """Show what headline, summary and geography give away as they are typed."""
    candidate = own_profile(request)
    return _disclosures(request, candidate, BasicsForm(request.POST, instance=candidate))


@require_POST
def of_assignment(request: HttpRequest) -> HttpResponse:
    """Show what the texts of an assignment give away, with the organisation that is typed."""
    return _disclosures(request, own_profile(request), AssignmentForm(request.POST))


def _disclosures(request: HttpRequest, candidate: Candidate, form: BaseForm) -> HttpResponse:
    show_hidden_words(form, names_on(candidate))
    return render(request, "candidates/_disclosures.html", {"fields": text_fields(form)})
