"""The delivery status of the e-mail with a code, for the sign-in pages."""

from typing import Any

from django import template

from accounts.adapter import LAST_MAIL
from accounts.models import Mail

register = template.Library()


@register.simple_tag(takes_context=True)
def is_code_undelivered(context: dict[str, Any]) -> bool:
    """Return whether the e-mail with this visitor's code could not be delivered."""
    mail_id = context["request"].session.get(LAST_MAIL)
    return mail_id is not None and Mail.objects.failed().filter(pk=mail_id).exists()
