"""What a ranking was made with is kept, and rankings of other versions are not compared."""

import dataclasses

import numpy as np
import pytest
import scipy

from engagements.models import Brief
from matching import ENGINE_VERSION
from ranking import runs, versions
from ranking.corrections import difference
from ranking.models import FitRun
from ranking.ranking_result import IncompatibleShards, RankingResult
from ranking.versions import OtherVersions, require_same_versions
from skills import vectors
from skills.models import VocabularyVersion
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    CandidateSkillFactory,
    ConceptFactory,
    RequirementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> FitRun:
    """A ranking of one person."""
    VocabularyVersion.objects.create(version="spring", loaded_at=NOW)
    brief, skill = BriefFactory(opened=True), ConceptFactory()
    RequirementFactory(brief=brief, concept=skill, level=4)
    CandidateSkillFactory(candidate=CandidateFactory(), concept=skill, level=5)
    runs.rank_brief(brief)
    return FitRun.objects.get()


def test_a_ranking_keeps_the_versions_it_was_made_with(run: FitRun):
    vocabulary = run.versions.pop("vocabulary")

    assert run.versions == {
        "engine": ENGINE_VERSION,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "encoder": vectors.MODEL,
    }
    assert vocabulary.startswith("spring (")


def test_a_ranking_of_the_same_versions_is_compared(run: FitRun):
    stored = run.results.get()
    now = runs.evaluate(run.brief, stored.candidate)

    assert now is not None
    assert difference(stored, now).changes == []


@pytest.mark.parametrize("name", ["engine", "numpy", "scipy", "encoder", "vocabulary"])
def test_a_ranking_of_another_version_is_refused_in_words(run: FitRun, name: str):
    stored = run.results.select_related("run").get()
    now = runs.evaluate(run.brief, stored.candidate)
    right, stored.run.versions[name] = stored.run.versions[name], "of last year"
    assert now is not None

    with pytest.raises(OtherVersions) as refused:
        difference(stored, now)

    said = str(refused.value)
    assert f"was made with {name} of last year; today's would be made with {name} {right}." in said
    assert "not comparable" in said


def test_a_ranking_that_kept_no_versions_is_refused(run: FitRun):
    run.versions = {}

    with pytest.raises(OtherVersions, match="numpy an unknown version"):
        require_same_versions(run)


def test_a_stored_ranking_of_other_versions_is_not_used_again(
    run: FitRun, monkeypatch: pytest.MonkeyPatch
):
    brief: Brief = run.brief
    runs.rank_brief(brief)
    assert FitRun.objects.count() == 1

    monkeypatch.setattr(versions.np, "__version__", "99.0")
    runs.rank_brief(brief)

    assert FitRun.objects.count() == 2
    assert FitRun.objects.current(brief).versions["numpy"] == "99.0"


def test_shards_of_different_libraries_do_not_merge():
    one = RankingResult([], 0, 0, {}, "g", 0, "a", [], NOW.isoformat(), {"numpy": "2.3"})
    other = dataclasses.replace(one, versions={"numpy": "2.4"})

    assert RankingResult.merged([one, one]).versions == {"numpy": "2.3"}
    with pytest.raises(IncompatibleShards):
        RankingResult.merged([one, other])
