"""Money: floors, envelopes, pay ranges, and the sealed checks between them."""

from importlib import import_module

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """The top app, so that no ranking, list or review can import money."""

    name = "terms"

    def ready(self) -> None:
        """Register what this app adds to a conversation."""
        import_module("terms.conversation")
