"""Queries whose SQL is made once in each process and then run with other values.

    _PEOPLE = Prepared(lambda *, pk: User.objects.select_related("candidate").filter(pk=pk))
    people = _PEOPLE(pk=41)

Django builds and compiles each query anew, which for those of most pages takes longer than running
them. A prepared query is built with placeholders: a model with nothing but a key, a number or an id
that nobody has. Where these stand among the parameters, each run puts its own values.

So what builds the query may pass its arguments on and nothing else; a placeholder knows no more
than its key. A query that asks more of one, or in which one does not come to stand among the
parameters, is built and run as usual. In tests every run is compared with the query built as usual.

PostgreSQL too prepares it, once for each connection (`interimhub.lib.postgresql.statements`).
"""

import itertools
import logging
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import (
    EmptyResultSet,
    MultipleObjectsReturned,
    ObjectDoesNotExist,
)
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

from interimhub.lib.postgresql.compiler import SQLCompiler
from interimhub.lib.postgresql.statements import Parameter, Statement

logger = logging.getLogger(__name__)

M = TypeVar("M", bound=Model)

MOST_PLANS = 200
"""The most shapes of values for which one query is prepared."""

# What stands for values while a query is prepared: nothing that a database holds.
_FIRST, _LAST, _STEP = 7_135_000_000_000_000_000, 7_136_000_000_000_000_000, 1_000_000_007
_MOMENT, _PAUSE = datetime(9900, 1, 1, tzinfo=UTC), timedelta(seconds=1_009)
_DERIVED_YEARS = 100  # how far from a placeholder a moment may lie that is made of it
_TEXT = "prepared-value-"


class NotPreparable(Exception):
    """The query depends on a value in another way than as a parameter."""


@dataclass(frozen=True, slots=True)
class _Plan(Generic[M]):
    """A compiled query."""

    model: type[M]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    statement: Statement
    converters: dict[int, Any]
    prefetched: tuple[Any, ...]


class Prepared(Generic[M]):
    """A query by the values that it is run with.

    Args:
        build: gives the query of its arguments, all by name. Each is a row, a number, an id, a
            moment, a text, or a tuple of them. The query may depend on how long a tuple is, and on
            the fields that a model names as `SHAPES_QUERIES`.

    Attributes:
        is_compared: compare every run with the query built as usual. Tests turn it on.
    """

    is_compared: ClassVar[bool] = False

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self._build = build
        self._plans: dict[Hashable, _Plan[M] | None] = {}

    def __call__(self, **given: Any) -> list[M]:
        """Return the rows."""
        plan = self._plan_for(given)
        if plan is None:
            return list(self._build(**given))
        values = [one for value in given.values() for one in _values_of(value)]
        params = tuple(
            [values[one.number] if isinstance(one, Parameter) else one for one in plan.params]
        )
        if self.is_compared:
            _compare(self._build(**given), plan.sql, params)
        if not settings.PREPARED_STATEMENTS:
            return _run(plan, plan.sql, params)
        connection: Any = connections[DEFAULT_DB_ALIAS]
        connection.prepare(plan.statement)
        places = plan.statement.places
        return _run(plan, plan.statement.execute, tuple([values[place] for place in places]))

    def _plan_for(self, given: dict[str, Any]) -> _Plan[M] | None:
        shape = tuple([(name, _shape_of(value)) for name, value in given.items()])
        try:
            return self._plans[shape]
        except KeyError:
            if len(self._plans) >= MOST_PLANS:
                return None
        try:
            plan = _prepare(self._build, given)
        except NotPreparable as reason:
            logger.debug("a query is built each time: %s", reason)
            plan = None
        self._plans[shape] = plan
        return plan


class PreparedRows(Generic[M]):
    """Rows for `fetch`, with what a person may see of them prepared.

    Args:
        rows: a QuerySet with `visible_to` and all that a page reads of a row.
    """

    def __init__(self, rows: Any) -> None:
        self._rows = rows
        self._visible = Prepared(self._build)

    def visible_to(self, user: Any) -> "VisibleRows[M]":
        """Return those that the user may see."""
        return VisibleRows(self._visible, user)

    def _build(self, *, user: Any, **lookup: Any) -> QuerySet[M]:
        visible: QuerySet[M] = self._rows.visible_to(user).filter(**lookup)
        return visible


@dataclass(frozen=True, slots=True)
class VisibleRows(Generic[M]):
    """The rows that one person may see."""

    prepared: Prepared[M]
    user: Any

    def get(self, **lookup: Any) -> M:
        """Return the one row that `lookup` names.

        Raises:
            ObjectDoesNotExist: there is none.
            MultipleObjectsReturned: there are several.
        """
        rows = self.prepared(user=self.user, **lookup)
        if not rows:
            raise ObjectDoesNotExist
        if len(rows) > 1:
            raise MultipleObjectsReturned
        return rows[0]


class _Compiled(SQLCompiler):
    """A compiler that has done its work."""

    sql: str
    params: tuple[Any, ...]
    converters: dict[int, Any]

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the SQL and this run's parameters."""
        return self.sql, self.params

    def get_converters(self, _: Any) -> dict[int, Any]:
        """Return what was found when the query was compiled."""
        return self.converters


class _Query:
    """What `QuerySet` asks its query for when it reads rows."""

    def __init__(self, compiler: _Compiled) -> None:
        self._compiler = compiler

    def get_compiler(self, **_: Any) -> _Compiled:
        """Return the compiler."""
        return self._compiler


def _run(plan: _Plan[M], sql: str, params: tuple[Any, ...]) -> list[M]:
    compiler = _Compiled.__new__(_Compiled)
    vars(compiler).update(vars(plan.compiler))
    compiler.connection = connections[DEFAULT_DB_ALIAS]
    compiler.sql, compiler.params, compiler.converters = sql, params, plan.converters
    rows: Any = QuerySet(plan.model, query=_Query(compiler))  # type: ignore[arg-type]
    rows._prefetch_related_lookups = plan.prefetched
    return list(rows)


def _prepare(build: Callable[..., QuerySet[M]], given: dict[str, Any]) -> _Plan[M]:
    numbers = itertools.count()
    placeholders = {name: _placeholder(value, numbers) for name, value in given.items()}
    with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse_to_ask):
        rows: Any = build(**placeholders)
        if rows._iterable_class is not ModelIterable:
            raise NotPreparable("it gives no rows of a model")
        compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            raise NotPreparable("it gives no rows at all") from None
    marked = tuple([_parameter(param) for param in params])
    found = {param.number for param in marked if isinstance(param, Parameter)}
    values = [one for value in given.values() for one in _values_of(value)]
    # A moment may be of no interest to a query; what is made of one would not go unnoticed.
    if missing := {n for n, one in enumerate(values) if not isinstance(one, datetime)} - found:
        raise NotPreparable(f"of the values of {[*given]}, {missing} are no parameters")
    for lookup in rows._prefetch_related_lookups:
        inner = getattr(lookup, "queryset", None)
        for param in inner.query.sql_with_params()[1] if inner is not None else ():
            if isinstance(_parameter(param), Parameter):
                raise NotPreparable(f"the rows of {lookup.prefetch_to} depend on a value")
    fields = [selected[0] for selected in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(fields)
    stand_ins = [one for value in placeholders.values() for one in _values_of(value)]
    statement = Statement.of(sql, marked, [type(one) for one in stand_ins])
    return _Plan(
        rows.model, compiler, sql, marked, statement, converters, rows._prefetch_related_lookups
    )


def _refuse_to_ask(*_: Any) -> None:
    raise NotPreparable("it asks the database about a value")


def _compare(rows: QuerySet[Any], sql: str, params: tuple[Any, ...]) -> None:
    usual_sql, usual_params = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    if (usual_sql, tuple(usual_params)) != (sql, params):
        raise AssertionError(f"As usual: {usual_sql} {usual_params}. Prepared: {sql} {params}.")


# Placeholders


def _shape_of(value: Any) -> Hashable:
    """Return what the SQL may depend on."""
    if isinstance(value, tuple):
        return tuple(map(_shape_of, value))
    return value.__class__, *_known(value).values()


def _known(value: Any) -> dict[str, Any]:
    """Return the fields of a row that a query may depend on in any way."""
    return {name: getattr(value, name) for name in getattr(value, "SHAPES_QUERIES", ())}


def _values_of(value: Any) -> Iterator[Any]:
    """Yield what a value becomes among the parameters."""
    if isinstance(value, tuple):
        for one in value:
            yield from _values_of(one)
    else:
        yield value.pk if isinstance(value, Model) else value


def _placeholder(value: Any, numbers: "itertools.count[int]") -> Any:
    """Return a value of the same type that stands for the next of the run's values."""
    if isinstance(value, tuple):
        return tuple([_placeholder(one, numbers) for one in value])
    number = next(numbers)
    if isinstance(value, Model):
        # Whoever asks for another of its fields asks the database, which is refused.
        model = value.__class__  # a request's user is wrapped
        known = {model._meta.pk.attname: _number(number), **_known(value)}
        names = [f.attname for f in model._meta.concrete_fields if f.attname in known]
        return model.from_db(DEFAULT_DB_ALIAS, names, [known[name] for name in names])
    match value:
        case bool():
            raise NotPreparable("the SQL may depend on whether something is so")
        case int():
            return _number(number)
        case UUID():
            return UUID(int=_number(number))
        case datetime():
            return _MOMENT + number * _PAUSE
        case str():
            return f"{_TEXT}{number}."
    raise NotPreparable(f"{type(value)} is no parameter")


def _parameter(param: Any) -> Any:
    """Return the place that a placeholder among the parameters stands for; others as they are."""
    match param:
        case int() if _FIRST <= param < _LAST:
            return _place(divmod(param - _FIRST, _STEP))
        case UUID() if _FIRST <= param.int < _LAST:
            return _place(divmod(param.int - _FIRST, _STEP))
        case datetime() if param.tzinfo and param >= _MOMENT:
            return _place(divmod(param - _MOMENT, _PAUSE))
        case date() if param.year >= _MOMENT.year - _DERIVED_YEARS:
            raise NotPreparable("another day is made of a moment")
        case str() if param.startswith(_TEXT) and param.endswith(".") and param.count(".") == 1:
            return Parameter(int(param.removeprefix(_TEXT).removesuffix(".")))
        case str() if _TEXT in param:
            raise NotPreparable("a text becomes part of another")
        case list() | tuple() if any(isinstance(_parameter(one), Parameter) for one in param):
            raise NotPreparable("a value becomes part of a list")
    return param


def _number(number: int) -> int:
    return _FIRST + number * _STEP


def _place(found: tuple[int, object]) -> Parameter:
    number, rest = found
    if rest:
        raise NotPreparable("another value is made of one")
    return Parameter(number)
