"""Words as they are compared."""

import re
import unicodedata


def key_of(text: str) -> str:
    """Return what names are compared by: plain lower-case words, `S&OP` and `S/4HANA` as one.

    >>> key_of("Sénior  S&OP-Planning")
    'senior sop planning'
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"\b([a-z])[&/](?=[a-z0-9])", r"\1", plain)
    return " ".join(re.findall(r"[^\W_]+", plain))
