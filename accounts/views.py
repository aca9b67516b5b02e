"""Pages of one's own account and notices."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions
from accounts.access import fetch
from accounts.forms import AccountForm
from accounts.models import Notice, User
from accounts.notices import render as render_notices
from interimhub.lib.pages import page_of


def the_user(request: HttpRequest) -> User:
    """Return the signed-in user. Call it only on pages that require login."""
    assert isinstance(request.user, User)
    return request.user


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and change one's name, telephone and time zone."""
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
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every notice as read."""
    actions.read_all_notices(the_user(request), now=timezone.now())
    return redirect("accounts:notices")
