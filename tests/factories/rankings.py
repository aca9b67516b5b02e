"""Rankings and their results."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from ranking.models import FitResult, FitRun
from tests.factories.briefs import BriefFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.constants import NOW


class FitRunFactory(DjangoModelFactory[FitRun]):
    class Meta:
        model = FitRun

    brief = factory.SubFactory(BriefFactory, opened=True)
    brief_version = 1
    engine_version = "test"
    pool_version = "1"
    weights: dict[str, float] = {}
    inputs_hash = "0" * 64
    pool_size = 3
    eligible_count = 3
    started_at = NOW
    finished_at = NOW


class FitResultFactory(DjangoModelFactory[FitResult]):
    class Meta:
        model = FitResult

    run = factory.SubFactory(FitRunFactory)
    candidate = factory.SubFactory(CandidateFactory)
    position = factory.Sequence(lambda n: n + 1)
    score = 70.0
    low = 65.0
    high = 75.0
    verdict: dict[str, Any] = {}
    parts: dict[str, float] = {}
    evidence: list[Any] = []
    gaps: list[Any] = []
    asks: list[Any] = []
