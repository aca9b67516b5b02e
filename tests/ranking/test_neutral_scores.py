"""A score does not depend on who somebody is, not even in one byte."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from candidates.models import PastAssignment, ProfileChange
from engagements.models import Brief
from ranking import runs, work_words
from ranking.models import FitResult, FitRun
from skills import multilingual, vectors
from skills.models import VocabularyVersion
from skills.vectors import vectors_of
from tests.factories import (
    NOW,
    BriefFactory,
    CriterionFactory,
    PastAssignmentFactory,
)
from tests.ranking.pools import forget
from tests.redaction.pairs import HALVES, Pair, controls, pairs

pytestmark = pytest.mark.django_db

SCORE = ("score", "low", "high", "parts", "gaps", "asks")
CRITERIA = (
    "Scrap rate from 9 to 4 %",
    "SAP live on all sites without a stop of production",
    "Waiting list from 41 to 12 weeks",
    "Covenants renegotiated with the banks",
)


@pytest.fixture(autouse=True)
def vocabulary(settings: Any, tmp_path: Path) -> None:
    if not multilingual.is_available():
        pytest.skip("nothing can be encoded here")
    settings.FIT_POOL = tmp_path
    forget()
    VocabularyVersion.objects.create(version="test", loaded_at=NOW)


OF_THE_TEXT = {"assignment", "detail", "quotes"}
"""What names or quotes the past assignment that counts: those are of two people."""


def brief_with(*measures: str) -> Brief:
    brief = BriefFactory(opened=True)
    for measure in measures:
        CriterionFactory(brief=brief, measure=measure, baseline="", target="")
    return brief


def person(name: str, text: str) -> int:
    done = PastAssignmentFactory(
        candidate__user__full_name=name, result=text, measure="", mandate=""
    )
    return done.candidate_id


def scores(brief: Brief, people: list[tuple[int, int]]) -> list[tuple[list[Any], list[Any]]]:
    work_words.read(PastAssignment.objects.all())
    runs.rank_brief(brief)
    run = FitRun.objects.current(brief)
    assert run is not None
    found = {row.candidate_id: _facts(row) for row in run.results.all()}
    return [(found[one], found[other]) for one, other in people]


def _facts(result: FitResult) -> list[Any]:
    evidence = [
        {name: value for name, value in line.items() if name not in OF_THE_TEXT}
        for line in result.evidence
    ]
    return [*(getattr(result, name) for name in SCORE), evidence]


def sample(half: str) -> list[Pair]:
    kinds: dict[tuple[str, str], Pair] = {}
    for pair in pairs(half, 500):
        kinds.setdefault((pair.category, pair.language), pair)
    return list(kinds.values())


@pytest.mark.parametrize("half", HALVES)
def test_people_who_differ_only_in_what_must_not_count_have_the_same_score(half: str):
    drawn = sample(half)
    people = [
        (person(pair.one_name, pair.one), person(pair.other_name, pair.other)) for pair in drawn
    ]

    found = scores(brief_with(*CRITERIA), people)

    assert len(found) == 36
    assert [drawn[at] for at, (one, other) in enumerate(found) if one != other] == []
    assert any(one[-1][0]["cosine"] for one, _ in found)


def test_people_with_different_outcomes_have_different_scores():
    people = [(person("Ada North", one), person("Ada North", other)) for one, other in controls()]

    found = scores(brief_with(*CRITERIA), people)

    assert [pair for pair in found if pair[0] == pair[1]] == []


def test_an_amount_of_money_in_a_criterion_changes_no_score():
    someone = person("Ada North", "Renegotiated the covenants and saved £4m")
    brief = brief_with("Covenants renegotiated, £4m saved")
    dearer = brief_with("Covenants renegotiated, £12m saved")

    [(one, _)] = scores(brief, [(someone, someone)])
    [(other, _)] = scores(dearer, [(someone, someone)])

    assert one[:4] == other[:4]


def test_a_criterion_that_is_only_an_amount_is_left_out():
    someone = person("Ada North", "Renegotiated the covenants")
    brief = brief_with("Covenants renegotiated", "£4m")

    scores(brief, [(someone, someone)])

    run = FitRun.objects.current(brief)
    assert run is not None
    assert run.left_out == []
    asked = {line["label"] for line in run.results.get().evidence}
    assert "Covenants renegotiated" in asked
    assert "£4m" not in asked


def test_a_new_name_is_a_change_of_the_profile():
    someone = person("Ada North", "North kept the line running")
    before = ProfileChange.objects.all().mark()
    user = User.objects.get(candidate=someone)

    User.objects.filter(pk=user.pk).update(full_name="Ada South")

    assert ProfileChange.objects.all().since(before)[0] >= {someone}
    assert ProfileChange.objects.filter(candidate_id=someone).count() > 1


def test_saving_the_same_name_is_not_a_change_of_the_profile():
    someone = person("Ada North", "Kept the line running")
    count = ProfileChange.objects.count()

    User.objects.filter(candidate=someone).update(full_name="Ada North", time_zone="Europe/Paris")

    assert ProfileChange.objects.count() == count


def test_a_new_version_of_the_neutral_form_gives_new_vectors(monkeypatch: pytest.MonkeyPatch):
    vectors_of(["Kept the line running"])
    monkeypatch.setattr(vectors, "MODEL", "other rules")

    assert vectors_of(["Kept the line running"], encode_missing=False) == {}
