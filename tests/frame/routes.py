"""Every route of the site, found by walking the URLconf."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import SlugConverter, StringConverter, UUIDConverter


@dataclass(frozen=True)
class Route:
    """One pattern of the URLconf."""

    name: str
    pattern: str
    view: Any
    converters: dict[str, Any]

    @property
    def refs(self) -> list[str]:
        """The arguments that name a row by its public id."""
        return [key for key, made in self.converters.items() if isinstance(made, UUIDConverter)]

    def url(self, **known: object) -> str:
        """Return its URL, with made-up values for unknown arguments."""
        return reverse(
            self.name, kwargs={key: known.get(key, self._any(key)) for key in self.converters}
        )

    def _any(self, key: str) -> object:
        made = self.converters[key]
        if isinstance(made, UUIDConverter):
            return uuid.uuid4()
        assert isinstance(made, StringConverter | SlugConverter), f"{self.name}: {key}?"
        return "situation" if key == "step" else "invented"


def routes() -> list[Route]:
    """Return every route, in the order of the URLconf; of two with one pattern, the first."""
    found: dict[str, Route] = {}
    for route in _walk(get_resolver(), prefix="", namespaces=(), converters={}):
        found.setdefault(route.pattern, route)
    return list(found.values())


def _walk(
    resolver: URLResolver, *, prefix: str, namespaces: tuple[str, ...], converters: dict[str, Any]
) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        known = converters | entry.pattern.converters
        if isinstance(entry, URLResolver):
            inside = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, prefix=pattern, namespaces=inside, converters=known)
        elif isinstance(entry, URLPattern):
            name = ":".join([*namespaces, entry.name]) if entry.name else ""
            yield Route(name=name, pattern=pattern, view=entry.callback, converters=known)
