"""A small demo world, loaded once for all tests of this folder."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from engagements.models import Brief
from interimhub.demo.load import load
from interimhub.demo.models import DemoWorld
from interimhub.demo.refs import ref

INTERIMS = 300


@pytest.fixture(scope="package")
def _world(shipped_vocabulary: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        # Like Django's TestCase, so that durable blocks are allowed inside.
        outer._from_testcase = True
        with outer:
            load(seed=1, interims=INTERIMS, now=timezone.now(), say=lambda _: None)
            yield
            transaction.set_rollback(True)


@pytest.fixture
def world(_world: None, db: None) -> DemoWorld:
    """Provide the demo world; changes of a test are rolled back."""
    return DemoWorld.objects.get()


@pytest.fixture
def brief(world: DemoWorld) -> Any:
    """Provide a function that finds a brief of the demo by its key."""

    def find(key: str) -> Brief:
        return Brief.objects.get(ref=ref("brief", key))

    return find
