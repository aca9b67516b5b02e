"""One stylesheet for every page, joined from the small ones in `static/css/`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

BUNDLE = "css/app.css"
PARTS = (
    *("reset", "tokens", "base", "shell", "bars", "layout", "controls", "notices"),
    *("forms", "typeahead", "thread", "verdict", "why", "level", "people", "steps", "lists"),
    *("pack", "print"),
)
"""The parts of the bundle, in order. Pages link the other stylesheets themselves."""


def bundle() -> str:
    """Return the joined parts."""
    folder = settings.BASE_DIR / "static" / "css"
    parts = [(name, (folder / f"{name}.css").read_text("utf-8")) for name in PARTS]
    return "\n".join(f"/* {name}.css */\n\n{text}" for name, text in parts)


class BundleFinder(BaseFinder):
    """Makes the bundle available to `collectstatic` and test servers as an up-to-date file."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.storage = FileSystemStorage(location=settings.HOME / "styles")

    def check(self, **_: Any) -> list[Any]:
        """Return no errors, since there is nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """Return the path of the bundle, if `path` is the bundle."""
        found = [str(self._written())] if path == BUNDLE else []
        return found if find_all else next(iter(found), "")

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Yield the bundle."""
        self._written()
        yield BUNDLE, self.storage

    def _written(self) -> Path:
        path = Path(self.storage.path(BUNDLE))
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written under a name of its own and renamed, since others may read and write it now.
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as draft:
            draft.write(bundle())
        Path(draft.name).chmod(0o644)
        Path(draft.name).replace(path)
        return path
