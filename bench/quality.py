"""Measures how well the product understands what people write, on development sets.

    .venv/bin/python bench/quality.py                     everything, on ../shared/data/bench
    .venv/bin/python bench/quality.py --data DIR --part linking

JSON on standard output, a table on standard error. Needs no database. A set whose files are missing
is skipped and listed. Every figure is compared with BM25, character TF-IDF and the bare encoder
on the same data in the same run, has an interval from resampling the texts (`resampling.py`), and a
line says whether the lead over the bare encoder is more than chance.

A part is a module of this folder with `measure(data: Path) -> dict[str, Any]`, which returns

    {"skipped": ["titles-melo-us"],                    missing sets
     "sets": {"linking-skillskape-dev":
        {"texts": 1230, "target": {"RP@10": 0.60},     for the first of the ways, the product's own
         "ways": {"InterimHub": {"RP@10": PerText(…), …}, "bare encoder": {…}, …}}}}
"""

import argparse
import json
import os
import platform
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "bench"
PARTS = ("linking", "languages", "titles", "briefs", "away")
sys.path.insert(0, str(ROOT))

from bench.resampling import report  # noqa: E402 - after the path is known


def main(arguments: list[str]) -> int:
    """Measure every part; return 1 if a target was missed, 2 if all sets are missing."""
    options = _options(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interimhub.settings")
    # The settings require a database URL; nothing here connects to it.
    os.environ.setdefault("DATABASE_URL", "postgres:///none")
    import django  # noqa: PLC0415 - after the settings are known

    django.setup()
    found: dict[str, Any] = {"machine": _machine(), "skipped": [], "sets": {}}
    for part in options.part or PARTS:
        if find_spec(f"bench.{part}") is None:
            found["skipped"].append(part)
            continue
        began = perf_counter()
        measured = import_module(f"bench.{part}").measure(options.data)
        found["skipped"] += measured["skipped"]
        found["sets"] |= {name: one | report(one["ways"]) for name, one in measured["sets"].items()}
        _say(f"{part}: {perf_counter() - began:.0f} s")
    for name in found["skipped"]:
        _say(f"Skipped, since it is missing: {name}")
    missed = [name for name, measured in found["sets"].items() if not _show(name, measured)]
    json.dump(found | {"missed": missed}, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
    return 1 if missed else 0 if found["sets"] else 2


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; may be repeated")
    return parser.parse_args(arguments)


def _show(name: str, measured: dict[str, Any]) -> bool:
    """Print the results of one set; return whether its targets were reached."""
    ways: dict[str, dict[str, float]] = measured["ways"]
    columns = list(dict.fromkeys(key for figures in ways.values() for key in figures))
    width = max(map(len, ways))
    _say(f"\n{name} ({measured['texts']} texts)")
    _say(" " * width + "".join(f"{column:>22}" for column in columns))
    for way, figures in ways.items():
        cells = (f"{figures[key]:22.4f}" if key in figures else " " * 22 for key in columns)
        _say(f"{way:<{width}}" + "".join(cells))
        between = measured["intervals"][way]
        cells = (" to ".join(f"{end:.3f}" for end in between.get(key, ())) for key in columns)
        _say(" " * width + "".join(f"{cell:>22}" for cell in cells))
    for way, leads in measured["leads"].items():
        for key, lead in leads.items():
            low, high = lead["interval"]
            chance = "more than chance" if lead["is_more_than_chance"] else "no more than chance"
            _say(f"{key} {lead['by']:+.4f} ({low:+.3f} to {high:+.3f}) to the {way}: {chance}")
    own = next(iter(ways.values()))
    reached = all(own[key] >= target for key, target in measured.get("target", {}).items())
    if wanted := measured.get("target"):
        told = ", ".join(f"{key} ≥ {target}" for key, target in wanted.items())
        _say(f"target {told}: {'reached' if reached else 'MISSED'}")
    return reached


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
