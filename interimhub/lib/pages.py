"""For views: rendering a whole page or a part, filters and pagination of lists."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from interimhub.lib.prepared import PreparedList
from interimhub.lib.text_fields import TextBoundField

T = TypeVar("T")

UNCHANGED = "interimhub.unchanged"
"""The key of `request.META` that the template tag `polled` sets."""

SEARCH_LENGTH = 80
"""The maximum length of a search, in characters; the rest is ignored."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter of a list, for the component `chips`; `count` is the number of its rows."""

    label: str
    url: str
    is_on: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The filter and the search of a list, from its URL.

    Attributes:
        show: the key of the filter; "all" for everything.
        words: the words searched for; "" for everything.
    """

    show: str = "all"
    words: str = ""

    @classmethod
    def parse(cls, query: Mapping[str, str], filters: Container[str] = ()) -> Self:
        """Parse a query string's values; an unknown filter means "all"."""
        show = query.get("show", "all")
        words = query.get("q", "").replace("\x00", "").strip()[:SEARCH_LENGTH]
        return cls(show if show in filters else "all", words)

    @property
    def query_string(self) -> str:
        """The query string of this list, with its question mark, or ""."""
        values = {"show": "" if self.show == "all" else self.show, "q": self.words}
        encoded = urlencode({key: value for key, value in values.items() if value})
        return f"?{encoded}" if encoded else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter or a search is set."""
        return self.show != "all" or bool(self.words)


class FormRenderer(TemplatesSetting):
    """Render forms with the project's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = TextBoundField


def render_part(
    request: HttpRequest,
    template: str,
    part: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return the whole page, or only `part` of it if htmx asks for a part.

    Boosted and history-restoring requests get the whole page, since they replace it.
    """
    htmx = getattr(request, "htmx", None)
    is_part = bool(htmx and not htmx.boosted and not htmx.history_restore_request)
    name = f"{template}#{part}" if is_part else template
    response = unless_unchanged(request, render(request, name, context, status=status))
    patch_vary_headers(response, ["HX-Request"])
    return response


def unless_unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the response; 204 without content if it is a polled part that the page shows already.

    The tag `polled` compares what it rendered with what the page says that it shows.
    """
    return HttpResponse(status=204) if request.META.get(UNCHANGED) else response


def autosaved(request: HttpRequest, form: BaseForm) -> HttpResponse:
    """Return the response to autosave: the errors of the form's fields, 422 if there are any."""
    context = {"fields": form.visible_fields()}
    status = 200 if form.is_valid() else 422
    return render(request, "forms/autosaved.html", context, status=status)


class _Counted(Paginator[T]):
    """A paginator of rows that have been counted."""

    def __init__(self, rows: Any, size: int, number: int) -> None:
        super().__init__(rows, size)
        self._number = number

    @property
    def count(self) -> int:
        """The number of rows."""
        return self._number


def page_of(
    rows: QuerySet[Any] | PreparedList[Any] | list[T],
    request: HttpRequest,
    *,
    size: int = 20,
    count: int | None = None,
) -> Page[Any]:
    """Return the page of `rows` that `?page=` asks for; nonsense means the first or last page.

    Args:
        count: how many rows there are, where the page knows it already.
    """
    listed: Any = rows
    pages = Paginator(listed, size) if count is None else _Counted(listed, size, count)
    return pages.get_page(request.GET.get("page"))
