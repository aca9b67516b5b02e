"""Queries whose SQL is made once in each process and then run with other values.

    _PEOPLE = Prepared(lambda *, pk: User.objects.select_related("candidate").filter(pk=pk))
    people = _PEOPLE(pk=41)

Django builds and compiles each query anew, which for those of most pages takes longer than running
them. A prepared query is built with placeholders: a model with nothing but a key, a number or an id
that nobody has. Where these stand among the parameters, each run puts its own values.

So what builds the query may pass its arguments on and nothing else; a placeholder knows no more
than its key. A query that asks more of one, or in which one does not come to stand among the
parameters, is built and run as usual. In tests it is compared, for each set of values, with the
query built as usual.

PostgreSQL too prepares it, once for each connection (`interimhub.lib.postgresql.statements`). What
it prefetches is prepared likewise (`interimhub.lib.related`).
"""

import itertools
import logging
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.conf import settings
from django.core.exceptions import (
    EmptyResultSet,
    MultipleObjectsReturned,
    ObjectDoesNotExist,
)
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.psycopg_any import Jsonb
from django.db.models import Aggregate, Model, QuerySet, Value

from interimhub.lib.placeholders import (
    NotPreparable,
    filled,
    parameter_of,
    placeholder_of,
    shape_of,
    values_of,
)
from interimhub.lib.postgresql.compiler import SQLCompiler
from interimhub.lib.postgresql.statements import Parameter, Statement
from interimhub.lib.related import Related, attach

logger = logging.getLogger(__name__)

T = TypeVar("T")
M = TypeVar("M", bound=Model)

MOST_PLANS = 200
"""The most shapes of values for which one query is prepared."""

MOST_COMPARED = 200
"""The most sets of values for which a prepared query is compared with the usual one."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A compiled query."""

    model: type[Model]
    iterable: Any
    fields: tuple[str, ...] | None
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    statement: Statement
    converters: dict[int, Any]
    related: tuple[Any, ...]
    compared: set[tuple[Any, ...]] = field(default_factory=set)

    def is_new(self, values: Sequence[Any]) -> bool:
        """Whether a run with these values is still to be compared with the query as usual."""
        if not values:
            return True
        return len(self.compared) < MOST_COMPARED and tuple(values) not in self.compared


class Prepared(Generic[T]):
    """A query by the values that it is run with.

    Args:
        build: gives the query of its arguments, all by name. Each is a row, a number, an id, a
            moment, a day, a text, or a tuple of them. The query may depend on how long a tuple is,
            and on the fields and rows that a model names as `SHAPES_QUERIES`.

    Attributes:
        is_compared: compare the first run with each set of values with the query built as usual,
            for the first `MOST_COMPARED` sets; without values, every run. Tests turn it on.
    """

    is_compared: ClassVar[bool] = False

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self._build = build
        self._plans: dict[Hashable, _Plan | None] = {}

    def __call__(self, **given: Any) -> list[T]:
        """Return the rows."""
        return self._rows(given, slice(None))

    def lazily(self, **given: Any) -> "PreparedList[T]":
        """Return the rows as a list whose parts are read when they are asked for."""
        return PreparedList(self, given)

    def _rows(self, given: dict[str, Any], part: slice) -> list[T]:
        given = {name: filled(value) for name, value in given.items()}
        plan = self._plan_for(given, part)
        if plan is None:
            return list(self._build(**given)[part])
        values = [one for value in given.values() for one in values_of(value)]
        params = tuple(
            [values[one.number] if isinstance(one, Parameter) else one for one in plan.params]
        )
        if self.is_compared and plan.is_new(values):
            _compare(self._build(**given)[part], plan.sql, params)
            plan.compared.add(tuple(values))
        if not settings.PREPARED_STATEMENTS:
            return _run(plan, plan.sql, params)
        connection: Any = connections[DEFAULT_DB_ALIAS]
        connection.prepare(plan.statement)
        places = plan.statement.places
        return _run(plan, plan.statement.execute, tuple([values[place] for place in places]))

    def _plan_for(self, given: dict[str, Any], part: slice) -> _Plan | None:
        shapes = [(name, shape_of(value)) for name, value in given.items()]
        shape = (part.start, part.stop, *shapes)
        try:
            return self._plans[shape]
        except KeyError:
            if len(self._plans) >= MOST_PLANS:
                return None
        try:
            plan = _prepare(lambda **values: self._build(**values)[part], given)
        except NotPreparable as reason:
            logger.debug("a query is built each time: %s", reason)
            plan = None
        self._plans[shape] = plan
        return plan


@dataclass(frozen=True, slots=True)
class PreparedList(Generic[T]):
    """The rows of a prepared query, for a paginator that knows how many there are."""

    prepared: Prepared[T]
    given: dict[str, Any]

    def __getitem__(self, part: slice) -> list[T]:
        return self.prepared._rows(self.given, part)


class PreparedRows(Generic[M]):
    """Rows for `fetch`, with what a person may see of them prepared.

    Args:
        rows: a QuerySet with `visible_to` and all that a page reads of a row.
    """

    def __init__(self, rows: Any) -> None:
        self._rows = rows
        self._visible: Prepared[M] = Prepared(self._build)

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


class PreparedRelated:
    """Related rows for rows at hand, with their queries prepared.

        parts = PreparedRelated(Brief, "criteria", Prefetch("truth", TruthItem.objects.in_order()))
        parts.attach(briefs)

    Args:
        model: that of the rows.
        lookups: as of `prefetch_related_objects`; no queryset depends on a value of a run.
    """

    def __init__(self, model: type[Model], *lookups: Any) -> None:
        self._model, self._lookups = model, lookups

    def attach(self, rows: Iterable[Model]) -> None:
        """Read what the lookups name, for all rows that do not have it."""
        attach([*rows], self._related)

    @cached_property
    def _related(self) -> list[Any]:
        return [Related.of(self._model, one, Prepared) for one in self._lookups]


def sums_of(rows: QuerySet[Any], **sums: Aggregate) -> QuerySet[Any]:
    """Return a query of one row, a dictionary with these sums over all `rows`."""
    whole: Any = rows.order_by().values(whole=Value(1))
    return whole.annotate(**sums).values(*sums)  # type: ignore[no-any-return]


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

    def get_compiler(self, *_: Any, **__: Any) -> _Compiled:
        """Return the compiler."""
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiler.query, name)


def _run(plan: _Plan, sql: str, params: tuple[Any, ...]) -> list[Any]:
    compiler = _Compiled.__new__(_Compiled)
    vars(compiler).update(vars(plan.compiler))
    compiler.connection = connections[DEFAULT_DB_ALIAS]
    compiler.sql, compiler.params, compiler.converters = sql, params, plan.converters
    rows: Any = QuerySet(plan.model, query=_Query(compiler))  # type: ignore[arg-type]
    rows._iterable_class, rows._fields = plan.iterable, plan.fields
    found = list(rows)
    attach(found, plan.related)
    return found


def _prepare(build: Callable[..., QuerySet[Any]], given: dict[str, Any]) -> _Plan:
    numbers = itertools.count()
    placeholders = {name: placeholder_of(value, numbers) for name, value in given.items()}
    with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse_to_ask):
        rows: Any = build(**placeholders)
        compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            raise NotPreparable("it gives no rows at all") from None
    marked = tuple([parameter_of(param) for param in params])
    found = {param.number for param in marked if isinstance(param, Parameter)}
    if missing := _needed(given) - found:
        raise NotPreparable(f"of the values of {[*given]}, {missing} are no parameters")
    for lookup in rows._prefetch_related_lookups:
        inner = getattr(lookup, "queryset", None)
        for param in inner.query.sql_with_params()[1] if inner is not None else ():
            if isinstance(parameter_of(param), Parameter):
                raise NotPreparable(f"the rows of {lookup.prefetch_to} depend on a value")
    fields = [selected[0] for selected in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(fields)
    stand_ins = [one for value in placeholders.values() for one in values_of(value)]
    statement = Statement.of(sql, marked, [type(one) for one in stand_ins])
    return _Plan(
        model=rows.model,
        iterable=rows._iterable_class,
        fields=rows._fields,
        compiler=compiler,
        sql=sql,
        params=marked,
        statement=statement,
        converters=converters,
        related=tuple(
            [Related.of(rows.model, one, Prepared) for one in rows._prefetch_related_lookups]
        ),
    )


def _needed(given: dict[str, Any]) -> set[int]:
    """Return the numbers of the values that have to be parameters.

    A moment may be of no interest to a query; what is made of one would not go unnoticed. Nor need
    a query ask for a row that comes with another.
    """
    needed, number = set(), 0
    for value in given.values():
        for one in value if isinstance(value, tuple) else (value,):
            if not isinstance(one, datetime):
                needed.add(number)
            number += len([*values_of(one)])
    return needed


def _refuse_to_ask(*_: Any) -> None:
    raise NotPreparable("it asks the database about a value")


def _compare(rows: QuerySet[Any], sql: str, params: tuple[Any, ...]) -> None:
    usual_sql, usual_params = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    if (usual_sql, _plain(usual_params)) != (sql, _plain(params)):
        raise AssertionError(f"As usual: {usual_sql} {usual_params}. Prepared: {sql} {params}.")


def _plain(params: Any) -> list[Any]:
    """Return parameters that can be compared, which those of JSON cannot."""
    return [param.adapted if isinstance(param, Jsonb) else param for param in params]
