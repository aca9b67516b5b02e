"""One person, at every address that tells of them: nobody else finds anything there."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from candidates.models import FirmStance
from shortlists.asking import address
from shortlists.models import Entry
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    ApproachFactory,
    CandidateFactory,
    ClientMemberFactory,
    ConsultantFactory,
)
from tests.shortlists.permissions import Represented, ask, represented, take_back
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, seat_on

pytestmark = pytest.mark.django_db


def outsiders(world: Represented) -> dict[str, User]:
    """Return everybody from whom something could leak, and who may read nothing."""
    blocked = seat_on(world.brief)
    FirmStance.objects.create(
        candidate=world.entry.candidate, firm=blocked.firm, stance=FirmStance.Stance.BLOCKED
    )
    left = ConsultantFactory(firm=world.ours.firm, left_at=NOW)
    ApproachFactory(
        entry=world.entry, consultant=world.theirs, status="passed_over", answered_at=NOW
    )
    return {
        "a firm that asked too": world.theirs.user,
        "a blocked firm": blocked.user,
        "a firm elsewhere": ConsultantFactory().user,
        "who has left the firm": left.user,
        "another client": ClientMemberFactory().user,
        "another interim": CandidateFactory().user,
    }


def addresses(world: Represented) -> list[str]:
    """Return every address that tells of the person, whoever may open it."""
    entry, firm = world.entry, world.ours.firm
    of_firm = ("firm_conversation", "submit", "correct", "withdraw_submission")
    of_firm += ("request_permission", "release", "meeting")
    of_entry = ("conversation", "choose", "difference", "person", "invite", "not_selected")
    urls = [reverse(f"shortlists:{name}", args=[address(firm, entry)]) for name in of_firm]
    urls += [reverse(f"shortlists:{name}", args=[entry.ref]) for name in of_entry]
    return urls + [row.get_absolute_url() for row in entry.mandates.all()]


def found(user: User, urls: list[str]) -> list[tuple[str, int]]:
    browser = browser_of(user)
    answers = [(url, browser.get(url).status_code) for url in urls]
    return [answer for answer in answers if answer[1] != 404]


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_nobody_else_finds_anything_at_any_address(is_taken_back: bool):
    world = represented(is_confidential=True)
    ask(world.entry, world.ours)
    submit_shown(world.entry, by=world.ours.user, now=NOW, **case_for(world.brief))
    others = outsiders(world)
    urls = addresses(world)
    if is_taken_back:
        begun = take_back(world)
        urls += [begun.get_absolute_url(), reverse("shortlists:choose", args=[begun.ref])]

    answers = {who: found(user, urls) for who, user in others.items()}

    # Their own approach leads a firm that asked to the brief, which says no more than that.
    assert {who: told for who, told in answers.items() if told} == {}
    anonymous = Browser()
    assert {anonymous.get(url).status_code for url in urls} == {302}


def test_no_list_names_them_to_anybody_else():
    world = represented()
    submit_shown(world.entry, by=world.ours.user, now=NOW, **case_for(world.brief))
    name = Entry.objects.get().candidate.user.full_name
    lists = [reverse("today"), reverse("shortlists:conversations"), reverse("accounts:notices")]
    lists.append(world.brief.get_absolute_url())

    told = [
        (who, url)
        for who, user in outsiders(world).items()
        for url in lists
        if name in browser_of(user).get(url).content.decode()
    ]

    assert told == []


def test_the_last_firm_finds_nothing_of_the_conversation_that_follows():
    world = represented()
    begun = take_back(world)
    urls = [begun.get_absolute_url(), reverse("shortlists:choose", args=[begun.ref])]
    urls.append(reverse("shortlists:firm_conversation", args=[address(world.ours.firm, begun)]))

    assert found(world.ours.user, urls) == []
