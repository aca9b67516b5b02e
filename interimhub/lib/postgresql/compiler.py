"""SQL of columns, with what is always the same made once in each process.

A page names hundreds of columns, and Django makes each of them anew in every query: an expression,
its quoted text, the search for converters. Here the expressions and the fields without converters
are kept. All SQL stays Django's, to the byte.
"""

from functools import lru_cache
from typing import Any

from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.compiler import (
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.models import Field, Model
from django.db.models.expressions import Col

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]

KEPT = 1024
"""The most pairs of model and alias; pages use some 200."""


class SQLCompiler(compiler.SQLCompiler):
    """Django's compiler of SELECT."""

    def get_default_columns(
        self, select_mask: Any, start_alias: Any = None, opts: Any = None, from_parent: Any = None
    ) -> list[Any]:
        """Return the columns of a model, under an alias of its table."""
        options = opts or self.query.get_meta()
        if options is None or select_mask or options.parents or options.proxy:
            columns: list[Any] = super().get_default_columns(
                select_mask, start_alias=start_alias, opts=opts, from_parent=from_parent
            )
            return columns
        return [*_columns(options.model, start_alias or self.query.get_initial_alias())]

    def quote_name_unless_alias(self, name: str) -> str:
        """Return a name as SQL writes it."""
        quoted: str | None = self.quote_cache.get(name)
        return quoted or super().quote_name_unless_alias(name)

    def compile(self, node: Any) -> Any:
        """Return the SQL of an expression, and its parameters."""
        if type(node) is Col and (alias := node.alias):
            quote = self.quote_name_unless_alias
            return f"{quote(alias)}.{quote(str(node.target.column))}", []
        return super().compile(node)

    def get_converters(self, expressions: Any) -> dict[int, Any]:
        """Return the converters of the values that are not used as the driver gives them."""
        converted: list[Any] = [
            None if type(one) is Col and _is_used_as_given(one.target, one.output_field) else one
            for one in expressions
        ]
        converters: dict[int, Any] = super().get_converters(converted)
        return converters


@lru_cache(maxsize=KEPT)
def _columns(model: type[Model], alias: str) -> tuple[Col, ...]:
    return tuple(field.get_col(alias) for field in model._meta.concrete_fields)


@lru_cache(maxsize=KEPT)
def _is_used_as_given(target: Field[Any, Any], output: Field[Any, Any]) -> bool:
    """Return whether nothing converts a field's values; PostgreSQL itself converts none."""
    return not hasattr(target, "from_db_value") and not hasattr(output, "from_db_value")
