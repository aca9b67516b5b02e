"""Write docs/lifecycle.md from the `MOVES` in the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from engagements.models import Amendment, Brief, Playback
from readings.models import TextReading
from shortlists.models import Approach, Entry, Mandate, Referral, ShownWords

DRAWN: tuple[tuple[Any, str], ...] = (
    (Brief, "A brief: from the first draft to its end. A hold keeps the status before it."),
    (Playback, "A playback: the firm's summary of the brief, until the manager confirms it."),
    (Amendment, "An amendment: a change of a confirmed brief, until a firm confirms it."),
    (Entry, "An entry: one interim on one brief. Pages call it a conversation."),
    (Approach, "An approach: one firm's question to one interim, until it is answered or ended."),
    (Mandate, "A mandate: an interim's permission for one firm to represent them on one brief."),
    (
        ShownWords,
        "Shown words: what the client will read about an interim, until it goes or is replaced.",
    ),
    (Referral, "A referral: a person named for a brief by somebody who knows them."),
    (
        TextReading,
        "A text or document: parsed by the worker, deleted after a week.",
    ),
)
HEAD = """# Life cycles

Drawn from `MOVES` by `manage.py draw_lifecycles`; a test compares this page with the code. A status
changes only along these arrows, by one guarded UPDATE (`interimhub/lib/lifecycle.py`). A move to
the current status does nothing and is no error.
"""


class Command(BaseCommand):
    """Draw the life cycles as Mermaid."""

    help = "Write docs/lifecycle.md from the arrows in the models."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --output."""
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs/lifecycle.md")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the page."""
        options["to"].write_text(page(), encoding="utf-8")
        self.stdout.write(f"Drew {len(DRAWN)} life cycles.")


def page() -> str:
    """Return the whole page, ending with a line break."""
    return "\n".join([HEAD, *(_drawing(model, words) for model, words in DRAWN)])


def _drawing(model: Any, words: str) -> str:
    name = model.__name__
    labels = dict(model._meta.get_field("status").flatchoices)
    lines = [f"    {status}: {label}" for status, label in labels.items()]
    first = str(model._meta.get_field("status").get_default())
    lines.append(f"    [*] --> {first}")
    for status, targets in model.MOVES.items():
        lines += [f"    {status} --> {target}" for target in sorted(targets)]
        lines += [] if targets else [f"    {status} --> [*]"]
    body = "\n".join(lines)
    return f"## {name}\n\n{words}\n\n```mermaid\nstateDiagram-v2\n{body}\n```\n"
