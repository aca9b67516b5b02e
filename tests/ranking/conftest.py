"""What tests of the pool stand on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skills.models import VocabularyVersion
from tests.factories import NOW
from tests.ranking.pools import forget


@pytest.fixture
def shelf(settings: Any, tmp_path: Path, transactional_db: None) -> Iterator[Path]:
    """A shelf of one's own for the pool's snapshots, and a process that holds nothing yet."""
    settings.FIT_POOL = tmp_path
    VocabularyVersion.objects.create(version="test", loaded_at=NOW)
    forget()
    yield tmp_path
    forget()
