"""A firm asks for a permission or a new version of it; nothing counts before the interim's word."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Deadline
from candidates.models import Candidate
from interimhub.lib.refused import MovedOn
from shortlists import actions as submitting
from shortlists import clock
from shortlists.actions import permissions as actions
from shortlists.asking import address
from shortlists.deadlines import PERMISSION
from shortlists.models import Entry, Mandate
from tests.factories import NOW, TODAY
from tests.notices import codes_of, notices_of
from tests.shortlists.choices import approached
from tests.shortlists.permissions import REASON, UNTIL, ask, choose, represented
from tests.shortlists.showing import agreed
from tests.shortlists.worlds import case_for

pytestmark = pytest.mark.django_db
S = Mandate.Status


def test_what_a_firm_asks_for_is_read_with_its_reason_and_its_conflicts(client: Browser):
    world = approached()
    ask(world.entry, world.consultant, conflicts="We placed its head of quality.")
    client.force_login(world.interim)

    page = client.get(world.entry.get_absolute_url()).content.decode()

    assert f"{world.asking.name} asks for your permission" in page
    for words in (REASON, "We placed its head of quality."):
        assert words in page
        assert words in notices_of(world.interim)[-1].body
    assert world.entry.brief.client.name not in page


def test_choosing_the_firm_grants_what_it_asked_for():
    world = approached()
    asked = ask(world.entry, world.consultant)

    given = choose(world.entry, world.consultant)

    assert (given.pk, given.status, given.ends_on) == (asked.pk, S.GRANTED, UNTIL)
    assert given.profile["name"] == world.interim.full_name
    assert not Deadline.objects.about(given).open().exists()


def test_choosing_another_firm_refuses_it_and_tells_only_that_they_are_not_available():
    world = approached()
    asked = ask(world.entry, world.consultant)
    other = world.other.members.get()

    choose(world.entry, other)

    asked.refresh_from_db()
    assert asked.status == S.REFUSED
    assert codes_of(world.consultant.user) == ["brief.interim_not_available"]


def test_a_no_to_a_request_changes_nothing_else(client: Browser):
    world = approached()
    asked = ask(world.entry, world.consultant)
    client.force_login(world.interim)

    client.post(reverse("shortlists:refuse_request", args=[asked.ref]))

    asked.refresh_from_db()
    world.entry.refresh_from_db()
    assert (asked.status, world.entry.status) == (S.REFUSED, Entry.Status.APPROACHED)
    assert codes_of(world.consultant.user) == ["mandate.refused"]


@pytest.mark.parametrize("has_chosen", [True, False])
def test_after_72_hours_it_lapses_and_the_firm_hears_the_same_whoever_was_chosen(has_chosen: bool):
    world = approached()
    if has_chosen:
        choose(world.entry, world.other.members.get())
        late = approached(brief=world.entry.brief).consultant
        from tests.factories import ApproachFactory

        ApproachFactory(entry=world.entry, consultant=late)
    else:
        late = world.consultant
    asked = ask(world.entry, late)

    for hours in range(0, 73, 6):
        clock.send_reminders(NOW + timedelta(hours=hours))

    asked.refresh_from_db()
    assert (asked.status, asked.ended_at) == (S.LAPSED, NOW + PERMISSION)
    told = [code for code in codes_of(late.user) if code.startswith("mandate")]
    assert told == ["mandate.call_wanted", "mandate.lapsed"]
    heard = "mandate.requested" in codes_of(world.interim)
    assert heard != has_chosen


def test_a_request_is_made_once():
    world = approached()

    assert ask(world.entry, world.consultant) == ask(world.entry, world.consultant)


def test_a_firm_that_is_not_in_the_conversation_cannot_ask():
    world = approached()

    with pytest.raises(MovedOn):
        ask(world.entry, world.other.members.get())


def test_a_new_version_needs_their_word_before_anything_uses_it(client: Browser):
    world = represented()
    asked = ask(world.entry, world.ours)
    world.mandate.refresh_from_db()
    assert (world.mandate.status, world.mandate.ends_on) != (S.REPLACED, UNTIL)
    client.force_login(world.interim)

    client.post(reverse("shortlists:agree_to_request", args=[asked.ref]), {"profile_version": "1"})

    world.mandate.refresh_from_db()
    asked.refresh_from_db()
    assert (world.mandate.status, asked.status) == (S.REPLACED, S.GRANTED)
    assert world.entry.mandates.active().get().ends_on == UNTIL
    deadline = Deadline.objects.about(world.entry).of_kind("mandate.use").open().get()
    assert deadline.due_at is not None
    assert deadline.due_at.date() > UNTIL
    assert "mandate.in_writing" in codes_of(world.interim)
    assert "mandate.in_writing_to_firm" in codes_of(world.ours.user)


def test_a_new_profile_goes_only_after_their_word_and_the_words_are_shown_again():
    world = represented()
    case = case_for(world.brief)
    agreed(world.entry, **case)
    Candidate.objects.update(version=2, headline="Site director, twice")
    assert world.entry.mandates.active().get().profile_version == 1

    actions.show_current_profile(world.entry, profile_version=2, by=world.interim, now=NOW)

    given = world.entry.mandates.active().get()
    assert (given.number, given.profile_version) == (2, 2)
    assert given.profile["headline"] == "Site director, twice"
    with pytest.raises(submitting.NotShown):
        submitting.submit(world.entry, by=world.ours.user, now=NOW, **case)


def test_a_submission_keeps_the_version_that_it_went_with():
    world = represented()
    from tests.shortlists.showing import submit_shown

    sent = submit_shown(world.entry, by=world.ours.user, now=NOW, **case_for(world.brief))
    Candidate.objects.update(version=2)

    actions.show_current_profile(world.entry, profile_version=2, by=world.interim, now=NOW)

    sent.refresh_from_db()
    assert (sent.mandate, sent.mandate.profile_version) == (world.mandate, 1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"ends_on": ""}, "required"),
        ({"ends_on": TODAY.isoformat()}, "past"),
        ({"ends_on": "2099-01-01"}, "far"),
        ({"reason": ""}, "required"),
    ],
)
def test_a_request_that_misses_something_is_kept_and_says_what(
    client: Browser, typed: dict[str, str], code: str
):
    world = represented()
    client.force_login(world.ours.user)
    url = reverse("shortlists:request_permission", args=[address(world.ours.firm, world.entry)])

    page = client.post(url, {"ends_on": UNTIL.isoformat(), "reason": REASON} | typed)

    assert page.status_code == 422
    assert page.context["form"].errors.as_data()[next(iter(typed))][0].code == code
    assert not Mandate.objects.requested().exists()
