"""The notes of an import, worded for the imported person."""

import re

# Labels of sections and keys whose names are not readable words.
FIELDS = {
    "work": "employment",
    "assignments": "assignment",
    "skills": "skill",
    "languages": "language",
    "registrations": "registration",
    "certificates": "certificate",
    "keywords": "keyword",
    "label": "headline",
    "startDate": "start",
    "endDate": "end",
    "ended": "end",
    "name": "organisation",
    "last_used": "last used",
    "right_to_work": "right to work",
}
NOT_SAID = {"meta", "interimhub", "basics"}


def notes_in_words(notes: list[str]) -> list[tuple[str, str]]:
    """Return the field and the text of each note: "Employment 2, end" for `work[2].endDate`."""
    return [(_field(path), words) for path, _, words in (note.partition(": ") for note in notes)]


def _field(path: str) -> str:
    """Return the path of a field in words, its rows counted from 1."""
    steps = [_step(step) for step in path.split(".") if step not in NOT_SAID]
    words = ", ".join(steps) or path
    return words[:1].upper() + words[1:]


def _step(step: str) -> str:
    match = re.fullmatch(r"(\w+)\[(\d+)\]", step)
    name, number = match.groups() if match else (step, "")
    words = FIELDS.get(name, name.replace("_", " "))
    return f"{words} {number}".strip()
