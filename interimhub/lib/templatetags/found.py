"""What a search found in a text."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interimhub.lib.languages import language_of_part
from interimhub.lib.search import TextPart

register = template.Library()


@register.simple_tag
def marked(parts: Sequence[TextPart]) -> SafeString:
    """Return a short text with what was found marked, in its language if it is not English.

    Args:
        parts: of `interimhub.lib.search.marked`.
    """
    plain, hit = "{}", "<mark>{}</mark>"
    pieces = [format_html(hit if part.is_hit else plain, part.text) for part in parts]
    words = format_html_join("", "{}", ((piece,) for piece in pieces))
    language = language_of_part("".join(part.text for part in parts), "")
    return format_html('<span lang="{}">{}</span>', language, words) if language else words
