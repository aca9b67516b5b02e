"""Who does not state a required registration is shown apart on a firm's pages, and can be asked."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagements.models import Brief
from providers.models import Consultant
from ranking.models import FitRun
from ranking.strength import Strength, strength_of
from skills.models import Concept
from tests.factories import CandidateRegistrationFactory, RegistrationFactory
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db


class Required:
    """A ranked brief that requires a registration, with a firm that reads its matches."""

    def __init__(self, client: Client) -> None:
        self.brief: Brief = ready_brief()
        self.ours: Consultant = seat_on(self.brief)
        self.gmc: Concept = RegistrationFactory(label="General Medical Council registration")
        self.brief.registrations.add(self.gmc)
        self.client = client
        client.force_login(self.ours.user)

    def add(self, *, states: bool, score: float = 80.0, **facts: Any) -> Any:
        person = open_to(self.ours.firm, **facts)
        if states:
            CandidateRegistrationFactory(candidate=person, concept=self.gmc, number="SECRET-1")
        position = 1 + FitRun.objects.filter(results__isnull=False).count()
        result = match_of(
            self.brief, person, score=score, states_registrations=states, position=position
        )
        required = [{"code": self.gmc.code, "label": self.gmc.label}]
        FitRun.objects.update(registrations=required)
        return result

    def page(self, query: str = "") -> str:
        url = reverse("sourcing:matches", args=[self.brief.ref])
        return " ".join(self.client.get(url + query).content.decode().split())

    def match(self, result: Any) -> str:
        own = self.ours.firm.own_id(result.ref)
        url = reverse("sourcing:match", args=[self.brief.ref, own])
        return " ".join(self.client.get(url).content.decode().split())


@pytest.fixture
def required(client: Client) -> Required:
    return Required(client)


def items(page: str) -> list[tuple[str, str]]:
    """Return headings and headlines of the list, in order."""
    return re.findall(
        r"<h2>(Registration not stated[^<]*)</h2>|data-open>(?:<[^>]*>)?([^<]+)", page
    )


def test_those_who_do_not_state_it_follow_under_a_heading_with_their_count(required: Required):
    required.add(states=True, headline="Weak and registered", score=45)
    required.add(states=False, headline="Strong and silent", score=95)
    required.add(states=False, headline="Silent too", score=90)

    page = required.page()

    order = [one or other.strip() for one, other in items(page)]
    assert order == [
        "Weak and registered",
        "Registration not stated: 2 people",
        "Strong and silent",
        "Silent too",
    ]
    assert "The brief requires General Medical Council registration." in page
    assert "Registration not stated: 2, listed after the others." in page
    assert "SECRET-1" not in page


def test_one_person_is_one_person(required: Required):
    required.add(states=False)

    assert "Registration not stated: 1 person" in required.page()


def test_a_filter_keeps_those_who_can_be_asked_about_it(required: Required):
    required.add(states=True, headline="Weak and registered")
    required.add(states=False, headline="Strong and silent")

    page = required.page("?show=unstated")

    assert "Strong and silent" in page
    assert "Weak and registered" not in page


def test_a_line_for_the_weak_is_drawn_among_those_who_state_it_only(required: Required):
    required.add(states=True, score=80)
    weak = required.add(states=True, score=20)
    required.add(states=False, score=95)

    url = reverse("sourcing:matches", args=[required.brief.ref])
    found = required.client.get(url).context["found"]

    assert found.first_weak == weak.pk


def test_a_brief_without_registrations_has_neither_heading_nor_filter(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    page = client.get(reverse("sourcing:matches", args=[brief.ref])).content.decode()

    assert "Registration not stated" not in page


def test_the_page_of_a_person_says_what_is_stated_and_never_the_number(required: Required):
    with_it, without = required.add(states=True), required.add(states=False)

    for result, words in ((with_it, "stated"), (without, "not stated: ask")):
        page = required.match(result)
        found = re.search(r"<dt>General Medical Council registration</dt><dd>(.*?)</dd>", page)
        assert found
        assert re.sub(r"<[^>]+>", "", found[1]).strip() == words
        assert "SECRET-1" not in page


def test_two_people_are_compared_with_what_they_state(required: Required):
    keys = [required.ours.firm.own_id(required.add(states=states).ref) for states in (True, False)]
    url = reverse("sourcing:compare", args=[required.brief.ref])

    page = required.client.get(url, {"match": keys}).content.decode()

    assert "Registrations" in page
    assert "General Medical Council registration" in page
    assert "SECRET-1" not in page


def test_a_manager_reads_how_many_can_be_asked_and_they_are_not_counted_as_strong(
    required: Required,
):
    required.add(states=True, score=80)
    required.add(states=False, score=95)
    run = FitRun.objects.current(required.brief)
    assert run

    strength = strength_of(run, firms=[required.ours.firm])

    assert (strength.strong, strength.total, strength.unstated) == (1, 2, 1)
    assert strength.sentence == (
        "One person is strong enough to talk to."
        " Registration not stated: 1 person, who can be asked."
    )


def test_a_manager_reads_it_when_nobody_states_what_is_required():
    assert Strength(0, 3, "", 0, unstated=3).sentence == (
        "Nobody who may be asked states what you require."
        " Registration not stated: 3 people, who can be asked."
    )
