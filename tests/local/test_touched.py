"""A change selects the tests nearest to it."""

import subprocess
from pathlib import Path

import pytest

from interimhub.local.touched import DependencyGraph, changed_since, nearest_tests

FILES = {
    "shop/__init__.py": "",
    "shop/models/__init__.py": "from shop.models.orders import Order\n__all__ = ['Order']\n",
    "shop/models/orders.py": "class Order: ...\n",
    "shop/models/people.py": "class Person: ...\n",
    "shop/views.py": 'from .models.orders import Order\nPAGE = "shop/order.html"\n',
    "shop/urls.py": (
        "from django.urls import path\nfrom shop import views\n"
        'app_name = "shop"\nurlpatterns = [path("o/", views.order, name="order")]\n'
    ),
    "shop/prices.py": 'FILE = "data/prices.csv"\n',
    "shop/data/prices.csv": "a,1\n",
    "templates/shop/order.html": '{% include "shop/_line.html" with a=1 only %}\n',
    "templates/shop/_line.html": "line\n",
    "tests/__init__.py": "",
    "tests/test_order.py": "from shop.models import Order\ndef test_order(): ...\n",
    "tests/shop/__init__.py": "",
    "tests/shop/test_page.py": 'from django.urls import reverse\nURL = reverse("shop:order")\n',
    "tests/shop/test_people.py": "from shop.models.people import Person\n",
    "tests/shop/test_prices.py": "import shop.prices\ndef test_price(): ...\n",
    "tests/shop/test_window.py": (
        "import pytest\nfrom shop.models import Order\npytestmark = pytest.mark.browser\n"
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def chosen_by(project: Path, *changed: str) -> list[str]:
    return nearest_tests(DependencyGraph(project), changed, known={}, seconds=60)[0]


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("shop/models/orders.py", ["tests/test_order.py", "tests/shop/test_page.py"]),
        ("shop/models/people.py", ["tests/shop/test_people.py"]),
        ("shop/views.py", ["tests/shop/test_page.py"]),
        ("shop/data/prices.csv", ["tests/shop/test_prices.py"]),
        ("templates/shop/_line.html", ["tests/shop/test_page.py"]),
        ("tests/shop/test_window.py", ["tests/shop/test_window.py"]),
        ("README.md", []),
    ],
)
def test_a_changed_file_chooses_the_tests_that_depend_on_it(
    project: Path, changed: str, tests: list[str]
):
    assert chosen_by(project, changed) == tests


def test_slow_and_distant_tests_are_skipped_and_listed(project: Path):
    known = {"tests/test_order.py": 50.0, "tests/shop/test_page.py": 20.0}

    found = nearest_tests(
        DependencyGraph(project), ["shop/models/orders.py"], known=known, seconds=60
    )

    assert found == (
        ["tests/test_order.py"],
        ["tests/shop/test_window.py", "tests/shop/test_page.py"],
    )


def test_changes_are_counted_from_a_commit_and_include_what_is_not_committed(project: Path):
    def git(*words: str) -> None:
        identity = ["-c", "user.name=T", "-c", "user.email=t@example.com"]
        subprocess.run(["git", *identity, *words], cwd=project, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "All")
    (project / "shop/views.py").write_text("")
    git("commit", "-am", "A view")
    (project / "shop/prices.py").write_text("")
    (project / "shop/new.py").write_text("")

    assert changed_since("HEAD", project) == {"shop/prices.py", "shop/new.py"}
    assert changed_since("HEAD~1", project) == {"shop/prices.py", "shop/new.py", "shop/views.py"}
