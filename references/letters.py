"""The two letters that a referee can get: the request, and one reminder."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.emails import post
from accounts.models import Mail
from references.models import Reference, ReferenceLink


def send_request(reference: Reference, *, is_reminder: bool = False) -> None:
    """Queue a letter to the referee, with a secret of its own in its link."""
    assert reference.candidate.user is not None
    by = reference.candidate.user.full_name
    path = reverse("references:referee", args=[ReferenceLink.make(reference)])
    context = {
        "reference": reference,
        "by": by,
        "is_reminder": is_reminder,
        "link": f"{settings.PUBLIC_URL}{path}",
    }
    subject = f"{by} asks you for a reference about one result"
    post(
        key=f"reference:{reference.ref}:{'reminder' if is_reminder else 'request'}",
        to=reference.email,
        subject=f"Reminder: {subject}" if is_reminder else subject,
        text=render_to_string("references/mail/request.txt", context),
        html=render_to_string("references/mail/request.html", context),
        about=reference,
        useful_until=reference.expires_at,
    )


def stop_letters(reference: Reference) -> None:
    """Delete the letters that were not sent yet, and with them the address."""
    Mail.objects.waiting().about(reference).delete()
