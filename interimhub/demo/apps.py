"""The app of the demo world."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo.

    Always installed, for its command and its check; its pages exist only in the demo.
    """

    name = "interimhub.demo"
    label = "demo"

    def ready(self) -> None:
        """Register the check that keeps the demo out of production."""
        from interimhub.demo import checks  # noqa: F401, PLC0415 - apps must be ready
