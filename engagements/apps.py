"""Clients, their briefs, and the panel of firms on each."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """What a company needs, and the firms that look for it."""

    name = "engagements"
