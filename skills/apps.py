"""The vocabulary: what people can do, and in what situations they did it."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """Concepts, their labels and neighbours; never people."""

    name = "skills"
