"""Write docs/notices.md from the kinds of notices that the apps register."""

from itertools import groupby
from pathlib import Path
from typing import Any, get_args, get_origin

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import models

from accounts.notices import KINDS, Category, NoticeKind, fact_types

HEAD = """# Notices

Every kind of notice, written from the code by `manage.py list_notices`; a test compares this page
with the code. A notice stores its code, the row it is about and its facts; subject line, text and
page are made when it is read or sent (`docs/adr/0011`). *Optional* says that its reader may switch
the e-mail off, *always* that nobody may; the page shows every notice.
"""


class Command(BaseCommand):
    """List the kinds of notices as tables."""

    help = "Write docs/notices.md from the registered kinds."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to write."""
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs/notices.md")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the page."""
        options["to"].write_text(page(), encoding="utf-8")
        self.stdout.write(f"Listed {len(KINDS)} kinds of notices.")


def page() -> str:
    """Return the whole page, ending with a line break."""
    order = list(Category)
    kinds = sorted(KINDS.values(), key=lambda kind: (order.index(kind.category), kind.code))
    groups = groupby(kinds, lambda kind: kind.category)
    return "\n".join([HEAD, *(_table(category, list(group)) for category, group in groups)])


def _table(category: Category, kinds: list[type[NoticeKind[Any]]]) -> str:
    lines = [_line(kind) for kind in kinds]
    head = "| code | what it does | about | facts | e-mail |\n| --- | --- | --- | --- | --- |"
    return f"## {category.label}\n\n{head}\n" + "\n".join(lines) + "\n"


def _line(kind: type[NoticeKind[Any]]) -> str:
    does = (kind.__doc__ or "").strip().splitlines()[0]
    about = _about(kind)._meta.label
    facts = ", ".join(f"`{name}`" for name in fact_types(kind))
    email = "optional" if kind.is_optional else "always"
    return f"| `{kind.code}` | {does} | `{about}` | {facts} | {email} |"


def _about(kind: type[NoticeKind[Any]]) -> type[models.Model]:
    """Return the model that the kind is about: the argument of `NoticeKind` among its bases."""
    bases = [base for each in kind.__mro__ for base in each.__dict__.get("__orig_bases__", ())]
    model: type[models.Model] = next(get_args(b)[0] for b in bases if get_origin(b) is NoticeKind)
    return model
