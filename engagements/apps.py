"""Clients, their briefs, and the panel of firms on each."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """What a client needs, and the firms that search for it."""

    name = "engagements"
