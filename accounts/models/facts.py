"""Facts: machine-readable details of an event or a notice. Codes and numbers, never free text."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models.lookups import Exact

# A code, a key, a public id, a date or a time. Names and sentences do not match.
CODE = (
    "^([a-z0-9][a-z0-9_.:-]{0,79}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})?)$"
)
NOT_A_CODE = f'$.** ? (@.type() == "string" && !(@ like_regex "{CODE}"))'

Fact = str | int | float | date | UUID
Facts = Mapping[str, Fact | Sequence[Fact]]
StoredFacts = Mapping[str, object]  # as loaded from JSON


def facts_are_codes() -> models.Q:
    """Return the condition that no text in the column `facts` looks like a name or a sentence."""
    found = models.Func(
        models.F("facts"),
        models.Value(NOT_A_CODE),
        function="jsonb_path_exists",
        output_field=models.BooleanField(),
    )
    return models.Q(Exact(found, False))


class NotAFact(ValueError):
    """A fact is free text. It might contain a name, which could not be erased."""


def stored_facts(facts: Facts) -> dict[str, object]:
    """Return facts as they are stored.

    Raises:
        NotAFact: one of them is free text.
    """
    return {name: _stored(name, value) for name, value in facts.items()}


def _stored(name: str, value: Fact | Sequence[Fact]) -> object:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | UUID):
        if re.fullmatch(CODE, str(value)):
            return str(value)
        raise NotAFact(f"{name} is not a code, an id, a day or a number")
    return [_stored(name, one) for one in value]
