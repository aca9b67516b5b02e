"""The verdict in words, stored with a result and first on every page."""

from typing import Any

import pytest
from django.urls import reverse

from engagements.models import Brief
from providers.models import Consultant
from ranking.explanation import explain_result
from ranking.models import FitResult
from ranking.verdict_words import read_verdict
from tests.browsers import browser_of
from tests.shortlists.worlds import VERDICT, match_of, open_to, own_id, ready_brief, seat_on


def words(**facts: Any) -> list[str]:
    found = read_verdict(VERDICT | facts, str)
    assert found is not None
    return [found.sentence, *(fact.sentence for fact in found.facts)]


def test_a_verdict_has_a_sentence_and_four_facts() -> None:
    assert words(musts=3, musts_met=3) == [
        "Has done this",
        "Must-haves 3 of 3",
        "Situation: done",
        "Role: same",
        "Level: one above",
    ]


def test_who_could_do_this_lacks_something_that_is_named() -> None:
    assert words(kind="could_do", missing="GMP")[0] == "Could do this; missing: GMP"
    assert words(kind="other_work", missing="GMP")[0] == "Other work"


@pytest.mark.parametrize(
    ("facts", "sentence", "state"),
    [
        ({"musts_met": 2, "musts": 3}, "Must-haves 2 of 3", "near"),
        ({"musts_met": 1, "musts": 3}, "Must-haves 1 of 3", "missing"),
        ({"situation": "done", "is_told": True}, "Situation: done, told not stated", "have"),
        ({"situation": "near"}, "Situation: near", "near"),
        ({"situation": "near", "situations": 2}, "Situation: 1 of 2 done", "near"),
        ({"situation": "not"}, "Situation: not shown", "missing"),
        ({"role": "near"}, "Role: near", "near"),
        ({"role": "other"}, "Role: other", "missing"),
        ({"role": "unknown"}, "Role: not stated", "missing"),
        ({"level": "at", "levels_off": 0}, "Level: as asked", "have"),
        ({"level": "below", "levels_off": -1}, "Level: one below", "near"),
        ({"level": "below", "levels_off": -2}, "Level: two below", "missing"),
        ({"level": "unknown", "levels_off": None}, "Level: not stated", "missing"),
        ({"is_level_read": True}, "Level: one above, read from a title", "have"),
    ],
)
def test_each_fact_says_in_words_what_its_mark_shows(
    facts: dict[str, Any], sentence: str, state: str
) -> None:
    found = read_verdict(VERDICT | facts, str)

    assert found is not None
    assert (sentence, state) in [(fact.sentence, fact.state) for fact in found.facts]


def test_what_a_brief_does_not_ask_for_is_not_a_fact() -> None:
    asked = {"musts": 0, "situation": "not_asked", "role": "not_asked", "level": "not_asked"}

    assert words(**asked) == ["Has done this"]


def test_what_is_missing_is_read_blind() -> None:
    stored = VERDICT | {"kind": "could_do", "missing": "GMP at Novartis"}

    found = read_verdict(stored, lambda text: text.replace("Novartis", "a firm"))

    assert found is not None
    assert found.missing == "GMP at a firm"


def test_a_result_without_a_verdict_has_no_words() -> None:
    assert read_verdict({}, str) is None


def test_where_nothing_can_be_compared_nothing_is_said() -> None:
    result = FitResult(
        verdict=VERDICT, score=0, low=0, high=0, parts={}, evidence=[], gaps=[], asks=[]
    )

    assert explain_result(result, str).verdict is None


# Pages

EVERYBODY = ["Site head 1", "Site head 2", "Site head 3"]


class World:
    """A brief with one match, as its firm reads it."""

    def __init__(self) -> None:
        self.brief: Brief = ready_brief()
        self.consultant: Consultant = seat_on(self.brief)
        self.match = self.add(1)

    def add(self, position: int, **verdict: Any) -> FitResult:
        person = open_to(self.consultant.firm, headline=f"Site head {position}")
        return match_of(self.brief, person, position=position, verdict=VERDICT | verdict)

    def page(self, *args: Any, query: str = "") -> str:
        name = "sourcing:match" if args else "sourcing:matches"
        address = reverse(name, args=[self.brief.ref, *args])
        return browser_of(self.consultant.user).get(f"{address}{query}").content.decode()


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_the_verdict_comes_before_the_number_in_a_list_and_on_a_page(world: World) -> None:
    for page in (world.page(), world.page(own_id(world.match, world.consultant.firm))):
        said = page.index("<strong>Has done this</strong>")
        number = page.index('class="why-score"')
        assert said < page.index("Must-haves <strong>1 of 1</strong>") < number
        assert said < page.index("Level <strong>one above</strong>") < number


@pytest.mark.parametrize(
    ("show", "kept"),
    [
        ("done", ["Site head 1"]),
        ("could", ["Site head 2"]),
        ("all", ["Site head 1", "Site head 2", "Site head 3"]),
    ],
)
def test_a_list_is_filtered_by_the_verdict(world: World, show: str, kept: list[str]) -> None:
    world.add(2, kind="could_do", missing="GMP")
    world.add(3, kind="other_work")

    page = world.page(query=f"?show={show}")

    shown = [name for name in EVERYBODY if name in page]
    assert shown == kept
