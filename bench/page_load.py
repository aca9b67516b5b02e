"""Readers of pages: one who takes turns between servers, and many at once."""

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
    """One browser with one connection that stays open."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.headers = {"Cookie": cookie} if cookie else {}
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)

    def get(self, url: str) -> tuple[float, int]:
        """Return the seconds until the whole answer was there, and its status; 0 for none."""
        began = time.perf_counter()
        status = self._status(url)
        if status == 0:
            # The server has closed a line that was idle for long; a browser opens another one.
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
    """Seconds by page, and how many answers were not 200."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: int = 0

    def add(self, page: str, seconds: float, status: int) -> None:
        """Count one answer; an error has no time."""
        if status == 200:
            self.seconds[page].append(seconds)
        else:
            self.errors += 1

    @property
    def all_seconds(self) -> list[float]:
        """The seconds of every page."""
        return list(itertools.chain.from_iterable(self.seconds.values()))


def in_turns(worlds: dict[str, tuple[int, list[Any]]], rounds: int) -> dict[str, Answers]:
    """Let one person open every page of each world, the worlds and the floor in turns.

    So what else the machine does meanwhile falls on all of them alike. `/healthz` of the first
    world's server is read after each page, under the name `/healthz`.

    Args:
        worlds: by name, the port of the server and the people of `page_visits`.
        rounds: how often each page is opened, by one of its people after another.
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
    """Return page → world → (place of the person, address), in the order of the pages."""
    found: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for name, (_, people) in worlds.items():
        for place, person in enumerate(people):
            for page in person["pages"]:
                found[page["page"]][name].append((place, page["url"]))
    return found


def at_once(port: int, people: list[Any], *, seconds: float, most: int) -> tuple[Answers, float]:
    """Let all people open pages without a pause; return the answers and the seconds it took.

    Args:
        seconds: for how long.
        most: how many pages in all, at most.
    """
    found, lock, left = Answers(), threading.Lock(), itertools.count(1)
    began = time.perf_counter()

    def read(person: Any, seed: int) -> None:
        reader, choose = Reader(port, person["cookie"]), random.Random(seed)  # noqa: S311 - a walk
        while time.perf_counter() - began < seconds and next(left) <= most:
            page = choose.choice(person["pages"])
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
