"""How the text of every form field is cleaned, read and limited: one way, in browser and server.

What people paste holds characters that nobody sees: marks of direction, zero-width spaces, soft
hyphens. They make two equal names different, an e-mail address undeliverable and an empty name
look filled in. So they are removed before anything validates, counts or compares a text.

The length of a text is its number of code points, with a line break as one, without the white
space at both ends. A browser sends a line break as CR LF, and its own `maxlength` counts UTF-16
units and silently cuts longer text. So line breaks become LF before they are counted, and
the limit is in the page as `data-max-chars`, for `static/js/limits.js`.
"""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField, EmailInput, TextInput, URLInput, Widget

MAX_CHARS = "data-max-chars"

_BREAK = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# Letters of their class that are drawn as nothing, for all that they are "letters".
_BLANKS = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
# A joiner between two letters is spelling in Persian, Hindi and others, and joins emoji.
_JOINERS = "\u200c\u200d"
_KEPT = "\n\t\0"
_ONE_LINE = (TextInput, EmailInput, URLInput)


def plain_text(text: str) -> str:
    """Return the text without characters that nobody sees, its line breaks as LF, in form NFC.

    A NUL stays, for the field to refuse: no keyboard and no clipboard sends one.
    """
    text = _NONCHARACTERS.sub("", _BLANKS.sub(" ", _BREAK.sub("\n", text)))
    if not text.isascii() or not text.isprintable():
        text = "".join(
            letter for at, letter in enumerate(text) if _is_seen(letter) or _joins(text, at)
        )
    return unicodedata.normalize("NFC", text)


def plain_line(text: str) -> str:
    """Return the same as one line: every run of white space as one space, none at the ends."""
    return " ".join(plain_text(text).split())


def validate_legible(name: str) -> None:
    """Refuse a name without a letter or a digit.

    Raises:
        ValidationError: in words for the field.
    """
    if not any(letter.isalnum() for letter in name):
        raise ValidationError(
            "Give a name that people can read: it needs at least one letter.", code="illegible"
        )


def _is_seen(letter: str) -> bool:
    return letter in _KEPT or unicodedata.category(letter) not in _UNSEEN


def _joins(text: str, at: int) -> bool:
    return (
        text[at] in _JOINERS
        and 0 < at < len(text) - 1
        and not text[at - 1].isascii()
        and not text[at + 1].isascii()
        and _is_seen(text[at - 1])
        and _is_seen(text[at + 1])
    )


class TextBoundField(BoundField):
    """A field whose text is cleaned before it is read, and whose limit never cuts in the browser.

    A password is taken as it was typed.
    """

    @property
    def data(self) -> Any:
        """What was sent for the field."""
        sent, widget = super().data, self.field.widget
        if not isinstance(sent, str) or getattr(widget, "input_type", "") == "password":
            return sent
        return plain_line(sent) if isinstance(widget, _ONE_LINE) else plain_text(sent)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Return the control's attributes, with `data-max-chars` in place of `maxlength`."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        limit = getattr(self.field, "max_length", None)
        if limit is None or (widget or self.field.widget).is_hidden:
            return built
        return built | {"maxlength": False, MAX_CHARS: limit}
