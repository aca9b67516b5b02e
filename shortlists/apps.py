"""An interim's way through one brief."""

from django.apps import AppConfig


class ShortlistsConfig(AppConfig):
    """Entries, mandates, packs, submissions, interviews and decisions with reasons."""

    name = "shortlists"
