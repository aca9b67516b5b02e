"""The demo's graded people, loaded once."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from bench import grading
from interimhub.demo import load as loading
from interimhub.demo.models import DemoWorld
from interimhub.demo.plans import InterimPlan
from interimhub.demo.refs import ref


@pytest.fixture(scope="package")
def _world(shipped_vocabulary: None, django_db_blocker: Any) -> Iterator[None]:
    """Load only the graded interims, since nobody's fit depends on other people."""
    graded = {one for grades in grading.read_grades().values() for one in grades}
    draw = loading.draw

    def draw_graded(*args: Any, **facts: Any) -> Iterator[InterimPlan]:
        return (plan for plan in draw(*args, **facts) if str(ref("candidate", plan.key)) in graded)

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "draw", draw_graded)
        outer = transaction.atomic()
        outer._from_testcase = True  # as in tests/demo
        with outer:
            loading.load(
                seed=grading.SEED,
                interims=grading.INTERIMS,
                now=grading.SEEN,
                say=lambda _: None,
            )
            yield
            transaction.set_rollback(True)


@pytest.fixture
def world(_world: None, db: None) -> DemoWorld:
    """Provide the demo world; changes of a test are rolled back."""
    return DemoWorld.objects.get()
