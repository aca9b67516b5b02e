"""The coverage part of the formula as SQL, in PostgreSQL and in DuckDB."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np

from bench.people import IMPORTANCE, TAUS, THIS_YEAR, Workload
from matching import Pool

Top = list[tuple[int, float]]

CHUNK = 1_000_000
RESULTS = 100

COVERAGE = f"""
select profile, sum(weight * best) / (select sum(weight) from asked) as coverage
from (
    select h.profile, n.requirement, max(
        n.tau
        * case
            when n.level = 0 or h.level >= n.level then 1.0::double precision
            else greatest(0.1::double precision, 1 - 0.3::double precision
                * (n.level - greatest(h.level, 1)))
          end
        * case
            when h.year = 0 then 0.6::double precision
            else 0.6::double precision + 0.4::double precision
                * power(2::double precision, -greatest({THIS_YEAR} - h.year - 2, 0) / 5.0)
          end
    ) as best
    from near n join held h on h.skill = n.skill
    group by h.profile, n.requirement
) met join asked using (requirement)
group by profile
order by coverage desc, profile
limit {RESULTS}
"""  # noqa: S608 - the numbers are this file's own

TABLES = """
create table held (profile int not null, skill smallint not null, level smallint not null,
                   year smallint not null);
create table asked (requirement int not null, weight double precision not null);
create table near (requirement int not null, skill smallint not null, level smallint not null,
                   tau double precision not null);
"""


def asked_of(work: Workload) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the rows of `asked` and of `near`."""
    asked = [(number, float(min(2, weight))) for number, weight in enumerate(IMPORTANCE)]
    near = [
        (number, int(skill), level, tau)
        for number, (columns, level) in enumerate(zip(work.columns, work.levels, strict=True))
        for skill, tau in zip(columns, TAUS, strict=True)
    ]
    return asked, near


def held_of(pool: Pool) -> dict[str, Any]:
    """Return the skills of a pool as columns, sorted by skill and profile."""
    entries = pool.skills
    skill = np.repeat(np.arange(entries.width, dtype=np.int16), np.diff(entries.start))
    levels, years = entries.levels.astype(np.int16), entries.years
    return {"profile": entries.rows, "skill": skill, "level": levels, "year": years}


class PostgreSQL:
    """A table with a covering index, vacuumed, so that index-only scans are possible."""

    def __init__(self, url: str, pool: Pool) -> None:
        import psycopg2  # noqa: PLC0415 - only who compares needs it

        self._connection = psycopg2.connect(url)
        self._connection.autocommit = True
        self._cursor = self._connection.cursor()
        run = self._cursor.execute
        run("drop schema if exists bench cascade; create schema bench; set search_path to bench")
        run(TABLES.replace("create table", "create unlogged table"))
        for chunk in _binary(held_of(pool)):
            self._cursor.copy_expert("copy held from stdin (format binary)", chunk)
        run("set maintenance_work_mem = '1GB'")
        run("create index held_skill on held (skill, profile) include (level, year)")
        run("vacuum (freeze, analyze) held")
        self.set_tuned(is_tuned=False)
        run("show server_version")
        self.version = str(self._cursor.fetchone()[0])

    def set_tuned(self, *, is_tuned: bool) -> None:
        """Use default settings on one core, like our engine, or all that it can use."""
        self._cursor.execute(
            "set work_mem = '512MB'; set jit = off; reset max_parallel_workers_per_gather"
            if is_tuned
            else "reset work_mem; reset jit; set max_parallel_workers_per_gather = 0"
        )

    def ask(self, work: Workload) -> None:
        """Store the workload to answer."""
        asked, near = asked_of(work)
        self._cursor.execute("truncate asked, near")
        self._cursor.executemany("insert into asked values (%s, %s)", asked)
        self._cursor.executemany("insert into near values (%s, %s, %s, %s)", near)
        self._cursor.execute("analyze asked; analyze near")

    def answer(self) -> Top:
        """Return the top people by coverage."""
        self._cursor.execute(COVERAGE)
        return [(int(profile), float(coverage)) for profile, coverage in self._cursor.fetchall()]

    def close(self) -> None:
        """Drop the tables."""
        self._cursor.execute("drop schema bench cascade")
        self._connection.close()


class DuckDB:
    """A table sorted by skill, in memory, with the default number of threads."""

    def __init__(self, pool: Pool) -> None:
        import duckdb  # noqa: PLC0415 - only who compares needs it

        self.version = str(duckdb.__version__)
        self._connection = duckdb.connect()
        self._connection.execute("set memory_limit = '4GB'")
        self._connection.execute(TABLES)
        columns = held_of(pool)
        self._connection.register("columns", columns)
        self._connection.execute("insert into held select profile, skill, level, year from columns")
        self._connection.unregister("columns")
        found = self._connection.execute("select current_setting('threads')").fetchone()
        self.threads = int(found[0]) if found else 0

    def ask(self, work: Workload) -> None:
        """Store the workload to answer."""
        asked, near = asked_of(work)
        self._connection.execute("delete from asked; delete from near")
        self._connection.executemany("insert into asked values (?, ?)", asked)
        self._connection.executemany("insert into near values (?, ?, ?, ?)", near)

    def answer(self) -> Top:
        """Return the top people by coverage."""
        found = self._connection.execute(COVERAGE).fetchall()
        return [(int(profile), float(coverage)) for profile, coverage in found]

    def close(self) -> None:
        """Free the memory."""
        self._connection.close()


def _binary(columns: dict[str, Any]) -> Iterator[BytesIO]:
    """Yield columns in the format of PostgreSQL's binary copy, a million rows at a time."""
    widths = {"profile": 4, "skill": 2, "level": 2, "year": 2}
    fields: list[tuple[str, str]] = [("count", ">i2")]
    for name, width in widths.items():
        fields += [(f"{name}_width", ">i4"), (name, f">i{width}")]
    for begin in range(0, len(columns["profile"]), CHUNK):
        part = {name: column[begin : begin + CHUNK] for name, column in columns.items()}
        rows = np.zeros(len(part["profile"]), dtype=fields)
        rows["count"] = len(widths)
        for name, width in widths.items():
            rows[f"{name}_width"], rows[name] = width, part[name]
        head = b"PGCOPY\n\xff\r\n\0" + bytes(8)
        yield BytesIO(head + rows.tobytes() + b"\xff\xff")
