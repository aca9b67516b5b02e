"""Where static files are served: Whitenoise's storage, which looks each address up once."""

from typing import Any

from whitenoise.storage import (  # type: ignore[import-untyped]  # it has no types
    CompressedManifestStaticFilesStorage,
)


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # as above
    """Names files by their content. The names change with `collectstatic`, before a start."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._urls: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Return the address of a file."""
        found = self._urls.get(name) if name and not force else None
        if found is None:
            found = str(super().url(name, force))
            if name and not force:
                self._urls[name] = found
        return found
