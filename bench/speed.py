"""Measures a ranking of a million people, compared with the same in two databases.

    .venv/bin/python bench/speed.py --profiles 1000000

Messages go to standard error, one JSON object to standard output. See `bench/README.md`.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
# One core: before numpy is imported.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import django  # noqa: E402
import numpy as np  # noqa: E402

from bench.databases import RESULTS, DuckDB, PostgreSQL, Top  # noqa: E402
from bench.people import (  # noqa: E402
    SEED,
    Workload,
    drawn,
    need_of,
    pool_of,
    skills_of,
    touched_by,
    workload_of,
)
from matching import (  # noqa: E402
    ENGINE_VERSION,
    Need,
    Pool,
    Ranking,
    explain_many,
    merge,
    pool_to_arrays,
    rank,
    without,
)

HEAVY, LIGHT = 1_660_000, 330_000
CHANGED = 1_000
CLOSE = 1e-6
TARGETS = {
    "ratio_postgresql": ("at least", 300.0),
    "ratio_duckdb": ("at least", 25.0),
    "ratio_streaming": ("at most", 3.5),
    "whole_fit_to_coverage": ("at most", 4.0),
    "snapshot_opens_seconds": ("at most", 0.5),
    "changed_taken_in_seconds": ("at most", 0.2),
}
OF_SIZE: dict[int, dict[str, tuple[str, float]]] = {
    100_000: {"with_words_ms": ("at most", 100.0)},
    1_000_000: {"with_words_ms": ("at most", 700.0), "pool_megabytes": ("at most", 250.0)},
    10_000_000: {"coverage_ms": ("at most", 150.0), "pool_megabytes": ("at most", 2_400.0)},
}
"""Targets that depend on the number of people."""
WORDS = ("vectors", "coarse", "coarse_squares", "text", "sentence_start", "sentence")
"""Parts of a record that are vectors, or say where they are."""
SHARDS = (1, 2, 4, 8)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=40, help="runs of our part; the best counts")
    parser.add_argument("--no-postgresql", action="store_true")
    parser.add_argument("--no-duckdb", action="store_true")
    asked = parser.parse_args()
    if not asked.no_postgresql and "DATABASE_URL" not in os.environ:
        # On a temporary PostgreSQL.
        run = [sys.executable, "-m", "interimhub.local", "run", "--", sys.executable, __file__]
        return subprocess.run([*run, *sys.argv[1:]], cwd=ROOT, check=False).returncode  # noqa: S603

    began = time.perf_counter()
    note(f"{asked.profiles:,} people are drawn")
    loose = skills_of(asked.profiles)
    pool = pool_of(asked.profiles, loose)
    del loose
    scale = asked.profiles / 1_000_000
    works = {
        "heavy": workload_of(pool, int(HEAVY * scale)),
        "light": workload_of(pool, int(LIGHT * scale)),
    }
    found: dict[str, Any] = {
        "benchmark": "speed",
        "engine": ENGINE_VERSION,
        "machine": machine(),
        "profiles": asked.profiles,
        "seed": SEED,
        "skills_held": len(pool.skills.rows),
        "pool_megabytes": round(megabytes(pool), 1),
        "words_megabytes": round(megabytes_of_words(pool), 1),
        "people_read": {name: people_read(pool, work) for name, work in works.items()},
        "workloads": {name: ours(pool, work, asked.repeat) for name, work in works.items()},
    }
    if not asked.no_duckdb:
        note("DuckDB is filled")
        compare(DuckDB(pool), "duckdb", pool, works, found)
    if not asked.no_postgresql:
        note("PostgreSQL is filled")
        compare(PostgreSQL(os.environ["DATABASE_URL"], pool), "postgresql", pool, works, found)
    for name, work in works.items():
        # Measure again, since another process may have been running before.
        before, after = found["workloads"][name], ours(pool, work, asked.repeat)
        before |= {key: min(value, before[key]) for key, value in after.items()}
    note("smaller pools, a snapshot, changed profiles")
    for need in needs_of(works["heavy"]):
        check_shards(pool, need)
    found["shards_with_the_same_bytes"] = SHARDS
    found["by_size"] = by_size(pool, works["heavy"], asked.repeat)
    found["snapshot_opens_seconds"] = snapshot(pool)
    found["changed_taken_in_seconds"] = changed(pool, need_of(works["heavy"], coverage=False))
    found["seconds"] = round(time.perf_counter() - began, 1)
    heavy = found["workloads"]["heavy"]
    found["whole_fit_to_coverage"] = round(heavy["whole_fit_cpu_ms"] / heavy["coverage_cpu_ms"], 2)
    found["ratio_streaming_by_the_clock"] = round(heavy["coverage_ms"] / heavy["streaming_ms"], 2)
    for name in ("postgresql_tuned", "postgresql", "duckdb"):
        if f"{name}_ms" in heavy:
            found[f"ratio_{name}"] = round(heavy[f"{name}_ms"] / heavy["coverage_ms"], 1)
    found["ratio_streaming"] = round(heavy["coverage_cpu_ms"] / heavy["streaming_cpu_ms"], 2)
    tell(found)
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


def ours(pool: Pool, work: Workload, repeat: int) -> dict[str, Any]:
    """Time the engine on one workload, and one pass over its postings."""
    coverage, whole, words = needs_of(work)
    best = rank(pool, words, 200).rows
    # Alternating, so that other load on the machine affects all of them.
    spent = in_turns(
        {
            "streaming": lambda: stream(pool, work),
            "coverage": lambda: rank(pool, coverage, RESULTS),
            "whole_fit": lambda: rank(pool, whole, RESULTS),
        },
        repeat,
    )
    spent |= in_turns({"with_words": lambda: rank(pool, words, RESULTS)}, max(3, repeat // 5))
    spent |= in_turns({"explain_200": lambda: explain_many(pool, words, best)}, 3)
    return {"postings_touched": work.touched, **spent}


def needs_of(work: Workload) -> tuple[Need, Need, Need]:
    """Return the workload as coverage, as a whole fit, and as one with words."""
    return (
        need_of(work, coverage=True),
        need_of(work, coverage=False),
        need_of(work, coverage=False, words=True),
    )


def people_read(pool: Pool, work: Workload) -> dict[str, dict[str, int]]:
    """Return the number of people read at each stage, by what is asked for."""
    found: dict[str, dict[str, int]] = {}
    for name, need in zip(("coverage", "whole_fit", "with_words"), needs_of(work), strict=True):
        rank(pool, need, RESULTS, trace=found.setdefault(name, {}))
    return found


def stream(pool: Pool, work: Workload) -> int:
    """Read every posting of the workload once, and only add them up."""
    start, rows, codes = pool.skills.start, pool.skills.rows, pool.skills.codes
    total = 0
    for column in work.columns.ravel().tolist():
        begin, end = start[column], start[column + 1]
        total += int(rows[begin:end].sum()) + int(codes[begin:end].sum())
    return total


def compare(
    database: PostgreSQL | DuckDB,
    name: str,
    pool: Pool,
    works: dict[str, Workload],
    found: dict[str, Any],
) -> None:
    """Time a database on the same workloads, and check that its answers equal ours."""
    found[name] = {"version": database.version}
    if isinstance(database, DuckDB):
        found[name]["threads"] = database.threads
    for workload, work in works.items():
        database.ask(work)
        agree(database.answer(), pool, need_of(work, coverage=True))
        spent = {f"{name}_ms": by_the_clock(database.answer, 5 if name == "duckdb" else 3)}
        if isinstance(database, PostgreSQL):
            database.set_tuned(is_tuned=True)
            agree(database.answer(), pool, need_of(work, coverage=True))
            spent["postgresql_tuned_ms"] = by_the_clock(database.answer, 3)
            database.set_tuned(is_tuned=False)
        found["workloads"][workload] |= spent
    database.close()


def agree(theirs: Top, pool: Pool, need: Need) -> None:
    """Check that two top lists are the same, except for the order of ties."""
    ranking = rank(pool, need, RESULTS)
    mine = list(zip(ranking.ids.tolist(), (ranking.fit / 100.0).tolist(), strict=True))
    off = max(abs(a[1] - b[1]) for a, b in zip(mine, theirs, strict=True))
    edge = mine[-1][1] + CLOSE
    sure = [{number for number, coverage in best if coverage > edge} for best in (mine, theirs)]
    if off > CLOSE or sure[0] != sure[1]:
        raise AssertionError(f"the answers differ by {off}; {len(sure[0] ^ sure[1])} people differ")


def by_size(pool: Pool, work: Workload, repeat: int) -> list[dict[str, Any]]:
    """Time the same brief with a tenth and a hundredth of the people too."""
    rows = []
    for size in (pool.size // 100, pool.size // 10, pool.size):
        part = pool if size == pool.size else pool_of(size, skills_of(size))
        coverage, whole, words = needs_of(work)
        spent = in_turns(
            {
                "coverage": lambda part=part, need=coverage: rank(part, need, RESULTS),
                "whole_fit": lambda part=part, need=whole: rank(part, need, RESULTS),
            },
            repeat,
        )
        spent |= in_turns(
            {"with_words": lambda part=part, need=words: rank(part, need, RESULTS)},
            max(3, repeat // 5),
        )
        rows.append({"profiles": size, "postings_touched": touched_by(part, work), **spent})
    return rows


def check_shards(pool: Pool, need: Need) -> None:
    """Check that the rankings of any number of shards merge to the same bytes.

    Raises:
        AssertionError: they do not.
    """
    whole = contents(rank(pool, need, RESULTS))
    for of in SHARDS:
        shard = np.arange(pool.size) % of
        live = [pool.live & (shard == number) for number in range(of)]
        parts = [rank(replace(pool, live=one), need, RESULTS) for one in live]
        if contents(merge(parts, RESULTS)) != whole:
            raise AssertionError(f"{of} shards give another ranking")


def contents(ranking: Ranking) -> bytes:
    """Return the bytes of a ranking, but for the shard that each row came from."""
    names = (field.name for field in fields(ranking) if field.name != "source")
    values = (getattr(ranking, name) for name in names)
    return b"".join(
        value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
        for value in values
    )


def snapshot(pool: Pool) -> float | None:
    """Time opening a pool on disk; None without the product's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interimhub.settings")
    if "DATABASE_URL" not in os.environ:
        note("no snapshot: without --no-postgresql it has its settings")
        return None
    django.setup()
    from ranking import snapshot as files  # noqa: PLC0415 - only once Django is set up

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "pool"
        files.save(pool, place)
        return round(by_the_clock(lambda: files.open(place), 5) / 1000, 4)


def changed(pool: Pool, need: Need) -> float:
    """Time masking a thousand people and building a pool of their new profiles."""
    rows = np.random.default_rng(SEED + 9).choice(pool.size, CHANGED, replace=False)
    build = drawn(rows, skills_of(CHANGED, SEED + 10), SEED + 10)

    def take_in() -> tuple[Pool, Pool]:
        return without(pool, rows), build()

    spent = by_the_clock(take_in, 5)
    base, layer = take_in()
    both = merge([rank(base, need, RESULTS), rank(layer, need, RESULTS)], RESULTS)
    if both.size != pool.size:
        raise AssertionError(f"{both.size} people instead of {pool.size}")
    return round(spent / 1000, 4)


def in_turns(tasks: dict[str, Callable[[], Any]], repeat: int) -> dict[str, float]:
    """Return the best time of each task in milliseconds, after one warm-up.

    `…_ms` is wall-clock time, `…_cpu_ms` CPU time of this process. They are the same on an idle
    machine; on a busy one CPU time is the more reliable.
    """
    best: dict[str, float] = {}
    for turn in range(repeat + 1):
        for name, task in tasks.items():
            clock, processor = time.perf_counter(), time.process_time()
            task()
            spent = {
                f"{name}_ms": (time.perf_counter() - clock) * 1000,
                f"{name}_cpu_ms": (time.process_time() - processor) * 1000,
            }
            if turn:
                best |= {key: min(value, best.get(key, value)) for key, value in spent.items()}
    return {key: round(value, 3) for key, value in best.items()}


def by_the_clock(task: Callable[[], Any], repeat: int) -> float:
    """Return the best wall-clock time of a task in milliseconds."""
    return in_turns({"task": task}, repeat)["task_ms"]


def megabytes(pool: Pool) -> float:
    """Return the size of a pool without the vectors of its texts."""
    whole = sum(array.nbytes for array in pool_to_arrays(pool).values()) / 1e6
    return whole - megabytes_of_words(pool)


def megabytes_of_words(pool: Pool) -> float:
    """Return the size of the vectors of a pool, and of what says where they are."""
    return sum(getattr(pool.record, name).nbytes for name in WORDS) / 1e6


def machine() -> dict[str, Any]:
    """Return a description of the machine."""
    model = platform.processor() or platform.machine()
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        lines = (line.partition(":") for line in facts.read_text().splitlines())
        model = next((value.strip() for key, _, value in lines if "model name" in key), model)
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def tell(found: dict[str, Any]) -> None:
    """Print the results as lines of text."""
    for name, work in found["workloads"].items():
        note(f"{name}: " + ", ".join(f"{key} {value:,}" for key, value in work.items()))
    for name, needs in found["people_read"].items():
        for need, stages in needs.items():
            many = ", ".join(f"{stage} {count:,}" for stage, count in stages.items())
            note(f"{name}, {need}, people read: {many}")
    for row in found["by_size"]:
        note(", ".join(f"{key} {value:,}" for key, value in row.items()))
    tell_targets(found, TARGETS)
    for row in found["by_size"]:
        note(f"{row['profiles']:,} people")
        tell_targets(found | row, OF_SIZE.get(row["profiles"], {}))


def tell_targets(found: dict[str, Any], targets: dict[str, tuple[str, float]]) -> None:
    """Print which targets were reached."""
    for name, (way, limit) in targets.items():
        value = found.get(name)
        if value is not None:
            is_met = value >= limit if way == "at least" else value <= limit
            note(f"{name}: {value} ({way} {limit:g}){'' if is_met else '  MISSED'}")


def note(line: str) -> None:
    """Print a message to standard error."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
