"""Where allauth meets the house: its letters are rows like all others."""

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
    """Return how a person is named wherever allauth names one."""
    return user.get_full_name()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Post allauth's letters through the queue of jobs, and say in our words what is amiss."""

    # One sentence whichever of the two is wrong: who has an account is nobody's to find out.
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and password do not belong together. "
        "Look at both once more, or have a new password sent.",
        "incorrect_password": "This is not your password. Try it once more.",
        "enter_current_password": "This is not your present password. Try it once more.",
        "incorrect_code": "This is not the code we sent. Look at the letter once more.",
        "too_many_login_attempts": "That was tried too often. Wait a few minutes, then try again.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter down; the worker sends it and then forgets the code in it."""
        # Links begin with a setting: what a request says of its host ends in no letter.
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
        """Go back to where the change was begun."""
        return reverse("accounts:account")

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the name with the address."""
        user.full_name = form.cleaned_data["full_name"]
        user.time_zone = form.cleaned_data.get("time_zone") or user.time_zone
        user.email = form.cleaned_data["email"].lower()
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user

    def is_safe_url(self, url: str) -> bool:
        """Say whether somebody may be sent on to `url`; one that cannot be read is not safe."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False
