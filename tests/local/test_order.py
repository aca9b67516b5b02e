"""In a run of several processes, the slow tests come first in each."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from tests import scheduling
from tests.scheduling import distributed, mostly_waits, slow_ones_first


@dataclass
class Item:
    nodeid: str
    mark: str = ""

    def get_closest_marker(self, name: str) -> str | None:
        return self.mark if self.mark == name else None


QUICK = [Item(f"tests/quick.py::{number}") for number in range(6)]
RELAY = [Item(f"tests/relay.py::{number}", "worker") for number in range(2)]
PAGES = [Item(f"tests/pages.py::{number}", "browser") for number in range(2)]


@pytest.mark.parametrize("items", [[*QUICK, *RELAY, *PAGES], [*PAGES, *QUICK, *RELAY]])
def test_each_process_begins_with_its_share_of_the_slow_modules(items: list[Item]):
    ordered = slow_ones_first(items, 2)  # type: ignore[arg-type, type-var]

    assert ordered == [*PAGES, *QUICK[:3], *RELAY, *QUICK[3:]]


@pytest.mark.parametrize("processes", [1, 2, 3, 5])
@pytest.mark.parametrize("items", [QUICK, RELAY, [*RELAY, *PAGES], [*RELAY, *QUICK[:1]], []])
def test_no_test_is_lost_or_duplicated(items: list[Item], processes: int):
    ordered = slow_ones_first(items, processes)  # type: ignore[arg-type, type-var]

    assert sorted(item.nodeid for item in ordered) == sorted(item.nodeid for item in items)


@pytest.fixture
def relay_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduling, "mostly_waits", lambda path: path == "tests/relay.py")


def test_tests_that_wait_stand_after_the_parts_of_the_processes_that_compute(relay_waits: None):
    ordered = distributed([*RELAY, *QUICK, *PAGES], 3)  # type: ignore[arg-type, list-item]

    assert ordered == [*PAGES, *QUICK, *RELAY]


def test_files_with_a_worker_and_no_browser_wait():
    assert mostly_waits("tests/lib/test_relay.py")
    assert not mostly_waits("tests/journeys/test_joining.py")
    assert not mostly_waits("tests/local/test_supervisor.py")


class Process:
    """What the scheduler knows of a process."""

    def __init__(self, number: int) -> None:
        self.gateway = SimpleNamespace(id=f"gw{number}")
        self.given: list[str] = []
        self.shutting_down = False

    def send_runtest_some(self, numbers: list[int]) -> None:
        self.given += [NAMES[number] for number in numbers]

    def send_steal(self, numbers: list[int]) -> None:
        self.stolen = numbers

    def shutdown(self) -> None:
        self.shutting_down = True


NAMES = [item.nodeid for item in [*PAGES, *QUICK, *RELAY]]


@pytest.fixture
def running(relay_waits: None) -> tuple[Any, list[Process]]:
    """Give a scheduler that has distributed the tests to three processes, and these."""
    made = scheduling.WaitingApart.__new__(scheduling.WaitingApart)
    vars(made).update(
        numnodes=3,
        config=None,
        collection=None,
        pending=[],
        node2pending={},
        node2collection={},
        steal_requested_from_node=None,
    )
    processes = [Process(number) for number in range(3)]
    for process in (processes[0], processes[2], processes[1]):  # as they happen to be ready
        made.add_node(process)  # type: ignore[arg-type]
        made.add_node_collection(process, NAMES)  # type: ignore[arg-type]
    made.schedule()
    return made, processes


def test_the_last_process_takes_all_tests_that_wait_and_no_others(running: Any):
    _, processes = running

    assert [process.given for process in processes] == [NAMES[:4], NAMES[4:8], NAMES[8:]]


def test_a_process_that_has_waited_ends_and_takes_over_nothing(running: Any):
    made, (*computing, waiter) = running

    made.mark_test_complete(waiter, 8)

    assert waiter.shutting_down
    assert waiter.given == NAMES[8:]
    assert not any(process.shutting_down for process in computing)


def test_processes_that_compute_take_over_from_each_other(running: Any):
    made, (quick, slow, _) = running

    for number in range(3):
        made.mark_test_complete(quick, number)

    assert made.steal_requested_from_node is slow
    assert slow.stolen == [6, 7]


@pytest.mark.parametrize(
    ("name", "count", "steps"), [("gw0", 3, [5]), ("gw2", 3, []), ("gw1", 2, []), ("", 1, [])]
)
def test_processes_that_compute_step_back_for_one_that_waits(
    name: str, count: int, steps: list[int], monkeypatch: pytest.MonkeyPatch
):
    taken: list[int] = []
    monkeypatch.setattr(scheduling.os, "nice", taken.append)
    monkeypatch.setenv("PYTEST_XDIST_WORKER", name)
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", str(count))

    scheduling.step_back()

    assert taken == steps
