"""The pool of interims, rankings of it for a brief, and their reasons."""

from django.apps import AppConfig


class RankingConfig(AppConfig):
    """Who arithmetic says could meet a brief, and why."""

    name = "ranking"
