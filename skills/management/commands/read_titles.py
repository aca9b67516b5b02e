"""Parse job titles, one per line: JSON out, in order."""

from typing import Any

from django.core.management.base import BaseCommand

from interimhub.lib.streams import line_out, lines_in
from skills.titles import read_title


class Command(BaseCommand):
    """Read one line, write one JSON object. Needs no database."""

    help = (
        "Parse each line of standard input as a job title: one JSON object per line, "
        '{"text", "role", "level", "band"}. role: the code of a family of roles, null if none '
        "is known. level: 1 (team lead, or no rank named) to 7 (chair, chief of a group). band: "
        "c_suite, vp, director, manager or other, the rank that the words name."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Parse every line; an empty line gives an object too."""
        for text in lines_in():
            title = read_title(text)
            line_out(
                {
                    "text": title.text,
                    "role": title.role,
                    "level": int(title.level),
                    "band": str(title.band),
                }
            )
