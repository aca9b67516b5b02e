import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APART = {".venv", ".local", "tests", "node_modules"}
PUBLISHING = re.compile(r"\.delay\(|\.apply_async\(|delay_on_commit\(|\.send_task\(")


def publishers(root: Path) -> list[str]:
    """Name the modules that speak to the broker."""
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if path.relative_to(root).parts[0] not in APART and PUBLISHING.search(path.read_text())
    )


def test_only_the_relay_publishes():
    assert publishers(ROOT) == ["interimhub/lib/relay.py"]


def test_a_task_published_elsewhere_would_be_found(tmp_path):
    tmp_path.joinpath("views.py").write_text("rank_candidates.delay(7)\n")

    assert publishers(tmp_path) == ["views.py"]
