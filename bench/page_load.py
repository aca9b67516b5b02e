"""Page loads: one reader who alternates between servers, and many readers at once."""

import http.client
import itertools
import random
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

PATIENCE_SECONDS = 30
HEALTH = "/healthz"


class Reader:
    """A browser with one persistent connection."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.headers = {"Cookie": cookie} if cookie else {}
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)

    def get(self, url: str) -> tuple[float, int]:
        """Return the seconds until the complete response, and its status; 0 if there was none."""
        began = time.perf_counter()
        status = self._status(url)
        if status == 0:
            # The server has closed an idle connection; like a browser, open a new one.
            status = self._status(url)
        return time.perf_counter() - began, status

    def _status(self, url: str) -> int:
        try:
            self.line.request("GET", url, headers=self.headers)
            answer = self.line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self.line.close()
            return 0
        return answer.status


@dataclass(slots=True)
class Answers:
    """Seconds by page, and the number of responses other than 200."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: int = 0

    def add(self, page: str, seconds: float, status: int) -> None:
        """Record one response; the time of an error is not counted."""
        if status == 200:
            self.seconds[page].append(seconds)
        else:
            self.errors += 1

    @property
    def all_seconds(self) -> list[float]:
        """The seconds of every page."""
        return list(itertools.chain.from_iterable(self.seconds.values()))


def in_turns(worlds: dict[str, tuple[int, list[Any]]], rounds: int) -> dict[str, Answers]:
    """Open every page of each world as one person, alternating between worlds and `/healthz`.

    So other load on the machine affects all of them alike. `/healthz` of the first world's server
    is opened after each page, under the name `/healthz`.

    Args:
        worlds: by name, the port of the server and the people of `page_visits`.
        rounds: how often each page is opened, by its people in turn.
    """
    found = {name: Answers() for name in worlds}
    floor = Reader(next(iter(worlds.values()))[0])
    readers = {
        name: [Reader(port, person["cookie"]) for person in people]
        for name, (port, people) in worlds.items()
    }
    for turn in range(rounds):
        for page, openings in _by_page(worlds).items():
            for name, who in openings.items():
                place, url = who[turn % len(who)]
                found[name].add(page, *readers[name][place].get(url))
            for name in worlds:
                found[name].add(HEALTH, *floor.get(HEALTH))
    return found


def _by_page(
    worlds: dict[str, tuple[int, list[Any]]],
) -> dict[str, dict[str, list[tuple[int, str]]]]:
    """Return page → world → (index of the person, URL), in the order of the pages."""
    found: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for name, (_, people) in worlds.items():
        for place, person in enumerate(people):
            for page in person["pages"]:
                found[page["page"]][name].append((place, page["url"]))
    return found


def at_once(port: int, people: list[Any], *, seconds: float, most: int) -> tuple[Answers, float]:
    """Open pages as all people at once, without a pause; return the responses and the time taken.

    Args:
        seconds: the duration.
        most: the maximum number of pages in total.
    """
    found, lock, left = Answers(), threading.Lock(), itertools.count(1)
    began = time.perf_counter()

    def read(person: Any, seed: int) -> None:
        reader, choose = Reader(port, person["cookie"]), random.Random(seed)  # noqa: S311 - a walk
        pages = [page for page in person["pages"] if page["is_often"]]
        while time.perf_counter() - began < seconds and next(left) <= most:
            page = choose.choice(pages)
            took = reader.get(page["url"])
            with lock:
                found.add(page["page"], *took)

    threads = [
        threading.Thread(target=read, args=(person, seed)) for seed, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found, time.perf_counter() - began
