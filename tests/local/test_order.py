"""In a run of several processes, the slow tests come first in each."""

from dataclasses import dataclass

import pytest

from tests.conftest import slow_ones_first


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
