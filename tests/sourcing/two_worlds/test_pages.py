"""Each page of a firm is the same, whatever another firm did."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from engagements.actions import panels
from engagements.models import Amendment
from shortlists.models import Approach
from tests.factories import NOW, AmendmentFactory
from tests.frame.access_table import ROWS
from tests.sourcing.two_worlds.pages import (
    OF_NO_BRIEF,
    Alone,
    differences,
    old_pages,
    pages,
    read_alone,
)
from tests.sourcing.two_worlds.scenes import (
    ACTS,
    OURS,
    WHILE_WE_WAIT,
    Act,
    Moment,
    Scene,
    ask,
    they_answer,
    they_ask,
    they_asked_late,
    they_fill_the_shortlist,
    they_give_up_their_seat,
    they_put_forward,
    we_are_asked,
    we_are_declined,
    we_put_forward,
    we_wait,
)
from tests.worlds import PRINCIPALS

pytestmark = pytest.mark.django_db


def nothing_happens(scene: Scene) -> None:
    """The world before anybody asks."""


def they_write_the_playback(scene: Scene) -> None:
    scene.brief.seats.filter(firm=scene.theirs.firm).update(is_lead=True)


def we_ask_first(scene: Scene) -> None:
    ask(scene, scene.ours)


def a_change_waits_for_us(scene: Scene) -> None:
    AmendmentFactory(brief=scene.brief, firm=scene.ours.firm)


def test_every_page_that_a_firm_can_open_is_compared(client: Client, scene: Scene):
    lead = PRINCIPALS.index("lead")
    may_open = {row.route for row in ROWS if row.get[lead] == "+"}
    we_put_forward(scene)
    a_change_waits_for_us(scene)

    addresses = [urlsplit(url).path for url in pages(client, scene)]
    own, change = Approach.objects.get(firm=scene.ours.firm).ref, Amendment.objects.get().ref
    real = [path.replace("own-0", str(own)).replace("change-0", str(change)) for path in addresses]
    compared = {resolve(path).view_name for path in real}

    assert may_open - compared - OF_NO_BRIEF == set()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_before_a_firm_asks_nothing_tells_it_of_another(
    client: Client, scene: Scene, alone: Alone, act: Act
):
    before = read_alone(client, scene, nothing_happens, alone)

    act(scene)

    assert differences(before, pages(client, scene)) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_nothing_tells_a_firm_of_the_one_that_writes_the_playback(
    client: Client, scene: Scene, alone: Alone, act: Act
):
    before = read_alone(client, scene, they_write_the_playback, alone)
    they_write_the_playback(scene)

    act(scene)

    assert differences(before, pages(client, scene)) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_a_firm_that_answers_a_change_reads_nothing_of_another(
    client: Client, scene: Scene, alone: Alone, act: Act
):
    before = read_alone(client, scene, a_change_waits_for_us, alone)
    a_change_waits_for_us(scene)

    act(scene)

    assert differences(before, pages(client, scene)) == []


def the_client_saves_the_panel(scene: Scene) -> None:
    firms = [scene.ours.firm, scene.theirs.firm]
    why = "Both of them know such sites."
    invite = {"firms": firms, "lead": scene.ours.firm, "justification": why}
    panels.set_panel(scene.brief, by=scene.brief.manager.user, now=Moment.now, **invite)


def test_a_firm_that_is_invited_again_reads_as_one_that_never_left(
    client: Client, scene: Scene, alone: Alone
):
    before = read_alone(client, scene, the_client_saves_the_panel, alone)

    they_give_up_their_seat(scene)
    the_client_saves_the_panel(scene)

    assert differences(before, pages(client, scene)) == []


@pytest.mark.parametrize("act", WHILE_WE_WAIT, ids=lambda act: act.__name__)
def test_while_a_firm_waits_nothing_tells_it_of_another(
    client: Client, scene: Scene, alone: Alone, act: Act
):
    before = read_alone(client, scene, we_ask_first, alone)
    we_ask_first(scene)

    act(scene)

    assert differences(before, pages(client, scene)) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_asking_after_another_firm_reads_as_asking_first(
    client: Client, scene: Scene, alone: Alone, act: Act
):
    before = read_alone(client, scene, we_wait, alone)

    act(scene)
    we_wait(scene)

    assert differences(before, pages(client, scene)) == []


@pytest.mark.parametrize("ours", OURS, ids=lambda act: act.__name__)
@pytest.mark.parametrize(
    "act",
    [they_ask, they_answer, they_asked_late, they_fill_the_shortlist],
    ids=lambda act: act.__name__,
)
def test_what_comes_of_an_approach_reads_alike_whoever_else_asked(
    client: Client, scene: Scene, alone: Alone, act: Act, ours: Act
):
    before = read_alone(client, scene, ours, alone)

    act(scene)
    ours(scene)

    assert differences(before, pages(client, scene)) == []


def test_no_page_of_a_firm_holds_the_address_that_the_interim_has(client: Client, scene: Scene):
    they_ask(scene)
    we_put_forward(scene)
    theirs = Approach.objects.get(firm=scene.theirs.firm)

    found = "".join(pages(client, scene).values())

    assert [ref for ref in (scene.entry.ref, theirs.ref) if str(ref) in found] == []


CHANGES = ["correct", "withdraw_submission"]


@pytest.mark.parametrize("route", CHANGES)
def test_who_asked_too_late_changes_nothing_of_what_the_other_firm_put_forward(
    client: Client, scene: Scene, route: str
):
    they_put_forward(scene)
    sent = ask(scene, scene.ours, hours=2).approaches.get(firm=scene.ours.firm)
    client.force_login(scene.ours.user)

    answer = client.post(reverse(f"shortlists:{route}", args=[sent.ref]), {"reason": "Ours now."})

    assert answer.status_code == 403
    assert scene.entry.is_in_front_of_client


@pytest.mark.parametrize("act", [we_wait, we_are_asked, we_are_declined], ids=lambda a: a.__name__)
def test_an_old_page_tells_a_firm_what_became_of_its_own_approach(
    client: Client, scene: Scene, act: Act
):
    """The address where somebody is put forward answers 409, in a world with the other firm too."""
    world = transaction.savepoint()
    act(scene)
    alone = old_pages(client, scene)
    transaction.savepoint_rollback(world)
    Moment.now = NOW + timedelta(hours=3)
    scene.brief.refresh_from_db()

    they_answer(scene)
    act(scene)

    assert differences(alone, old_pages(client, scene)) == []
