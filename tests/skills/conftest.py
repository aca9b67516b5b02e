"""Fixtures for tests of the vocabulary."""

import pytest


@pytest.fixture
def loaded(shipped_vocabulary: None) -> None:
    """Run on a database that holds the shipped vocabulary; use together with `db`."""
