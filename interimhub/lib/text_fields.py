"""The length limit of text in form fields, the same in the browser and on the server.

The length of a text is its number of code points, with a line break as one, without the white
space at both ends. A browser sends a line break as CR LF, and its own `maxlength` counts UTF-16
units and silently cuts longer text. So line breaks become LF before they are counted, and
the limit is in the page as `data-max-chars`, for `static/js/limits.js`.
"""

import re
from typing import Any

from django.forms import BoundField, Widget

MAX_CHARS = "data-max-chars"
_BREAK = re.compile(r"\r\n?")


def with_line_feeds(text: str) -> str:
    """Return the text with every line break, CR LF or a lone CR, as one LF."""
    return _BREAK.sub("\n", text)


class TextBoundField(BoundField):
    """A field with normalised line breaks, whose text the browser does not cut."""

    @property
    def data(self) -> Any:
        """What was sent for the field."""
        sent = super().data
        return with_line_feeds(sent) if isinstance(sent, str) else sent

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Return the control's attributes, with `data-max-chars` in place of `maxlength`."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        limit = getattr(self.field, "max_length", None)
        if limit is None or (widget or self.field.widget).is_hidden:
            return built
        return built | {"maxlength": False, MAX_CHARS: limit}
