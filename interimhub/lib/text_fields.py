"""How the text of every form field is read and limited: one length, in the browser and here.

The length of a text is the number of its code points, a line break being one, without the white
space at both ends. A browser sends a line break as CR LF, and its own `maxlength` counts UTF-16
units and cuts what is too long without a word. So breaks become LF before anything counts them,
and the limit goes to the page as `data-max-chars`, which `static/js/limits.js` counts by.
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
    """A field whose text has one kind of line break, and whose limit never cuts in the browser."""

    @property
    def data(self) -> Any:
        """What was sent for the field."""
        sent = super().data
        return with_line_feeds(sent) if isinstance(sent, str) else sent

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Return the attributes of the control: its limit to count by, none to cut by."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        limit = getattr(self.field, "max_length", None)
        if limit is None or (widget or self.field.widget).is_hidden:
            return built
        return built | {"maxlength": False, MAX_CHARS: limit}
