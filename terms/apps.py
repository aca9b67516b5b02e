"""Money: day rates, and later all other terms."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """The top app, so that no ranking, list or review can import money."""

    name = "terms"
