"""Statements that PostgreSQL parses and plans once for each connection.

The queries of pages read few rows of many tables, so planning them takes PostgreSQL many times as
long as running them.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import mogrify
from psycopg2.extensions import AsIs  # type: ignore[import-untyped]  # it has no types

_TYPES = {int: "bigint", UUID: "uuid", datetime: "timestamptz", date: "date", str: "text"}
_numbers = itertools.count(1)
_names: dict[str, str] = {}  # by what they do: several queries may need the same statement


@dataclass(frozen=True, slots=True)
class Parameter:
    """Where a value of a run goes: its place among all values."""

    number: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that the server can prepare.

    Attributes:
        name: unique in this process, the same for the same SQL.
        prepare: the SQL that prepares it.
        execute: the SQL that executes it, with a placeholder for each of `places`.
        places: which of a run's values it takes.
    """

    name: str
    prepare: str
    execute: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, sql: str, params: Sequence[Any], types: Sequence[type]) -> "Statement":
        """Return the statement of a query.

        Args:
            params: of `sql`; what is no `Parameter` is always the same.
            types: of the values of each run.
        """
        places = sorted({one.number for one in params if isinstance(one, Parameter)})
        marks = {place: AsIs(f"${count}") for count, place in enumerate(places, 1)}
        marked = [marks[one.number] if isinstance(one, Parameter) else one for one in params]
        types_of_places = _list([_TYPES[types[place]] for place in places])
        body = f"{types_of_places} AS {mogrify(sql, marked, connection)}"
        name = _names.setdefault(body, f"prepared_{next(_numbers)}")
        execute = f"EXECUTE {name}{_list(['%s'] * len(places))}"
        return cls(name, f"PREPARE {name}{body}", execute, tuple(places))


def _list(items: list[str]) -> str:
    return f" ({', '.join(items)})" if items else ""
