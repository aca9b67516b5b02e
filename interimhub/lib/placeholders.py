"""Values that stand for those of a run, while a query is prepared."""

import itertools
from collections.abc import Hashable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.postgresql.psycopg_any import Jsonb
from django.db.models import Model

from interimhub.lib.postgresql.statements import Parameter

# What stands for values while a query is prepared: nothing that a database holds.
_FIRST, _LAST, _STEP = 1_900_000_000, 2_000_000_000, 10_007  # within an integer column's range
_DAY, _DAYS = date(4000, 1, 1), 1_009
_MOMENT, _PAUSE = datetime(9900, 1, 1, tzinfo=UTC), timedelta(seconds=1_009)
_DERIVED_YEARS = 100  # how far from a placeholder a moment may lie that is made of it
_TEXT = "prepared-value-"


class NotPreparable(Exception):
    """The query depends on a value in another way than as a parameter."""


def shape_of(value: Any) -> Hashable:
    """Return what the SQL may depend on."""
    if isinstance(value, tuple):
        return tuple(map(shape_of, value))
    known = _known(value).items()
    parts = [(name, shape_of(one) if isinstance(one, Model) else one) for name, one in known]
    return value.__class__, *parts


def _known(value: Any) -> dict[str, Any]:
    """Return what comes with a row that a query may depend on: fields, and rows like itself."""
    names = getattr(value, "SHAPES_QUERIES", ())
    return {name: getattr(value, name) for name in names if hasattr(value, name)}


def filled(value: Any) -> Any:
    """Return a tuple of keys of a length of 1, 2, 4, …, so that few lengths are prepared.

    It is filled up with negative numbers, which are no row's key.
    """
    if not (isinstance(value, tuple) and value and isinstance(value[0], int)):
        return value
    size = 1 << (len(value) - 1).bit_length()
    return value + tuple(range(-1, len(value) - size - 1, -1))


def values_of(value: Any) -> Iterator[Any]:
    """Yield what a value becomes among the parameters."""
    if isinstance(value, tuple):
        for one in value:
            yield from values_of(one)
    elif isinstance(value, Model):
        yield value.pk
        for one in _known(value).values():
            if isinstance(one, Model):
                yield from values_of(one)
    else:
        yield value


def placeholder_of(value: Any, numbers: "itertools.count[int]") -> Any:
    """Return a value of the same type that stands for the next of the run's values."""
    if isinstance(value, tuple):
        return tuple([placeholder_of(one, numbers) for one in value])
    number = next(numbers)
    if isinstance(value, Model):
        return _row(value, number, numbers)
    return _plain(value, number)


def _plain(value: Any, number: int) -> Any:
    match value:
        case bool():
            raise NotPreparable("the SQL may depend on whether something is so")
        case int():
            return _number(number)
        case UUID():
            return UUID(int=_number(number))
        case datetime():
            return _MOMENT + number * _PAUSE
        case date():
            return _DAY + timedelta(days=number * _DAYS)
        case str():
            return f"{_TEXT}{number}."
    raise NotPreparable(f"{type(value)} is no parameter")


def _row(value: Model, number: int, numbers: "itertools.count[int]") -> Model:
    # Whoever asks for another of its fields asks the database, which is refused.
    model = value.__class__  # a request's user is wrapped
    known = {model._meta.pk.attname: _number(number), **_known(value)}
    names = [f.attname for f in model._meta.concrete_fields if f.attname in known]
    row = model.from_db(DEFAULT_DB_ALIAS, names, [known.pop(name) for name in names])
    for name, one in known.items():
        setattr(row, name, one and placeholder_of(one, numbers))
    return row


def parameter_of(param: Any) -> Any:
    """Return the place that a placeholder among the parameters stands for; others as they are."""
    match param:
        case int() if _FIRST <= param < _LAST:
            return _place(divmod(param - _FIRST, _STEP))
        case UUID() if _FIRST <= param.int < _LAST:
            return _place(divmod(param.int - _FIRST, _STEP))
        case datetime() if param.tzinfo and param >= _MOMENT:
            return _place(divmod(param - _MOMENT, _PAUSE))
        case datetime() if param.year >= _DAY.year:
            raise NotPreparable("another moment is made of one")
        case date() if param.year >= _MOMENT.year - _DERIVED_YEARS:
            raise NotPreparable("a day is made of a moment")
        case date() if param.year >= _DAY.year - _DERIVED_YEARS:
            return _place(divmod((param - _DAY).days, _DAYS))
        case str() if param.startswith(_TEXT) and param.endswith(".") and param.count(".") == 1:
            return Parameter(int(param.removeprefix(_TEXT).removesuffix(".")))
        case str() if _TEXT in param:
            raise NotPreparable("a text becomes part of another")
        case list() | tuple() | dict() | Jsonb() if _holds(param):
            raise NotPreparable("a value becomes part of another")
    return param


def _holds(param: Any) -> bool:
    """Whether a placeholder is part of a list or of JSON."""
    match param:
        case Jsonb():
            return _holds([param.adapted])
        case dict():
            return _holds([*param.values()])
    return any(isinstance(parameter_of(one), Parameter) for one in param)


def _number(number: int) -> int:
    return _FIRST + number * _STEP


def _place(found: tuple[int, object]) -> Parameter:
    number, rest = found
    if rest:
        raise NotPreparable("another value is made of one")
    return Parameter(number)
