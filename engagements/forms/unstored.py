"""Convert input that cannot be stored to plain values, and back to posted data."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from django.forms import BaseForm

from engagements.answers import Typed, UnstoredRow


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One stored row of a step.

    Attributes:
        key: its public id.
        position: its number on the page.
        values: by field name.
        unparsed: by field name, text that is no value; shown instead of the value.
    """

    key: str
    position: int
    values: Mapping[str, Any]
    unparsed: Mapping[str, Typed] = field(default_factory=dict)


def left_over(form: BaseForm, stored: Container[str]) -> tuple[dict[str, Any], dict[str, Typed]]:
    """Return the input of all fields except `stored`: values, and text that is no value.

    Disabled fields are left out.
    """
    form.is_valid()
    values, unparsed = {}, {}
    for name, each in form.fields.items():
        if each.disabled or name in stored:
            continue
        if name in form.errors:
            unparsed[name] = _words(form[name].data)
        elif name in form.cleaned_data:
            values[name] = _plain(form.cleaned_data[name])
    return values, unparsed


def as_posted(
    values: Mapping[str, Any], unparsed: Mapping[str, Typed], *, prefix: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Yield name and posted data of each field; unparsed text replaces the value."""
    start = f"{prefix}-" if prefix else ""
    for name, value in {**values, **unparsed}.items():
        if value is False or value is None:
            continue
        if isinstance(value, list | tuple):
            yield start + name, [str(item) for item in value]
        else:
            yield start + name, ["on" if value is True else str(_plain(value))]


def merged(stored: Sequence[StoredRow], unstored: Sequence[UnstoredRow]) -> list[StoredRow]:
    """Return the rows to show: stored rows overwritten by input, and new rows.

    Input for a stored row that was removed since is left out.
    """
    typed = {row.key: row for row in unstored if row.key}
    rows = [_over(row, typed[row.key]) if row.key in typed else row for row in stored]
    new = [StoredRow("", row.position, row.values, row.unparsed) for row in unstored if not row.key]
    return sorted([*rows, *new], key=lambda row: row.position)


def _over(row: StoredRow, typed: UnstoredRow) -> StoredRow:
    values = {**row.values, **typed.values}
    return StoredRow(row.key, row.position, values, typed.unparsed)


def _plain(value: Any) -> Any:
    """Return a value in a form that JSON and a form field accept."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _words(data: Any) -> Typed:
    """Return the text without NUL characters, which PostgreSQL cannot store."""
    if isinstance(data, list):
        return [str(item).replace("\x00", "") for item in data]
    return str(data if data is not None else "").replace("\x00", "")
