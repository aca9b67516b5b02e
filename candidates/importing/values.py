"""Read the values of an imported profile if their meaning is clear; the rest becomes notes."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from candidates.importing.days import Day, NoDay, day_of, is_to_date

TRUE = frozenset({"true", "yes", "y", "1", "ja", "oui"})
FALSE = frozenset({"false", "no", "n", "0", "nein", "non", "nee"})
# Characters that PostgreSQL or UTF-8 cannot store.
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


class Values:
    """Read values, and collect a note on each that cannot be kept unchanged.

    Each note begins with the path of the field, with rows counted from 1: `work[2].endDate`.

    Attributes:
        notes: what was left out or changed, in words.
    """

    def __init__(self, today: date, notes: list[str]) -> None:
        self.today = today
        self.notes = notes

    def note(self, path: str, words: str) -> None:
        """Add a note on a field, once."""
        line = f"{path}: {words}"
        if line not in self.notes:
            self.notes.append(line)

    def leave_out(self, path: str, given: Any, why: str) -> None:
        """Add a note on a value that is left out; `why` follows the value, as in "is not a day"."""
        self.note(path, f"“{_short(given)}” {why}; left out")

    def leave_open(self, path: str, given: Any, why: str) -> None:
        """Add a note on a value that is stored as unknown."""
        self.note(path, f"“{_short(given)}” {why}; left open")

    def object(self, given: Any, path: str) -> dict[str, Any]:
        """Return an object, or an empty one for anything else."""
        if isinstance(given, dict):
            return given
        if given not in (None, "", [], 0, False):
            self.leave_out(path, given, "is not an object")
        return {}

    def rows(
        self, given: Any, path: str, most: int, *, text_as: str = ""
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the objects of a list with their paths.

        One object is read as a list of one. With `text_as`, a text is read as an object with this
        key.
        """
        for at, one in self._items(given, path, most):
            if isinstance(one, dict):
                yield at, one
            elif text_as and isinstance(one, str | int | float) and not isinstance(one, bool):
                if str(one).strip():
                    self.note(at, f"a text, read as its {text_as}")
                    yield at, {text_as: one}
            else:
                self.leave_out(at, one, "is not an object")

    def names(self, given: Any, path: str, most: int) -> Iterator[tuple[str, str | dict[str, Any]]]:
        """Yield the items of a list of names: texts, or objects with `id` or `name`."""
        for at, one in self._items(given, path, most):
            if isinstance(one, dict):
                yield at, one
            elif text := self.text(one, at, 300):
                yield at, text

    def texts(self, given: Any, path: str, most: int, longest: int) -> list[str]:
        """Return a list of texts."""
        found = (self.text(one, at, longest) for at, one in self._items(given, path, most))
        return [text for text in found if text]

    def _items(self, given: Any, path: str, most: int) -> Iterator[tuple[str, Any]]:
        if given is None or given == "":
            return
        if not isinstance(given, list):
            self.note(path, "one value, read as a list of one")
            yield path, given
            return
        if len(given) > most:
            self.note(path, f"has {len(given):,} items; the first {most:,} were read")
        for number, one in enumerate(given[:most], 1):
            if one is not None:
                yield f"{path}[{number}]", one

    def text(self, given: Any, path: str, longest: int) -> str:
        """Return a text of at most `longest` characters, cut at a word, or ""."""
        if given is None or isinstance(given, bool):
            return ""
        if isinstance(given, list) and given and all(isinstance(one, str) for one in given):
            self.note(path, "a list of texts, read as one text")
            given = "\n".join(given)
        if isinstance(given, dict) and isinstance(given.get("name"), str):
            self.note(path, "an object, read by its name")
            given = given["name"]
        if isinstance(given, list | dict):
            if given:
                self.leave_out(path, given, "is not a text")
            return ""
        text = str(given).strip()
        if _UNSTORABLE.search(text):
            self.note(path, "holds characters that cannot be stored; read without them")
            text = _UNSTORABLE.sub("", text).strip()
        return self._cut(text, path, longest)

    def _cut(self, text: str, path: str, longest: int) -> str:
        if len(text) <= longest:
            return text
        kept = text[:longest]
        if not text[longest].isspace() and re.search(r"\s", kept):
            kept = re.sub(r"\S*\Z", "", kept)
        kept = kept.rstrip(" \t\r\n,;")
        self.note(path, f"has {len(text):,} characters; the first {len(kept):,} were kept")
        return kept

    def number(self, given: Any, path: str, low: int, high: int) -> int | None:
        """Return a whole number from `low` to `high`, or None."""
        if given is None or given == "":
            return None
        value = given
        if isinstance(given, str) and re.fullmatch(r"\d{1,4}(\.0+)?", given.strip()):
            value = float(given)
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
            self.leave_out(path, given, "is not a whole number")
            return None
        if not low <= value <= high:
            self.leave_out(path, given, f"is not between {low} and {high}")
            return None
        return int(value)

    def truth(self, given: Any, path: str) -> bool:
        """Return whether the value means yes; false if there is none."""
        word = str(given).strip().casefold() if given is not None else ""
        if word in TRUE:
            return True
        if word and word not in FALSE:
            self.leave_out(path, given, "is neither yes nor no")
        return False

    def choices(self, given: Any, path: str, allowed: Iterable[str]) -> list[str]:
        """Return the allowed codes of a list, each once."""
        known = {code.casefold(): code for code in allowed}
        what = path.rpartition(".")[2].replace("_", " ")
        found = []
        for at, one in self._items(given, path, 100):
            code = known.get(str(one).strip().casefold())
            if code:
                found.append(code)
            elif one != "":
                self.leave_out(at, one, f"is none of our {what}")
        return list(dict.fromkeys(found))

    def day(self, given: Any, path: str) -> Day | None:
        """Return a day, month or year, or None if the value is empty or cannot be read."""
        if given is None or (isinstance(given, str) and not given.strip()):
            return None
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            self.leave_out(path, given, "is not a day such as 2024-03-31")
            return None
        try:
            return day_of(given)
        except NoDay as problem:
            self.leave_out(path, given, str(problem))
            return None

    def past(self, given: Any, path: str) -> Day | None:
        """Return a day, month or year that has begun, or None."""
        day = self.day(given, path)
        if day and day.first > self.today:
            self.leave_out(path, given, "is in the future")
            return None
        return day

    def end(self, given: Any, path: str) -> date | None:
        """Return the day on which something ended or will end, or None if it has no end.

        "2024-03" means its last day, but not later than today if the month has begun.
        """
        if isinstance(given, str) and is_to_date(given):
            return None
        day = self.day(given, path)
        if day is None:
            return None
        return day.last if day.first > self.today else min(day.last, self.today)


def unstorable(text: str) -> bool:
    """Whether the text holds characters that PostgreSQL or UTF-8 cannot store."""
    return bool(_UNSTORABLE.search(text))


def _short(given: Any) -> str:
    return _UNSTORABLE.sub("", str(given))[:60]
