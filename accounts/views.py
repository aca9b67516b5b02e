"""Pages of the user's own account and notices."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, sessions, unsent
from accounts.access import fetch
from accounts.forms import AccountForm
from accounts.middleware import sign_in_again
from accounts.models import Notice, User
from accounts.notices import render as render_notices
from interimhub.lib.pages import page_of
from interimhub.lib.requests import came_from, page_sent_from


def the_user(request: HttpRequest) -> User:
    """Return the signed-in user. Call it only on pages that require login."""
    assert isinstance(request.user, User)
    return request.user


@require_http_methods(["GET", "POST"])
@login_not_required
def session(request: HttpRequest) -> JsonResponse:
    """Return who is signed in, for how many more seconds, and the CSRF token, as JSON.

    A page asks this before it warns that the session ends. POST renews the session. The status is
    401 if nobody is signed in.
    """
    user = request.user
    if not isinstance(user, User):
        return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED)
    state = {
        "person": sessions.person_key(user),
        "left": sessions.seconds_left(request, now=timezone.now()),
        "token": get_token(request),
    }
    return JsonResponse(state)


@require_POST
def discard_unsent(request: HttpRequest) -> HttpResponse:
    """Delete the form that was sent while signed out, and return to its page."""
    unsent.forget(request)
    return HttpResponseRedirect(came_from(request) or reverse("today"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a POST with an outdated CSRF token: the user has signed in or out since.

    If the form came from a page of this site, what was typed is kept. The user returns to the page,
    after signing in if necessary. Any other POST is refused with 403; a browser that sends no
    cookies at all is told that, since for it the next attempt would end here too.
    """
    if not request.COOKIES and _is_public(request):
        return render(request, "403_cookies.html", status=HTTPStatus.FORBIDDEN)
    is_own = (
        request.headers.get("Sec-Fetch-Site") == "same-origin"
        and "HX-Request" not in request.headers
    )
    if is_own and not request.user.is_authenticated:
        return sign_in_again(request)
    page = page_sent_from(request)
    is_theirs = unsent.mark_of(request)[0] == _key_of(request.user)
    if is_own and is_theirs and page and unsent.keep(request, page=page, now=timezone.now()):
        messages.warning(request, "You have signed in again since this page was opened.")
        return HttpResponseRedirect(page)
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def _is_public(request: HttpRequest) -> bool:
    """Whether the page that was posted to needs no session, such as the one to sign in."""
    match = request.resolver_match
    return match is not None and not getattr(match.func, "login_required", True)


def _key_of(user: User | AnonymousUser) -> str | None:
    return sessions.person_key(user) if isinstance(user, User) else None


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and change the user's name, telephone and time zone."""
    user = the_user(request)
    form = AccountForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        actions.change_account(user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Your account is saved.")
        return redirect("accounts:account")
    status = 422 if form.errors else 200
    return render(request, "accounts/account.html", {"form": form}, status=status)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List the reader's notices, latest first."""
    user = the_user(request)
    page = page_of(Notice.objects.visible_to(user).with_mail().newest_first(), request)
    context = {"page": page, "notices": render_notices(page, reader=user)}
    return render(request, "accounts/notices.html", context)


@require_POST
def open_notice(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Mark one notice as read and go to the page it is about."""
    user = the_user(request)
    notice: Notice = fetch(Notice.objects, user, ref=ref)
    actions.read_notice(notice, now=timezone.now())
    url = render_notices([notice], reader=user)[0].url
    return redirect(url or "accounts:notices")


@require_POST
def read_notice(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Mark one notice as read; the page that it is about posts this when it is shown."""
    notice: Notice = fetch(Notice.objects, the_user(request), ref=ref)
    actions.read_notice(notice, now=timezone.now())
    if getattr(request, "htmx", False):
        return HttpResponse(status=204)
    return redirect(render_notices([notice], reader=the_user(request))[0].url or "today")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every notice as read."""
    actions.read_all_notices(the_user(request), now=timezone.now())
    return redirect("accounts:notices")
