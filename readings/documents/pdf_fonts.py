"""Whether the fonts of a PDF say which letters they draw."""

import re
import unicodedata
from typing import Any

# Names of glyphs that are numbers, which say nothing of a letter.
NUMBERED = re.compile(r"/(?:g|G|c|C|cid|gid|glyph|index|a|x|uni?known)?_?\d+|/[A-Z]\d{2,}")
UNNAMED_SHARE = 0.5
ALIEN_SHARE = 0.3


def is_readable(font: Any) -> bool:
    """Whether a font's codes can be turned into letters; also for text without a known font."""
    if font is None or "/ToUnicode" in font:
        return True
    subtype, encoding = font.get("/Subtype"), _object(font.get("/Encoding"))
    if subtype == "/Type0":
        if encoding not in {"/Identity-H", "/Identity-V"}:
            return True
        descendants = _object(font.get("/DescendantFonts")) or [{}]
        info = _object(_object(descendants[0]).get("/CIDSystemInfo"))
        ordering = str(_object(info.get("/Ordering"))) if info else "Identity"
        return ordering not in {"Identity", "UCS"}
    if not hasattr(encoding, "get") or "/Differences" not in encoding:
        return str(subtype) != "/Type3"
    names = [str(name) for name in _object(encoding["/Differences"]) if str(name).startswith("/")]
    unnamed = sum(bool(NUMBERED.fullmatch(name)) for name in names)
    return bool(not names or unnamed < UNNAMED_SHARE * len(names))


def shows_letters(text: str) -> bool:
    """Whether a text is of letters: few of its characters are private, unassigned or control."""
    alien = sum(
        unicodedata.category(letter) in {"Co", "Cn", "Cc"}
        for letter in text
        if not letter.isspace()
    )
    return alien <= ALIEN_SHARE * len(text)


def _object(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
