"""Reads the query plans of a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

SEQUENTIAL = "Seq Scan"


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of one table read by one node of a plan.

    Attributes:
        table: its name.
        how: the type of the node, such as "Index Scan".
        rows: the number of rows read, kept or filtered out.
    """

    table: str
    how: str
    rows: int

    @property
    def is_sequential(self) -> bool:
        """Whether it is a sequential scan."""
        return self.how == SEQUENTIAL


def selects(statements: Sequence[str]) -> list[str]:
    """Return the queries, prepared or not, without transaction statements and writes."""
    return [text for text in statements if re.match(r"\s*\(?(SELECT|WITH|EXECUTE)\b", text)]


def reads_of(statement: str) -> list[Read]:
    """Run a query and return what it read from each table."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}")
        plan: dict[str, Any] = cursor.fetchone()[0][0]["Plan"]
    return [_read(node) for node in _nodes(plan) if "Relation Name" in node and _has_run(node)]


def grown_tables(least: int) -> set[str]:
    """Return the tables with at least `least` rows, as of the last ANALYZE."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace ="
            " 'public'::regnamespace AND reltuples >= %s",
            [least],
        )
        return {name for (name,) in cursor.fetchall()}


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for part in node.get("Plans", []):
        yield from _nodes(part)


def _has_run(node: dict[str, Any]) -> bool:
    return bool(node["Actual Loops"])


def _read(node: dict[str, Any]) -> Read:
    thrown = sum(
        node.get(name, 0) for name in ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    )
    rows = round((node["Actual Rows"] + thrown) * node["Actual Loops"])
    return Read(table=node["Relation Name"], how=node["Node Type"], rows=rows)
