"""Search keys: how names are normalised for comparison."""

import re
import unicodedata


def key_of(text: str) -> str:
    """Return the search key of a name: lower-case words without accents; `S&OP` is one word.

    >>> key_of("Sénior  S&OP-Planning")
    'senior sop planning'
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"\b([a-z])[&/](?=[a-z0-9])", r"\1", plain)
    return " ".join(re.findall(r"[^\W_]+", plain))


def edit_distance(one: str, other: str) -> int:
    """Return the Damerau-Levenshtein distance (optimal string alignment) of two words.

    >>> edit_distance("restructuirng", "restructuring")
    1
    """
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, start=1):
        row, above = [i], rows[-1]
        for j, known in enumerate(other, start=1):
            typos = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != known))
            if i > 1 and j > 1 and letter == other[j - 2] and known == one[i - 2]:
                typos = min(typos, rows[-2][j - 2] + 1)
            row.append(typos)
        rows.append(row)
    return rows[-1][-1]
