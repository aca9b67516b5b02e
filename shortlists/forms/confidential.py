"""Texts for interims must not disclose a confidential client."""

from django.core.exceptions import ValidationError

from engagements.disclosed_names import disclosed_names_in
from engagements.models import Brief


def without_names(brief: Brief, text: str) -> str:
    """Return the text if it may be shown to interims.

    Raises:
        ValidationError: the brief is confidential and the text names the client or one of its
        people; the message says which name.
    """
    names = disclosed_names_in(brief, text) if brief.is_confidential else []
    if names:
        raise ValidationError(
            f"The brief is confidential, and “{names[0]}” discloses the client. "
            "Write it without the name.",
            code="named",
        )
    return text
