"""Counts the verdicts on graded people: has done this, could do this, other work.

    .venv/bin/python bench/verdicts.py                 the demo's grades, and strangers' if given
    .venv/bin/python bench/verdicts.py --away FOLDER   the folder of `away-dev`

The rules of `matching/verdict.py` were chosen on every other brief of `away-dev` in alphabetical
order, beginning with the first; the other half was kept apart. The table shows both, and the
demo's grades (`bench/grades/grades.csv`), which were not used. The last columns show the numbers
of each grade: the lowest tenth, the middle, the highest tenth.

Without DATABASE_URL it loads the demo's world into a temporary database.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

Row = tuple[str, str, int, str, float]
"""Set, brief, grade, kind of the verdict, number."""
KINDS = ("has_done", "could_do", "other_work")


def main(arguments: list[str]) -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--away", type=Path, metavar="FOLDER")
    parser.add_argument("--load", action="store_true", help="load the demo first")
    options = parser.parse_args(arguments)
    if not os.environ.get("DATABASE_URL"):
        run = [sys.executable, "-m", "interimhub.local", "run", "--", sys.executable, __file__]
        return subprocess.call([*run, "--load", *arguments], cwd=ROOT)  # noqa: S603 - ourselves
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interimhub.settings")
    import django  # noqa: PLC0415 - after the database is known

    django.setup()
    if options.away:
        _table(_away(options.away))
    if options.load:
        from bench.grades import _load  # noqa: PLC0415 - after django.setup()

        _load()
    _table(_demo())
    return 0


def _demo() -> Iterator[Row]:
    from bench import grading  # noqa: PLC0415 - after django.setup()
    from candidates.models import Candidate  # noqa: PLC0415
    from engagements.models import Brief  # noqa: PLC0415
    from interimhub.demo.refs import ref  # noqa: PLC0415
    from ranking import pool  # noqa: PLC0415
    from ranking.loader import year_of  # noqa: PLC0415
    from ranking.query import query_for  # noqa: PLC0415

    loaded = pool.load()
    refs = {pk: str(found) for pk, found in Candidate.objects.values_list("pk", "ref")}
    for key, grades in grading.read_grades().items():
        brief = Brief.objects.get(ref=ref("brief", key))
        need = query_for(brief, loaded.graph, year=year_of(grading.SEEN)).need
        for segment in loaded.segments:
            ids = segment.pool.ids.tolist()
            rows = [at for at, pk in enumerate(ids) if refs.get(pk) in grades]
            for at, kind, number in _verdicts(segment.pool, need, rows):
                yield "demo", key, grades[refs[ids[at]]].grade, kind, number


def _away(folder: Path) -> Iterator[Row]:

    from bench import away  # noqa: PLC0415
    from ranking.text_matching import VocabularyLookup  # noqa: PLC0415
    from skills import linking  # noqa: PLC0415

    lookup = VocabularyLookup(linking.shipped(), is_shipped=True)
    briefs, profiles, grades = away.read_set(folder)
    for reading in away.READINGS:
        asked, people = away.read_as(reading, briefs, profiles, lookup)
        for number, (brief, need) in enumerate(sorted(asked, key=lambda one: one[0])):
            half = "kept apart" if number % 2 else "tuned on"
            known = grades[brief]
            rows = [at for at, one in enumerate(people.ids) if one in known]
            for at, kind, score in _verdicts(people.pool, need, rows):
                yield f"{reading}, {half}", brief, int(known[people.ids[at]]), kind, score


def _verdicts(pool: Any, need: Any, rows: list[int]) -> Iterator[tuple[int, str, float]]:
    import numpy as np  # noqa: PLC0415

    from matching import number_of, scores, verdicts  # noqa: PLC0415

    fits = scores(pool, need, np.array(rows, np.int64)).fit.tolist()
    for at, verdict, fit in zip(rows, verdicts(pool, need, rows), fits, strict=True):
        yield at, verdict.kind.name.lower(), number_of(fit)


def _table(rows: Iterable[Row]) -> None:
    found: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        found.setdefault((row[0], row[2]), []).append(row)
    _say(f"{'':28}{'grade':>6}{'people':>8}" + "".join(f"{kind:>12}" for kind in KINDS))
    for (name, grade), of in sorted(found.items(), key=lambda one: (one[0][0], -one[0][1])):
        counts = "".join(f"{sum(row[3] == kind for row in of):>12}" for kind in KINDS)
        numbers = sorted(row[4] for row in of)
        spread = [numbers[min(len(numbers) - 1, len(numbers) * n // 10)] for n in (1, 5, 9)]
        told = "".join(f"{one:>7.0f}" for one in spread)
        _say(f"{name:28}{grade:>6}{len(of):>8}{counts}{told}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - its business is to tell


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
