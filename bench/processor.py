"""The time that processes had of the processors."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM = 1, 11, 12  # places in /proc/…/stat, from the state on


def seconds_of(pid: int) -> float:
    """Return the seconds that a process and its living children had of the processors."""
    found = {int(path.name): _stat(path) for path in Path("/proc").glob("[0-9]*")}
    family, size = {pid}, 0
    while len(family) > size:
        size = len(family)
        family |= {one for one, facts in found.items() if facts and int(facts[_PARENT]) in family}
    return sum(
        (int(facts[_USER]) + int(facts[_SYSTEM])) / _TICKS
        for one in family
        if (facts := found.get(one))
    )


def _stat(path: Path) -> list[str]:
    try:
        return (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended meanwhile
        return []
