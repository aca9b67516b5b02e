"""Cleaning and limits of the text of every form field, the same in browser and server.

Pasted text contains invisible characters: direction marks, zero-width spaces, soft
hyphens. They make equal names different, an e-mail address undeliverable and an empty name
look filled in. So they are removed before a text is validated, counted or compared.

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
# Invisible characters that Unicode classifies as letters or symbols.
_BLANKS = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
# A joiner between two letters is part of the spelling in Persian, Hindi and others, and of emoji.
_JOINERS = "\u200c\u200d"
_KEPT = "\n\t\0"
_ONE_LINE = (TextInput, EmailInput, URLInput)


def plain_text(text: str) -> str:
    """Return the text in form NFC without invisible characters, with line breaks as LF.

    A NUL is kept, so that the field refuses it: no keyboard or clipboard sends one.
    """
    text = _NONCHARACTERS.sub("", _BLANKS.sub(" ", _BREAK.sub("\n", text)))
    if not text.isascii() or not text.isprintable():
        text = "".join(
            letter for at, letter in enumerate(text) if _is_seen(letter) or _joins(text, at)
        )
    return unicodedata.normalize("NFC", text)


def plain_line(text: str) -> str:
    """Return `plain_text` as one line: whitespace collapsed to one space, none at the ends."""
    return " ".join(plain_text(text).split())


def validate_legible(name: str) -> None:
    """Refuse a name without a letter or a digit.

    Raises:
        ValidationError: the name has none.
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
        """The submitted value of the field."""
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
