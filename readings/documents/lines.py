"""Lines of text as they were meant: without invisible characters, broken words and wide letters."""

import re
import unicodedata
from itertools import pairwise

# Characters that stand for one or several letters in one form: ligatures, and Arabic letters as
# they look inside a word.
LETTER_FORMS = re.compile(r"[\ufb00-\ufb06\ufb50-\ufdfb\ufe80-\ufefc]")
ALIEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
# Word and many printers draw bullets with symbols of the private use area.
SYMBOLS = re.compile(r"[\uf020-\uf0ff]")

SMALL = "a-zà-öø-ÿāăąćčďđēęěğįłńňőœřśšşţťūůűźżž"
# First parts of compounds that keep their hyphen when it stands at the end of a line.
KEEP_HYPHEN = frozenset(
    (
        *("self", "non", "cross", "well", "high", "long", "short", "low", "cost", "full", "half"),
        *("hands", "year", "first", "third", "one", "two", "three", "four", "five", "six", "world"),
        *("award", "post", "customer", "client", "decision", "value", "performance"),
    )
)
# A word that follows a hyphen which stands for the rest of a compound: "Ein- und Verkauf".
JOINING = r"(?:und|oder|bzw|sowie|and|or|en|of|et|ou)\b"
# A line that ends with one of these goes on in the next, whatever that begins with.
GOES_ON = (
    r"(?<![^\W_])(?:of|the|a|an|and|or|for|in|with|to|by|at|from|as"
    r"|der|die|das|dem|den|des|ein|eine|einer|eines|einem|und|oder|von|vom|für|mit|im|zur|zum|bei"
    r"|de|du|des|la|le|les|et|ou|pour|avec|dans|aux|van|het|een|voor|met|bij)"
)
HYPHEN_AT_END = re.compile(r"([^\W_][\w-]*)[-\u2010\u2011] ?\n(\w+)")
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|seite|pagina|blatt|p\.|s\.)\s*)?\d*(?:\s*(?:/|of|von|sur|van|de)\s*\d*)?[-–—|\s]*"
)
WIDE_MIN = 5  # letters one by one in a row that are no word spelled, such as "A B C D"


def tidy(text: str) -> str:
    """Return the text without invisible characters, with normalised spaces and line ends."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = LETTER_FORMS.sub(lambda c: unicodedata.normalize("NFKC", c[0]), text)
    text = re.sub(r"\xad[ \t]*\n[ \t]*(?=\w)", "", text)  # a soft hyphen that became visible
    text = SYMBOLS.sub("•", ALIEN.sub("", text)).replace("\u2028", "\n").replace("\u2029", "\n")
    text, _ = closed_up(text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def closed_up(text: str) -> tuple[str, list[str]]:
    """Close up words that are set letter by letter: "I N T E R I M   C F O".

    Wider gaps are those between words. Also returns the runs whose gaps are all alike, so that
    nothing tells where a word ends; they are closed up to one.
    """
    unsure: list[str] = []
    lines = [_closed_up(line, unsure) for line in text.split("\n")]
    return "\n".join(lines), unsure


def _closed_up(line: str, unsure: list[str]) -> str:
    tokens = list(re.finditer(r"\S+", line))
    out, at, number = "", 0, 0
    while number < len(tokens):
        end = number
        while end < len(tokens) and _is_single(tokens[end][0]):
            end += 1
        run = tokens[number:end]
        if is_wide([token[0] for token in run], is_whole=len(run) == len(tokens)):
            words = _words_of(run)
            if len(words) == 1:
                unsure.append(words[0])
            out += line[at : run[0].start()] + " ".join(words)
            at = run[-1].end()
        number = max(end, number + 1)
    return out + line[at:]


def is_wide(letters: list[str], *, is_whole: bool = False) -> bool:
    """Whether single letters in a row are a text that is set wide."""
    count = sum(len(letter) == 1 and letter.isalpha() for letter in letters)
    is_long = count >= WIDE_MIN or (is_whole and count >= WIDE_MIN - 1)
    return is_long and 4 * count >= 3 * len(letters) and len(set(letters)) > 2


def _is_single(token: str) -> bool:
    """Whether it may be part of a wide text: one letter, or two that are kerned together."""
    return len(token) <= 2 or token in {"ffi", "ffl"}


def _words_of(run: list[re.Match[str]]) -> list[str]:
    gaps = [after.start() - before.end() for before, after in pairwise(run)]
    least = min(gaps)
    words = [run[0][0]]
    for token, gap in zip(run[1:], gaps, strict=True):
        if gap >= 2 * least and gap > least:
            words.append(token[0])
        else:
            words[-1] += token[0]
    return words


def is_page_number(line: str) -> bool:
    """Whether a line in the margin of a page says no more than its number."""
    return PAGE_NUMBER.fullmatch(line.strip().casefold()) is not None


def unbroken(text: str) -> str:
    """Join lines that were wrapped at the width of a page, and the words broken there."""
    known = set(re.findall(r"\w+(?:-\w+)*", text.casefold()))
    text = HYPHEN_AT_END.sub(lambda match: _joined(match, known), text)
    text = re.sub(rf"(?<=[\w,;–-])\n(?=[{SMALL}(&])", " ", text)
    text = re.sub(rf"({GOES_ON}|,)\n(?=\w)", r"\1 ", text)
    return re.sub(r"(?<=\w/)\n(?=\w)", "", text)


def _joined(match: re.Match[str], known: set[str]) -> str:
    """Return the two parts of a word that a hyphen parts at the end of a line."""
    before, after = match.groups()
    first = before.rpartition("-")[2].casefold()
    kept, closed = f"{before}-{after}", f"{before}{after}"
    if re.match(JOINING, after):
        return f"{before}- {after}"
    if closed.casefold() in known:
        return closed
    is_kept = (
        kept.casefold() in known
        or "-" in before
        or first in KEEP_HYPHEN
        or not after[0].isalpha()
        or not before[-1].isalpha()
        or (after[0].isupper() and not (closed.isupper() and len(before) > 4))
    )
    return kept if is_kept else closed
