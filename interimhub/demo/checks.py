"""A system check that keeps the demo out of production."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def demo_is_not_production(**_: Any) -> list[CheckMessage]:
    """Return an error if a production site has the demo's one-click sign-in."""
    if settings.DEMO and settings.IS_PRODUCTION:
        return [
            Error(
                "INTERIMHUB_DEMO=1 lets anybody sign in as anybody.",
                hint="Unset INTERIMHUB_DEMO, or set INTERIMHUB_ENV=development.",
                id="interimhub.E001",
            )
        ]
    return []
