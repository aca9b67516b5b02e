"""`manage.py load_demo`: the demo world, once."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from interimhub.demo.load import load
from skills.models import Concept


class Command(BaseCommand):
    """Load the demo world, unless it is loaded."""

    help = "Load the demo's clients, firms, interims and briefs; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the seed and the size."""
        parser.add_argument("--seed", type=int, default=1, help="for other interims (1)")
        parser.add_argument("--interims", type=int, default=2600, help="their number (2600)")

    def handle(self, *_: Any, seed: int, interims: int, **__: Any) -> None:
        """Load it and print how long that took."""
        if settings.IS_PRODUCTION:
            raise CommandError("Refused: everybody knows the password of the demo's people.")
        if not Concept.objects.exists():
            raise CommandError("Load the skills vocabulary first: manage.py load_vocabulary")
        if interims < 100:
            raise CommandError("The scenes need at least 100 interims.")
        began = time.monotonic()

        def say(what: str) -> None:
            self.stdout.write(f"  {time.monotonic() - began:4.1f} s  {what}")
            self.stdout.flush()

        loaded = load(seed=seed, interims=interims, now=timezone.now(), say=say)
        if loaded.is_new:
            say(f"done: {loaded.world.interims:,} interims, seed {loaded.world.seed}")
        else:
            self.stdout.write(f"  The demo world of {loaded.world.today} is loaded already.")
