#!/usr/bin/env python
"""Django's command line."""

import os
import sys

# These commands use no database, but the settings require its address.
WITHOUT_DATABASE = frozenset({"link_skills", "rank", "read_titles"})


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interimhub.settings")
    if sys.argv[1:2] and sys.argv[1] in WITHOUT_DATABASE:
        os.environ.setdefault("DATABASE_URL", "postgres:///none")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
