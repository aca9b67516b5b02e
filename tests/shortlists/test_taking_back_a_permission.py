"""An interim changes the firm that speaks for them, or the firm gives the permission back."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Activity, Deadline
from shortlists import clock
from shortlists.actions import decisions
from shortlists.actions import permissions as actions
from shortlists.asking import key_at, url_for
from shortlists.deadlines import PERMISSION
from shortlists.models import Entry, Mandate, ShownWords
from tests.browsers import browser_of
from tests.factories import NOW
from tests.notices import codes_of, notices_of, subjects
from tests.shortlists.permissions import Represented, choose, represented, take_back
from tests.shortlists.showing import show, submit_shown
from tests.shortlists.worlds import case_for

pytestmark = pytest.mark.django_db
S = Entry.Status


def put_forward(world: Represented, *, is_read: bool) -> None:
    case = case_for(world.brief)
    submit_shown(world.entry, by=world.ours.user, now=NOW, **case)
    if is_read:
        decisions.read_person(world.entry, by=world.brief.manager.user, now=NOW)
    world.entry.refresh_from_db()


def test_a_permission_that_is_taken_back_ends_at_once_and_a_choice_follows():
    world = represented()

    begun = take_back(world)

    world.mandate.refresh_from_db()
    world.entry.refresh_from_db()
    assert (world.mandate.status, world.mandate.ended_at) == (Mandate.Status.REVOKED, NOW)
    assert (world.entry.status, world.entry.end_reason) == (S.WITHDRAWN, "revoked")
    assert (begun.status, begun.goes_on_from) == (S.INTERESTED, world.entry)
    assert Deadline.objects.about(begun).open().get().due_at == NOW + PERMISSION
    assert not Deadline.objects.about(world.entry).open().exists()


def test_the_firm_is_told_without_a_reason_and_the_interim_in_writing():
    world = represented()

    take_back(world)

    name = world.interim.full_name
    told = notices_of(world.ours.user)[-1]
    assert told.subject == f"{name} took back the permission: “Interim site director”"
    assert "need not say why" in told.body
    firm = world.ours.firm.name
    assert subjects(world.interim) == [f"Interim site director: {firm} no longer represents you"]


@pytest.mark.parametrize("is_read", [True, False])
def test_what_the_client_has_opened_stays_marked_and_the_rest_is_closed(is_read: bool):
    world = represented()
    put_forward(world, is_read=is_read)
    manager = browser_of(world.brief.manager.user)

    take_back(world)

    page = manager.get(reverse("shortlists:person", args=[world.entry.ref]))
    people = manager.get(reverse("shortlists:compare", args=[world.brief.ref])).content.decode()
    assert page.status_code == (200 if is_read else 404)
    marked = f"No longer represented by {world.ours.firm.name}"
    assert (marked in page.content.decode()) == is_read
    assert (marked in people) == is_read
    code = "entry.voice_changed" if is_read else "entry.withdrawn_unread"
    assert code in codes_of(world.brief.manager.user)


def test_words_that_were_shown_do_not_go_any_more():
    world = represented()
    show(world.entry, world.ours)

    take_back(world)

    assert ShownWords.objects.get().status == ShownWords.Status.ENDED


def test_the_next_firm_reads_nothing_of_the_last_one(client: Browser):
    world = represented()
    put_forward(world, is_read=True)
    begun = take_back(world)
    choose(begun, world.theirs)
    begun = Entry.objects.get(pk=begun.pk)
    client.force_login(world.theirs.user)

    page = client.get(url_for(world.theirs.firm, begun))

    assert page.status_code == 200
    text = page.content.decode()
    assert world.interim.full_name in text
    assert case_for(world.brief)["introduction"] not in text
    assert world.ours.user.full_name not in text
    assert not Activity.objects.about(begun).filter(kind="mandate.revoked").exists()
    assert key_at(world.theirs.firm, world.entry.ref) == 0


def test_the_last_firm_reads_nothing_of_the_next_one(client: Browser):
    world = represented()
    begun = take_back(world)
    choose(begun, world.theirs)
    client.force_login(world.ours.user)

    page = client.get(url_for(world.ours.firm, world.entry), follow=True).content.decode()
    listed = client.get(reverse("shortlists:conversations")).content.decode()

    assert "They took their permission back" in page
    for text in (page, listed):
        assert world.theirs.user.full_name not in text
        assert "Represented" not in text


def test_another_firm_puts_them_forward_and_the_client_keeps_both(client: Browser):
    world = represented()
    put_forward(world, is_read=True)
    begun = take_back(world)
    choose(begun, world.theirs)
    begun = Entry.objects.get(pk=begun.pk)

    submit_shown(begun, by=world.theirs.user, now=NOW, **case_for(world.brief))

    found = Entry.objects.visible_to(world.brief.manager.user).filter(brief=world.brief)
    assert {row.pk for row in found} == {world.entry.pk, begun.pk}
    assert [row.status for row in found.live()] == [S.SUBMITTED]


def test_the_interim_reads_their_letter_again_and_chooses(client: Browser):
    world = represented(is_confidential=True)
    client.force_login(world.interim)

    answer = client.post(
        reverse("shortlists:take_back_mandate", args=[world.entry.ref]), follow=True
    )

    page = answer.content.decode()
    assert "No firm represents you on this brief now" in page
    assert world.brief.client.name in page  # they have known the name before
    assert "You closed such a case in 2025." in page
    chosen = {
        "firm": str(world.theirs.firm.ref),
        "profile_version": "1",
        "is_shown": "on",
        "can_start_on": "2027-12-01",
    }
    begun = Entry.objects.live().get()
    client.post(reverse("shortlists:choose", args=[begun.ref]), chosen)
    begun.refresh_from_db()
    assert (begun.status, begun.firm) == (S.MANDATED, world.theirs.firm)


def test_who_chooses_nobody_is_reminded_and_no_firm_ever_hears_of_it():
    world = represented()
    begun = take_back(world)
    before = subjects(world.theirs.user), subjects(world.ours.user)

    moment = NOW
    while moment < NOW + 3 * PERMISSION:
        moment += PERMISSION / 12
        clock.send_reminders(moment)

    begun.refresh_from_db()
    assert (begun.status, begun.end_reason) == (S.EXPIRED, "interim")
    told = codes_of(world.interim)
    assert (told.count("voice.choose_due"), told.count("voice.unchosen")) == (3, 1)
    assert (subjects(world.theirs.user), subjects(world.ours.user)) == before


def test_a_firm_gives_a_permission_back_with_a_reason_that_the_interim_reads(client: Browser):
    world = represented()
    client.force_login(world.ours.user)
    url = reverse("shortlists:release", args=[url_for(world.ours.firm, world.entry).split("/")[-2]])

    empty = client.post(url, {"reason": ""})
    answer = client.post(url, {"reason": "I leave the firm, and nobody here knows plants."})

    assert (empty.status_code, answer.status_code) == (422, 302)
    world.mandate.refresh_from_db()
    assert world.mandate.status == Mandate.Status.RELEASED
    told = notices_of(world.interim)[-1]
    assert "I leave the firm, and nobody here knows plants." in told.body
    assert Entry.objects.live().get().status == S.INTERESTED


def test_a_permission_is_taken_back_once(client: Browser):
    world = represented()
    first = take_back(world)

    again = take_back(world)

    assert again == first
    assert Entry.objects.count() == 2
    with pytest.raises(actions.NoPermission):
        actions.take_back_mandate(first, by=world.interim, now=NOW)
