"""Compares the product's ranking with a careful reader's grades, on the demo's twelve briefs.

    .venv/bin/python bench/grades.py                         a table, and JSON on standard output
    .venv/bin/python bench/grades.py --weight situation=.25  what would change with that weight
    .venv/bin/python bench/grades.py --against weights.json  the same, from a file {name: number}
    .venv/bin/python bench/grades.py --record                store this ranking as reviewed

The grades (`bench/grades/grades.csv`: 0 not this person, 1 if there is nobody else, 2 a serious
alternative, 3 the client would meet them tomorrow) were given by a reader, before looking at any
ranking, to people who are eligible. The criteria, in this order: past work in comparable
situations, must-have skills, seniority, and last sector and title.

The columns: the number of eligible people and of graded ones among them; nDCG@5 of the graded
people in the product's order; the same of the whole list, with ungraded people as 0, and
the number of ungraded among its first five; then the same three for a bare keyword ranking (BM25 of
the brief's words in the profiles) of the same people.

Without DATABASE_URL it loads the demo's world into a temporary database. With
it, that database must contain the demo, loaded with the date of the grades (`--load` does that).
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main(arguments: list[str]) -> int:
    """Measure, compare or record; return the exit code."""
    options = _options(arguments)
    if not os.environ.get("DATABASE_URL"):
        run = [sys.executable, "-m", "interimhub.local", "run", "--", sys.executable, __file__]
        return subprocess.call([*run, "--load", *arguments], cwd=ROOT)  # noqa: S603 - ourselves
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interimhub.settings")
    import django  # noqa: PLC0415 - after the database is known

    django.setup()
    if options.load:
        _load()
    return _measure(options)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--weight", action="append", default=[], metavar="NAME=NUMBER")
    parser.add_argument("--against", type=Path, metavar="FILE")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--load", action="store_true", help="load the demo if there is none")
    return parser.parse_args(arguments)


def _load() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup()

    from bench.grading import INTERIMS, SEED, SEEN  # noqa: PLC0415
    from interimhub.demo.load import load  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", stdout=sys.stderr)
    load(seed=SEED, interims=INTERIMS, now=SEEN, say=lambda line: _say(f"  {line}"))


def _measure(options: argparse.Namespace) -> int:
    from bench import grading  # noqa: PLC0415 - after django.setup()

    grades = grading.read_grades()
    ranked = grading.rank_briefs(grades)
    now = grading.record_of(ranked)
    if weights := _weights(options):
        with grading.trying(weights):
            tried = grading.record_of(grading.rank_briefs(grades))
        _say(grading.what_moved(now, tried) or "Nothing moved.")
        _print({"before": now, "after": tried})
        return 0
    keyword = grading.keyword_briefs(ranked)
    rows = {
        key: {
            "can_be_considered": len(ranked[key]),
            "graded": sum(one in grades[key] for one in ranked[key]),
            **_told("product", grading.judge(ranked[key], grades[key])),
            **_told("keyword", grading.judge(keyword[key], grades[key])),
        }
        for key in grades
    }
    _table(rows)
    if options.record:
        grading.write_record(now)
        _say("Recorded as the reviewed ranking.")
    elif grading.RECORD.exists() and (moved := grading.what_moved(grading.read_record(), now)):
        _say(f"\nChanges since the last reviewed ranking:\n{moved}")
    means = {name: _mean(rows, name) for name in next(iter(rows.values()))}
    _print({"engine": now["engine"], "weights": now["weights"], "briefs": rows, "mean": means})
    return 0


def _weights(options: argparse.Namespace) -> dict[str, float]:
    read = json.loads(options.against.read_text(encoding="utf-8")) if options.against else {}
    pairs = [one.split("=", maxsplit=1) for one in options.weight]
    return {**read, **{name: float(number) for name, number in pairs}}


def _told(name: str, judged: Any) -> dict[str, float]:
    return {
        f"{name}_ndcg5": round(judged.graded, 4),
        f"{name}_ndcg5_everyone": round(judged.everyone, 4),
        f"{name}_ungraded_in_5": judged.ungraded,
    }


def _table(rows: Mapping[str, Mapping[str, float]]) -> None:
    names = list(next(iter(rows.values())))
    heads = ("people", "graded", "nDCG@5", "all", "not gr.", "keyword", "all", "not gr.")
    _say(f"{'brief':32}" + "".join(f"{head:>9}" for head in heads))
    for key, row in {**rows, "mean": {name: _mean(rows, name) for name in names}}.items():
        _say(f"{key:32}" + "".join(f"{_short(row[name]):>9}" for name in names))


def _short(number: float) -> str:
    return str(number) if isinstance(number, int) else f"{number:.3f}"


def _mean(rows: Mapping[str, Mapping[str, float]], name: str) -> float:
    return round(sum(row[name] for row in rows.values()) / len(rows), 4)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - its business is to tell


def _print(found: Mapping[str, Any]) -> None:
    print(json.dumps(found, indent=1, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
