"""Conversations between interims, firms and clients about one brief."""

from django.apps import AppConfig


class ShortlistsConfig(AppConfig):
    """Entries, mandates, packs, submissions, interviews and decisions with reasons."""

    name = "shortlists"
