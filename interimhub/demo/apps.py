"""The demo world."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Installed everywhere for its commands and its check; its pages only with INTERIMHUB_DEMO=1."""

    name = "interimhub.demo"
    label = "demo"

    def ready(self) -> None:
        """Register the check that keeps the demo out of production."""
        from interimhub.demo import checks  # noqa: F401
