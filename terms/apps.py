"""Everything of money."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """Money stands above shortlists, so that no ranking, list or review can import it."""

    name = "terms"
