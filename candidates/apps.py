"""Interims: profile, track record, availability, and which firms may find them."""

from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    """Profiles of interims, and the firms that may find them."""

    name = "candidates"
