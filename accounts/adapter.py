"""The adapter for allauth: its e-mails, its error messages, and what sign-up stores."""

import uuid
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from accounts.emails import post
from accounts.models import User


def name_of(user: User) -> str:
    """Return the name of a person for allauth's pages."""
    return user.get_full_name()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Send allauth's e-mails by the queue, and word its errors as the other pages do."""

    # One sentence for an unknown address and a wrong password: nobody learns who has an account.
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and password do not belong together. "
        "Look at both once more, or have a new password sent.",
        "incorrect_password": "This is not your password. Try it once more.",
        "enter_current_password": "This is not your present password. Try it once more.",
        "incorrect_code": "This is not the code we sent. Look at the e-mail once more.",
        "too_many_login_attempts": "That was tried too often. Wait a few minutes, then try again.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Store the e-mail and queue it. Its text, with the code, is deleted once it is sent."""
        # The host of links is a setting: the Host header of a request may be forged.
        context = {**context, "email": email, "site": settings.PUBLIC_URL}
        message = self.render_mail(template_prefix, email, context)
        html = next((body for body, kind in getattr(message, "alternatives", [])), "")
        with transaction.atomic():
            post(
                key=f"account:{uuid.uuid4()}",
                to=email,
                subject=message.subject,
                text=str(message.body),
                html=str(html),
            )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the account page, where the change was started."""
        return reverse("accounts:account")

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Store name, time zone, address and password."""
        user.full_name = form.cleaned_data["full_name"]
        user.time_zone = form.cleaned_data.get("time_zone") or user.time_zone
        user.email = form.cleaned_data["email"].lower()
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user

    def is_safe_url(self, url: str) -> bool:
        """Return whether a redirect to `url` is safe. A malformed URL is not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False
