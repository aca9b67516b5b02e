"""What pages of the entrance say of the e-mail that they wait for."""

from typing import Any

from django import template

from accounts.adapter import LAST_MAIL
from accounts.models import Mail

register = template.Library()


@register.simple_tag(takes_context=True)
def is_code_undelivered(context: dict[str, Any]) -> bool:
    """Return whether the e-mail with the code of this visitor was given up."""
    mail_id = context["request"].session.get(LAST_MAIL)
    return mail_id is not None and Mail.objects.failed().filter(pk=mail_id).exists()
