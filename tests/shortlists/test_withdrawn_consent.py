"""What readers keep and lose when an interim withdraws their consent."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from candidates import actions as candidates
from candidates.actions.visibility import set_stance
from candidates.models import FirmStance
from shortlists.actions import briefs, withdrawals
from shortlists.asking import url_for
from shortlists.models import Entry
from sourcing.actions import read_match
from tests.browsers import browser_of
from tests.factories import NOW
from tests.notices import notice_of, subjects
from tests.shortlists.choices import approached, put_forward
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db


def test_client_cannot_open_an_unopened_interim_after_withdrawal():
    entry = put_forward(ready_brief(), status="submitted")
    manager = entry.brief.manager.user
    page = reverse("shortlists:person", args=[entry.ref])
    name = entry.candidate.user.full_name
    assert browser_of(manager).get(page).status_code == 200  # looking at a page reads nothing yet

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)

    assert browser_of(manager).get(page).status_code == 404
    compared = browser_of(manager).get(reverse("shortlists:compare", args=[entry.brief.ref]))
    assert name not in compared.content.decode()
    assert "Nobody is in front of you just now" in compared.content.decode()
    told = notice_of(manager)
    assert told.subject == f"{entry.brief.name}: no longer available"
    assert name not in told.subject + told.body


def test_client_keeps_an_opened_interim_marked_as_withdrawn():
    entry = put_forward(ready_brief(), status="in_review")
    manager = browser_of(entry.brief.manager.user)

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)

    assert manager.get(reverse("shortlists:person", args=[entry.ref])).status_code == 200
    compared = manager.get(reverse("shortlists:compare", args=[entry.brief.ref]))
    assert "Withdrawn" in compared.content.decode()


@pytest.mark.parametrize("status", Entry.OVER)
@pytest.mark.parametrize("was_read", [True, False])
def test_client_can_open_ended_entries_only_if_opened_before(status: str, was_read: bool):
    entry = put_forward(ready_brief(), status="submitted")
    Entry.objects.filter(pk=entry.pk).update(
        status=status,
        first_read_at=NOW if was_read else None,
        end_reason="other",
        end_text="A reason.",
        ended_by=entry.brief.manager.user,
    )

    seen = Entry.objects.visible_to(entry.brief.manager.user)

    assert seen.filter(pk=entry.pk).exists() == was_read


def test_every_status_is_live_over_or_engaged():
    known = {*Entry.LIVE, *Entry.OVER, Entry.Status.ENGAGED}

    assert known == set(Entry.Status)
    assert not set(Entry.LIVE) & set(Entry.OVER)


def test_cancelling_a_brief_closes_unopened_submissions():
    entry = put_forward(ready_brief(), status="submitted")

    briefs.cancel_brief(
        entry.brief, end_reason="gone", reason="", by=entry.brief.manager.user, now=NOW
    )

    page = reverse("shortlists:person", args=[entry.ref])
    assert browser_of(entry.brief.manager.user).get(page).status_code == 404


@pytest.mark.parametrize("way", ["hidden", "blocked"])
def test_match_closes_for_firms_that_had_opened_it_and_others(way: str):
    brief = ready_brief()
    reader, other = seat_on(brief), seat_on(brief)
    interim = open_to(reader.firm)
    FirmStance.objects.create(candidate=interim, firm=other.firm, stance="trusted")
    result = match_of(brief, interim)
    read_match(result, by=reader.user, now=NOW)
    pages = {
        consultant: reverse("sourcing:match", args=[brief.ref, consultant.firm.own_id(result.ref)])
        for consultant in (reader, other)
    }
    assert browser_of(reader.user).get(pages[reader]).status_code == 200

    if way == "hidden":
        candidates.stay_hidden(interim, by=interim.user, now=NOW)
    else:
        for firm in (reader.firm, other.firm):
            set_stance(interim, by=interim.user, now=NOW, firm=firm, stance="blocked")

    for consultant, page in pages.items():
        assert browser_of(consultant.user).get(page).status_code == 404


def test_conversation_continues_after_hiding_the_profile():
    world = approached()

    candidates.stay_hidden(world.entry.candidate, by=world.interim, now=NOW)

    page = browser_of(world.consultant.user).get(url_for(world.entry.firm, world.entry))
    assert page.status_code == 200


def test_pages_say_what_others_keep_before_withdrawing(client: Browser):
    entry = put_forward(ready_brief(), status="submitted")
    own = browser_of(entry.candidate.user)

    conversation = own.get(entry.get_absolute_url()).content.decode()
    profile = own.get(reverse("candidates:profile")).content.decode()

    assert "if it has not opened you yet, it no longer can." in " ".join(conversation.split())
    assert "You leave all lists of matches" in " ".join(profile.split())
    assert subjects(entry.brief.manager.user) == []
