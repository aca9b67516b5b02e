"""How the names of organisations are compared."""

import re

# Legal forms say nothing of which organisation it is.
LEGAL_FORMS = frozenset(
    [
        "ab",
        "ag",
        "as",
        "bv",
        "co",
        "corp",
        "gmbh",
        "inc",
        "kg",
        "limited",
        "llc",
        "llp",
        "ltd",
        "nv",
        "oy",
        "plc",
        "sa",
        "sarl",
        "se",
        "spa",
        "srl",
    ]
)


def key_of(name: str) -> str:
    """Return what two spellings of one organisation have in common; "" for none."""
    words = re.findall(r"\w+", name.replace(".", "").casefold())
    return "".join(word for word in words if word not in LEGAL_FORMS) or "".join(words)
