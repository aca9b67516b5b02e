"""Interims: profile, track record, availability, and which firms may find them."""

from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    """What an interim publishes, and to whom."""

    name = "candidates"
