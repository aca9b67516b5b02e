"""Fixtures for tests of the pool."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ranking import profile_changes
from skills import multilingual
from skills.models import VocabularyVersion
from tests.factories import NOW
from tests.ranking.pools import forget


@pytest.fixture
def pool_folder(settings: Any, tmp_path: Path, transactional_db: None) -> Iterator[Path]:
    """A folder for the snapshots of this test, and empty caches."""
    settings.FIT_POOL = tmp_path
    VocabularyVersion.objects.create(version="test", loaded_at=NOW)
    forget()
    yield tmp_path
    forget()


@pytest.fixture
def pool_without_encoder(pool_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without the encoder, and without the queries of earlier tests."""
    monkeypatch.setattr(multilingual, "is_available", lambda: False)
    profile_changes._queries.clear()
