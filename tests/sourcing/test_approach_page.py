"""The approach, shown exactly as the interim will read it, and sent."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from engagements.models import TruthItem
from shortlists.asking import url_for
from shortlists.models import Approach, Entry
from shortlists.reading import sent_pack
from tests.factories import ClientFactory, ConsultantFactory, EntryFactory
from tests.shortlists.worlds import match_of, open_to, own_id, ready_brief, seat_on

pytestmark = pytest.mark.django_db
WHY = "You closed eleven observations at a fill-finish site in five months."


def url(match) -> str:
    return reverse("sourcing:approach", args=[match.run.brief.ref, own_id(match)])


def test_an_approach_is_sent_as_shown(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    shown = client.get(url(match)).context["pack"]
    response = client.post(url(match), {"why_you": WHY})

    entry = Entry.objects.get()
    assert (response.status_code, response.url) == (302, url_for(entry.firm, entry))
    assert replace(sent_pack(entry), firms=()) == replace(shown, why_you=WHY)


@pytest.mark.parametrize(("typed", "code"), [("", "required"), ("You fit well.", "short")])
def test_an_unsuitable_reason_is_refused_and_kept(client: Client, typed: str, code: str):
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    response = client.post(url(match), {"why_you": typed})

    assert response.status_code == 422
    assert response.context["form"].has_error("why_you", code)
    assert typed in response.content.decode()
    assert not Entry.objects.exists()


def test_a_confidential_client_is_not_in_the_approach(client: Client):
    brief = ready_brief(
        client=ClientFactory(name="Kestrelmount Injectables", alias="a maker of injectables"),
        is_confidential=True,
    )
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    body = client.get(url(match)).content.decode()

    assert "Kestrelmount" not in body
    assert "a maker of injectables" in body


def test_an_approach_that_names_the_confidential_client_is_refused_and_kept(client: Client):
    brief = ready_brief(
        client=ClientFactory(name="Kestrelmount Injectables", alias="a maker of injectables"),
        is_confidential=True,
    )
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    response = client.post(url(match), {"why_you": f"{WHY} Kestrelmount has nine of them."})

    assert response.status_code == 422
    assert response.context["form"].has_error("why_you", "named")
    assert "Kestrelmount has nine of them." in response.content.decode()
    assert not Entry.objects.exists()


def test_open_questions_are_listed_instead_of_the_form(client: Client):
    brief = ready_brief()
    TruthItem.objects.filter(kind=TruthItem.Kind.STAGES).delete()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)

    body = client.get(url(match)).content.decode()
    response = client.post(url(match), {"why_you": WHY})

    assert "How many stages does the selection have?" in body
    assert "Send it to them" not in body
    assert response.status_code == 422
    assert not Entry.objects.exists()


def test_a_firm_that_comes_second_joins_the_conversation(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)
    client.get(url(match))
    entry = EntryFactory(
        approached=True, brief=brief, candidate=match.candidate, consultant=ConsultantFactory()
    )

    response = client.post(url(match), {"why_you": WHY})

    assert (response.status_code, response.url) == (302, url_for(ours.firm, entry))
    assert entry.approaches.count() == 2


def test_nobody_is_asked_twice_by_a_firm(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    client.force_login(ours.user)
    client.post(url(match), {"why_you": WHY})

    response = client.post(url(match), {"why_you": WHY})

    assert response.status_code == 409
    assert "Your firm has asked this interim." in response.content.decode()
    assert Approach.objects.get().get_absolute_url() in response.content.decode()


def test_nobody_is_approached_while_the_brief_is_on_hold(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    match = match_of(brief, open_to(ours.firm))
    brief.hold(reason="The board meets first.", review_on=None, now=brief.opened_at)
    client.force_login(ours.user)

    response = client.get(url(match))

    assert response.status_code == 409
    assert "on hold" in response.content.decode()
