"""Which test runs in which process, so that no core is idle.

With three processes or more, the last takes the tests with a relay and a worker, and nothing else:
they mostly wait for other processes to start, for a lease or for a limit. The others compute, at a
lower priority, so that a limit of time means the same as on an idle machine.
"""

import os
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler.worksteal import MIN_PENDING, WorkStealingScheduling

ROOT = Path(__file__).resolve().parents[1]


@cache
def mostly_waits(path: str) -> bool:
    """Whether a file has tests with a worker and without a browser, which computes."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return "pytest.mark.worker" in text and "pytest.mark.browser" not in text


def distributed(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Order the tests for so many processes; the last of three or more takes those that wait."""
    if processes < 3:
        return slow_ones_first(items, processes)
    waiting = [item for item in items if mostly_waits(item.nodeid.partition("::")[0])]
    apart = {item.nodeid for item in waiting}
    others = [item for item in items if item.nodeid not in apart]
    return [*slow_ones_first(others, processes - 1), *waiting]


def slow_ones_first(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Distribute the modules with a browser or a worker to the processes; then the others.

    Each process starts with an equal part of the list, and a process that has finished takes over
    tests from the end of another's part, so that all finish at about the same time.
    """
    slow: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("worker"):
            slow.setdefault(item.nodeid.partition("::")[0], []).append(item)
    dealt: list[list[pytest.Item]] = [[] for _ in range(processes)]
    for number, module in enumerate(sorted(slow)):
        dealt[number % processes].extend(slow[module])
    taken = {item.nodeid for module in slow.values() for item in module}
    rest = iter([item for item in items if item.nodeid not in taken])
    parts = []
    for number, mine in enumerate(dealt):
        # The way xdist splits a list: the remaining tests among the remaining processes.
        size = (len(items) - sum(map(len, parts))) // (processes - number)
        parts.append([*mine, *islice(rest, max(0, size - len(mine)))])
    return [item for part in parts for item in part]


def step_back() -> None:
    """Lower the priority of this process if another one of the run is for tests that wait."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if processes > 2 and os.environ["PYTEST_XDIST_WORKER"] != f"gw{processes - 1}":
        os.nice(5)


class WaitingApart(WorkStealingScheduling):
    """Give the tests that mostly wait to the last process, and the others as usual."""

    waiter: Any = None

    def check_schedule(self) -> None:
        """Distribute the tests; a waiter that has finished ends, and takes over no others."""
        if self.waiter is None and len(self.nodes) == self.numnodes and self.collection:
            self.waiter = max(self.nodes, key=lambda node: int(node.gateway.id.removeprefix("gw")))
            names = [name.partition("::")[0] for name in self.collection]
            apart = [number for number in self.pending if mostly_waits(names[number])]
            self.pending = [number for number in self.pending if number not in {*apart}]
            self.node2pending[self.waiter].extend(apart)
            if apart:
                self.waiter.send_runtest_some(apart)
        left = self.node2pending.get(self.waiter)
        if left is not None and len(left) < MIN_PENDING and not self.waiter.shutting_down:
            self.waiter.shutdown()
        super().check_schedule()


def scheduler(config: pytest.Config, log: Any) -> WorkStealingScheduling | None:
    """Return the scheduler of this run; None leaves the choice to xdist."""
    processes = len(config.getvalue("tx") or ())
    if config.getvalue("dist") != "worksteal" or processes < 3:
        return None
    return WaitingApart(config, log)
