"""Measures the type-ahead of a running demo.

    bin/demo --port 8123                                             in another terminal, first
    .venv/bin/python bench/typeahead.py --url http://127.0.0.1:8123

Signs in as one of the demo's people and sends 200 different queries: prefixes of names,
abbreviations and aliases, names with two letters swapped, and phrases that are no name. Some
queries are sent before, so that every web process has loaded its linker; the worker builds the
index of meanings in the minutes after the first start. Times are measured by the client, from
request to response. JSON on standard output; the target is 50 ms at the 95th percentile.
"""

import argparse
import csv
import json
import re
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

ROOT = Path(__file__).resolve().parents[1]
QUERIES = 200
WARM_SECONDS = 20.0
KINDS = "&kind=skill&kind=knowledge&kind=standard&kind=system&kind=situation"


def main(arguments: list[str]) -> int:
    """Send the queries and print the times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    url = parser.parse_args(arguments).url.rstrip("/")
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    _sign_in(browser, url)
    has_meaning = _warm(browser, url)
    taken, empty = [], 0
    for query in queries():
        began = time.perf_counter()
        answer = _type(browser, url, query)
        taken.append(1000 * (time.perf_counter() - began))
        empty += 'role="option"' not in answer
    taken.sort()
    found = {
        "queries": len(taken),
        "without_answer": empty,
        "has_meaning": has_meaning,
        "p50_ms": round(taken[len(taken) // 2], 1),
        "p95_ms": round(taken[int(len(taken) * 0.95)], 1),
        "slowest_ms": round(taken[-1], 1),
    }
    json.dump(found, sys.stdout, indent=1)
    sys.stdout.write("\n")
    return 0


def queries() -> list[str]:
    """Return 200 different queries."""
    found = dict.fromkeys(_each_in_turn(*_lists()))
    return list(found)[:QUERIES]


def _lists() -> tuple[list[str], ...]:
    with (ROOT / "skills/data/terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::6]
    with (ROOT / "bench/phrases.csv").open(encoding="utf-8", newline="") as file:
        phrases = [row["phrase"] for row in csv.DictReader(file)]
    labels = [row["label"] for row in rows]
    names = [row["aliases"].split("|")[0] for row in rows]
    return (
        [label[: 3 + place % 9] for place, label in enumerate(labels)],
        names,
        [label[:4] + label[5:6] + label[4:5] + label[6:] for label in labels],
        phrases[::2],
    )


def _each_in_turn(*lists: list[str]) -> Iterator[str]:
    for place in range(max(map(len, lists))):
        yield from (one[place] for one in lists if place < len(one) and one[place].strip())


def _sign_in(browser: OpenerDirector, url: str) -> None:
    page = browser.open(f"{url}/accounts/login/").read().decode()
    who = re.search(r'action="(/demo/be/[^"]+)"', page)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if not who or not token:
        raise SystemExit(f"{url} is not a running demo: it offers nobody to sign in as.")
    browser.open(url + who[1], urlencode({"csrfmiddlewaretoken": token[1]}).encode()).read()


def _warm(browser: OpenerDirector, url: str) -> bool:
    """Send queries until one is answered by meaning, or a time limit; return whether it was."""
    until = time.monotonic() + WARM_SECONDS
    in_a_row = 0
    while in_a_row < 12 and time.monotonic() < until:
        is_found = 'role="option"' in _type(browser, url, "shutting down a factory for good")
        in_a_row = in_a_row + 1 if is_found else 0
        time.sleep(0.1)
    return in_a_row > 0


def _type(browser: OpenerDirector, url: str, query: str) -> str:
    answer: bytes = browser.open(f"{url}/skills/search/?q={quote(query)}{KINDS}").read()
    return answer.decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
