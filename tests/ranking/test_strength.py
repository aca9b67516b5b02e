"""How many people a manager can talk to, in words, and the line in a firm's list."""

from typing import Any

import pytest
from django.urls import reverse

from engagements.models import Brief
from providers.models import Consultant
from ranking.models import FitRun
from ranking.strength import Strength, strength_of
from tests.browsers import browser_of
from tests.factories import ConceptFactory, RequirementFactory
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db


class Ranking:
    """A brief with two must-haves and one firm on its panel."""

    def __init__(self) -> None:
        self.brief: Brief = ready_brief()
        self.firm: Consultant = seat_on(self.brief)
        self.brief.requirements.all().delete()
        self.gmp, self.council = (
            ConceptFactory(label="GMP"),
            ConceptFactory(label="Works council"),
        )
        for concept in (self.gmp, self.council):
            RequirementFactory(brief=self.brief, concept=concept)
        self.score = 95.0

    def add(self, *missing: Any, count: int = 1, to: Consultant | None = None) -> None:
        """Add people who lack these must-haves, each a point below the one before."""
        for _ in range(count):
            self.score -= 1
            person = open_to((to or self.firm).firm)
            evidence = [self._item(one, is_missing=one in missing) for one in self.musts]
            match_of(
                self.brief,
                person,
                score=self.score,
                position=int(95 - self.score),
                evidence=evidence,
            )

    @property
    def musts(self) -> list[Any]:
        return [self.gmp, self.council]

    @staticmethod
    def _item(concept: Any, *, is_missing: bool) -> dict[str, Any]:
        return {
            "kind": "requirement",
            "code": concept.code,
            "label": concept.label,
            "importance": "must",
            "state": "missing" if is_missing else "near",
            "points": 0.0,
            "points_if": 5.0 if is_missing else 0.0,
            "detail": "not shown in the profile.",
            "plus": "",
            "asks": [],
            "needed": 4,
            "actual": None,
            "credit": 0.0,
        }

    def strength(self, *firms: Consultant) -> Strength:
        run = FitRun.objects.current(self.brief)
        assert run
        return strength_of(run, firms=[one.firm for one in firms or [self.firm]])


def test_the_manager_reads_how_many_show_every_must_have_and_what_the_others_lack() -> None:
    ranking = Ranking()
    ranking.add(count=3)
    ranking.add(ranking.council, count=2)
    ranking.add(ranking.gmp, ranking.council)
    ranking.add(ranking.gmp)

    page = browser_of(ranking.brief.manager.user).get(ranking.brief.get_absolute_url())

    said = (
        "3 people are strong enough to talk to. The others most often lack “Works council”;"
        " without it there would be 2 more."
    )
    assert ranking.strength().sentence == said
    assert said in page.content.decode()
    assert "were compared" not in page.content.decode()


def test_only_people_whom_the_panel_may_ask_are_counted() -> None:
    ranking = Ranking()
    second = seat_on(ranking.brief)
    outsider = seat_on(ready_brief())
    ranking.add()
    ranking.add(to=second)
    ranking.add(to=outsider)

    page = browser_of(ranking.brief.manager.user).get(ranking.brief.get_absolute_url())
    own = browser_of(second.user).get(ranking.brief.get_absolute_url())

    assert "2 people are strong enough" in page.content.decode()
    assert ranking.strength(second).strong == 1
    assert "The people who fit are ranked, with reasons." in own.content.decode()
    assert "strong enough" not in own.content.decode()


@pytest.mark.parametrize(
    ("strong", "lacking", "more", "said"),
    [
        (1, "", 0, "One person is strong enough to talk to."),
        (
            0,
            "GMP",
            12,
            (
                "Nobody is strong enough to talk to. The others most often lack “GMP”; without it"
                " there would be 12."
            ),
        ),
        (
            2,
            "GMP",
            0,
            (
                "2 people are strong enough to talk to. The others most often lack “GMP”, and"
                " something else."
            ),
        ),
    ],
)
def test_the_sentence_fits_the_numbers(strong: int, lacking: str, more: int, said: str) -> None:
    assert Strength(strong, 14, lacking, more).sentence == said


def test_a_ranking_of_nobody_says_so() -> None:
    assert Strength(0, 0, "", 0).sentence == "Nobody who may be asked fits yet."


def test_who_shows_every_must_have_with_a_low_fit_is_not_strong_enough() -> None:
    ranking = Ranking()
    ranking.add()
    ranking.score = 30.0
    ranking.add(count=2)

    assert ranking.strength().sentence == "One person is strong enough to talk to."


def test_who_lacks_one_must_have_counts_if_its_points_would_be_enough() -> None:
    ranking = Ranking()
    ranking.score = 56.5
    ranking.add(ranking.gmp)  # 55.5, and 5 points more
    ranking.score = 55.5
    ranking.add(ranking.gmp)  # 54.5

    assert ranking.strength().more == 1


# The line in a firm's list


def listed(ranking: Ranking, query: str = "") -> str:
    path = reverse("sourcing:matches", args=[ranking.brief.ref])
    return browser_of(ranking.firm.user).get(path + query).content.decode()


LINE = "From here on"


def test_a_firms_list_has_a_line_where_the_must_haves_end() -> None:
    ranking = Ranking()
    ranking.add()
    ranking.add(ranking.gmp)
    ranking.add()
    ranking.add(ranking.council, count=2)

    page = listed(ranking)

    assert page.count(LINE) == 1
    above, below = page.split(LINE)
    assert (above.count("match-row"), below.count("match-row")) == (3, 2)


def test_the_line_stands_on_its_own_page_of_the_list_only() -> None:
    ranking = Ranking()
    ranking.add(count=20)
    ranking.add(ranking.gmp, count=2)

    assert (LINE in listed(ranking), LINE in listed(ranking, "?page=2")) == (False, True)


def test_there_is_no_line_where_nobody_lacks_anything_or_only_those_are_listed() -> None:
    ranking = Ranking()
    ranking.add(count=2)
    whole = listed(ranking)
    ranking.add(ranking.gmp)

    assert LINE not in whole
    assert LINE in listed(ranking)
    assert LINE not in listed(ranking, "?show=missing")


def test_a_list_of_which_nobody_is_strong_enough_begins_with_the_line() -> None:
    ranking = Ranking()
    ranking.add(ranking.gmp, count=2)

    assert listed(ranking).split(LINE)[0].count("match-row") == 0


def test_the_line_stands_where_the_fit_ends_too() -> None:
    ranking = Ranking()
    ranking.add(count=2)
    ranking.score = 60.0
    ranking.add(count=3)

    above, below = listed(ranking).split(LINE)

    assert (above.count("match-row"), below.count("match-row")) == (2, 3)
