"""Small helpers that views share: whole page or part, and pages of a list."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

M = TypeVar("M", bound=Model)

SEARCH_LENGTH = 80
"""The most characters of a search that are used."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter of a list, for the component `chips`; `count` is how many rows it keeps."""

    label: str
    url: str
    is_on: bool
    count: int | None


class FormRenderer(TemplatesSetting):
    """Render forms with the project's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def render_part(
    request: HttpRequest,
    template: str,
    part: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Answer with the whole page, or only `part` of it when htmx asked for a part.

    Boosted and history-restoring requests get the whole page, since they replace it.
    """
    htmx = getattr(request, "htmx", None)
    is_part = bool(htmx and not htmx.boosted and not htmx.history_restore_request)
    name = f"{template}#{part}" if is_part else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def page_of(rows: QuerySet[M], request: HttpRequest, *, size: int = 20) -> Page[M]:
    """Return the page of `rows` that `?page=` asks for; nonsense means the first or last page."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
