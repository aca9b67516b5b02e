"""The adapter for allauth: its e-mails, its error messages, and the data stored at sign-up."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts import sessions
from accounts.devices import device_of, remember_device
from accounts.emails import post
from accounts.entrances import invited_by_link
from accounts.models import User
from interimhub.lib.requests import page_of_site

LAST_MAIL = "accounts.last_mail"


def name_of(user: User) -> str:
    """Return the name of a person for allauth's pages."""
    return user.get_full_name()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Send allauth's e-mails by the queue, and word its errors like those of other pages."""

    # Same message for an unknown address and a wrong password, to not reveal who has an account.
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and password do not belong together. "
        "Check both, or reset your password.",
        "incorrect_password": "This is not your password. Try again.",
        "enter_current_password": "This is not your current password. Try again.",
        "incorrect_code": "This is not the code that we sent. Check the e-mail.",
        "too_many_login_attempts": "There were too many attempts. Wait five minutes, or reset your "
        "password: with the code in that e-mail you can sign in at once.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Store the e-mail and queue it. Its text, with the code, is deleted once it is sent."""
        # Links use the host of a setting, since the Host header of a request may be forged.
        context = {**context, "email": email, "site": settings.PUBLIC_URL}
        message = self.render_mail(template_prefix, email, context)
        html = next((body for body, kind in getattr(message, "alternatives", [])), "")
        valid_for = timedelta(seconds=settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT)
        with transaction.atomic():
            mail = post(
                key=f"account:{uuid.uuid4()}",
                to=email,
                subject=message.subject,
                text=str(message.body),
                html=str(html),
                useful_until=timezone.now() + valid_for if "code" in context else None,
            )
        if "code" in context and self.request is not None:
            # The page that asks for the code shows whether this e-mail could not be delivered.
            self.request.session[LAST_MAIL] = mail.pk

    def post_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse:
        """Start the session's lifetime, and remember the device."""
        response: HttpResponse = super().post_login(request, user, **facts)
        sessions.begin(request, now=timezone.now())
        remember_device(request, response, user.email)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failed attempts on a known device of this address separately from all others."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        device = device_of(request, credentials.get("email", ""))
        return f"{key}:device:{device}" if device else key

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the account page, where the change was started."""
        return reverse("accounts:account")

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Return whether no code is needed: the reader holds the secret sent to this address."""
        invited = invited_by_link(request)
        is_invited = invited is not None and invited.email.lower() == email.lower()
        return is_invited or bool(super().is_email_verified(request, email))

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Store names, time zone, address and password."""
        user.full_name = form.cleaned_data["full_name"]
        user.preferred_name = form.cleaned_data["preferred_name"]
        user.time_zone = form.cleaned_data.get("time_zone") or user.time_zone
        user.email = form.cleaned_data["email"].lower()
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user

    def is_safe_url(self, url: str) -> bool:
        """Return whether `url` is a page of this site; False for a malformed URL."""
        try:
            return bool(page_of_site(url or "", host=allauth_context.request.get_host()))
        except ValueError:
            return False
