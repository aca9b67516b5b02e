"""Signing in as one of the demo's people, and reading the e-mails that it sends."""

from uuid import UUID

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import sessions
from accounts.devices import remember_device
from interimhub.demo.mailbox import letter_named, letters
from interimhub.demo.people import person_named
from interimhub.lib.requests import page_of_site

LETTERS_ON_A_PAGE = 25


@require_POST
@login_not_required
def sign_in(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Sign in as one of the demo's people."""
    user = person_named(ref)
    if user is None:
        raise Http404
    login(request, user, backend="interimhub.auth.Backend")
    sessions.begin(request, now=timezone.now())
    # Like the ordinary sign-in page, return to where the user was signed out.
    there = page_of_site(request.POST.get("next", ""), host=request.get_host())
    response = redirect(there or reverse("today"))
    remember_device(request, response, user.email)
    return response


@require_safe
@login_not_required
def mail(request: HttpRequest) -> HttpResponse:
    """List the e-mails, newest first; `q` searches for a recipient."""
    query = request.GET.get("q", "")
    page = Paginator(letters(query), LETTERS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "demo/mail.html", {"page": page, "query": query})


@require_safe
@login_not_required
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one e-mail as text."""
    found = letter_named(name)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found})
