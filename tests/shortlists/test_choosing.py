"""Granting a mandate: its contents, limits and concurrency."""

import re
from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity
from candidates.models import Candidate
from interimhub.lib.refused import Refused
from providers.models import Firm
from shortlists.actions import mandates
from shortlists.models import Entry, Mandate
from shortlists.policy import interims as policy
from shortlists.voices import voices_for
from tests.factories import NOW, TODAY, CandidateFactory, FirmFactory, MandateFactory
from tests.notices import notice_of, subjects
from tests.shortlists.choices import Approach, approached, as_person, block

pytestmark = pytest.mark.django_db
START = date(2026, 12, 1)


def grant(world: Approach, firm: Firm, *, version: int = 1, start: date = START) -> Mandate:
    return mandates.grant_mandate(
        world.entry,
        firm=firm,
        profile_version=version,
        can_start_on=start,
        by=world.interim,
        now=NOW,
    )


def test_choosing_creates_one_mandate_with_a_copy_of_the_profile():
    world = approached()

    mandate = grant(world, world.other)

    world.entry.refresh_from_db()
    assert (world.entry.status, world.entry.firm) == (Entry.Status.MANDATED, world.other)
    assert world.entry.interested_at == world.entry.mandated_at == NOW
    assert mandate.profile["name"] == world.interim.full_name
    assert mandate.ends_on == TODAY + timedelta(days=30)
    assert mandate.consultant.firm == world.other


def test_the_start_date_is_in_the_mandate_and_not_in_the_profile():
    world = approached()
    Candidate.objects.update(
        available_from=date(2026, 12, 7), availability_confirmed_on=date(2026, 10, 1)
    )
    before = Candidate.objects.values().get()

    mandate = grant(world, world.asking, start=date(2027, 1, 11))

    assert Candidate.objects.values().get() == before
    assert mandate.can_start_on == date(2027, 1, 11)
    assert mandate.availability_confirmed_on == TODAY
    assert mandate.profile["available_from"] == "2027-01-11"
    assert mandate.profile["availability_confirmed_on"] == TODAY.isoformat()
    assert mandate.profile_version == before["version"]


def test_the_chosen_consultant_is_notified_and_the_other_reads_no_name():
    world = approached()

    mandate = grant(world, world.other)

    name = world.interim.full_name
    assert subjects(mandate.consultant.user) == [f"You represent {name} on “Interim site director”"]
    told = notice_of(world.consultant.user)
    assert told.subject == "Interim site director: not available"
    assert name not in told.body


def test_the_trail_shows_the_scope_and_the_end_of_the_mandate():
    world = approached()

    grant(world, world.asking, start=world.entry.candidate.available_from)

    line = Activity.objects.about(world.entry).get()
    assert (line.role, line.before, line.after) == ("interim", "approached", "mandated")
    assert (line.kind, line.subject) == ("mandate.granted", f"shortlists.entry:{world.entry.pk}")
    mandate = world.entry.mandates.get()
    assert line.facts == {
        "mandate": mandate.pk,
        "firm": mandate.firm_id,
        "ends_on": "2026-12-19",
        "profile_version": 1,
    }


def test_a_blocked_firm_or_one_without_a_seat_cannot_be_chosen():
    world = approached()
    block(world.entry, world.other)

    with pytest.raises(mandates.FirmNotOnBrief):
        grant(world, world.other)
    with pytest.raises(mandates.FirmNotOnBrief):
        grant(world, FirmFactory())

    assert not Mandate.objects.exists()


def test_blocks_of_other_interims_and_firms_do_not_prevent_a_choice():
    world = approached()
    block(approached().entry, world.other)
    block(world.entry, FirmFactory())

    assert grant(world, world.other).firm == world.other


def test_a_changed_profile_has_to_be_confirmed_again():
    world = approached()

    with pytest.raises(mandates.ProfileMovedOn):
        grant(world, world.asking, version=7)


def test_the_same_choice_twice_creates_one_mandate():
    world = approached()

    first, again = grant(world, world.asking), grant(world, world.asking)

    assert first.pk == again.pk
    assert len(subjects(world.consultant.user)) == 1


def test_a_second_choice_is_refused_with_a_reason():
    world = approached()
    grant(world, world.asking)

    with pytest.raises(mandates.AlreadyRepresented, match=world.asking.name):
        grant(world, world.other)


@pytest.mark.django_db(transaction=True)
def test_concurrent_choices_create_exactly_one_mandate():
    for _ in range(5):
        world = approached()
        start, refused, won = Barrier(2), [], []

        def choose(firm, start=start, refused=refused, won=won, world=world):
            start.wait()
            try:
                won.append(grant(world, firm).firm_id)
            except Refused as refusal:
                refused.append(refusal.reason)
            finally:
                connection.close()

        threads = [Thread(target=choose, args=[firm]) for firm in (world.asking, world.other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert Mandate.objects.active().filter(entry=world.entry).count() == 1
        assert (len(won), len(refused)) == (1, 1)
        assert "You have already let" in refused[0]


def test_the_database_refuses_a_second_active_mandate():
    mandate = MandateFactory()

    with pytest.raises(IntegrityError, match="mandate_one_active"), transaction.atomic():
        MandateFactory(entry=mandate.entry)


def test_trusted_firms_are_first_and_blocked_ones_last():
    world = approached()
    block(world.entry, world.asking)

    assert [voice.firm for voice in voices_for(world.entry)] == [world.other, world.asking]


def test_after_the_choice_no_firm_is_shown_as_asking():
    world = approached()
    asked = [voice.firm for voice in voices_for(world.entry) if voice.is_asking]

    grant(world, world.other)

    world.entry.refresh_from_db()
    assert asked == [world.asking]
    assert [voice.firm for voice in voices_for(world.entry) if voice.is_asking] == []


# The page


@pytest.fixture
def thursday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the page's clock to the Thursday that the factories use."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def url(entry: Entry) -> str:
    return reverse("shortlists:choose", args=[entry.ref])


def posted(chosen: Firm, **facts: str) -> dict[str, str]:
    return {
        "firm": str(chosen.ref),
        "profile_version": "1",
        "is_shown": "on",
        "can_start_on": "2026-12-01",
    } | facts


def test_choosing_redirects_an_anonymous_user_to_login(client: Browser):
    response = client.get(url(approached().entry))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_choosing_is_not_found_for_a_stranger(client: Browser):
    response = as_person(client, CandidateFactory().user).get(url(approached().entry))

    assert response.status_code == 404


def test_choosing_is_forbidden_for_a_consultant(client: Browser):
    world = approached()

    response = as_person(client, world.consultant.user).post(url(world.entry))

    assert response.status_code == 403
    assert "Only the interim can choose who represents them." in response.content.decode()


def test_the_interim_chooses_on_one_page_and_the_button_confirms_the_date(
    client: Browser, thursday: None
):
    world = approached()
    browser = as_person(client, world.interim)

    page = browser.get(url(world.entry)).content.decode()
    response = browser.post(url(world.entry), posted(world.other))

    mandate = Mandate.objects.active().get()
    assert page.count("Pressing this confirms the date for today.") == 1
    assert response.status_code == 302
    assert (mandate.firm, mandate.can_start_on) == (world.other, START)
    assert mandate.availability_confirmed_on == TODAY


@pytest.mark.parametrize(
    ("free", "offered"),
    [(date(2026, 10, 5), "2026-11-19"), (date(2027, 1, 11), "2027-01-11"), (None, None)],
)
def test_the_date_is_prefilled_with_today_for_an_available_interim(
    client: Browser, thursday: None, free: date | None, offered: str | None
):
    world = approached()
    Candidate.objects.filter(pk=world.entry.candidate_id).update(available_from=free)

    response = as_person(client, world.interim).get(url(world.entry))

    offer = response.context["form"]["can_start_on"].value()
    assert (str(offer) if offer else None) == offered


def test_no_firm_is_preselected_if_there_are_two(client: Browser):
    world = approached()

    page = as_person(client, world.interim).get(url(world.entry)).content.decode()

    assert page.count('name="firm"') == 2
    assert page.count(" checked") == 0


def test_the_only_firm_is_preselected_and_a_blocked_one_is_marked(client: Browser):
    world = approached()
    block(world.entry, world.other)

    page = as_person(client, world.interim).get(url(world.entry)).content.decode()

    assert (page.count('name="firm"'), page.count(" checked")) == (1, 1)
    assert "You blocked this firm. It never learns about you." in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"firm": str(uuid4())}, "This firm cannot represent you here."),
        ({"firm": ""}, "Choose the firm that represents you."),
        ({"is_shown": ""}, "Tick this once you have seen what will be shown."),
        ({"can_start_on": ""}, "Say from when you can start."),
        ({"can_start_on": "2026-11-18"}, "This day has passed. Today is the earliest."),
        ({"can_start_on": "2031-01-01"}, "Choose a day within the next three years."),
        ({"can_start_on": "soon"}, "Give a day, such as 2026-12-01."),
        ({"profile_version": "9"}, "Your profile has changed since you opened this page."),
    ],
)
def test_an_invalid_choice_shows_an_error_and_changes_nothing(
    client: Browser, thursday: None, change: dict[str, str], words: str
):
    world = approached()

    response = as_person(client, world.interim).post(
        url(world.entry), posted(world.other, **change)
    )

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Mandate.objects.exists()


def test_pages_of_the_choice_do_not_mention_money(client: Browser):
    world = approached()

    page = as_person(client, world.interim).get(url(world.entry)).content.decode().lower()

    # Whole words only: the form's random token could contain them.
    assert re.findall(r"\b(?:prices?|fees?|budgets?)\b|[£€]", page) == []


def test_choosing_is_refused_while_the_brief_is_on_hold():
    world = approached()
    world.entry.brief.hold(reason="The board meets.", review_on=TODAY, now=NOW)

    assert not policy.can_choose(world.interim, world.entry)
    with pytest.raises(Refused, match="The board meets"):
        grant(world, world.asking)
