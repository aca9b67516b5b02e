"""Interims: profile, track record, availability, and who may speak for them."""

from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    """What an interim says of themselves, and their voice."""

    name = "candidates"
