"""For ten minutes nobody hears of a no, and whoever gave it can take it back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, Deadline, Mail, Notice
from interimhub.lib.undo import WINDOW, TooLate
from shortlists import clock
from shortlists.actions import briefs, decisions, held_answers, mandates, withdrawals
from shortlists.asking import url_for
from shortlists.holding import AnsweredNo
from shortlists.models import Approach, Entry, HeldAnswer, Mandate
from tests.browsers import browser_of, without_what_passes
from tests.deadlines import verbs
from tests.factories import NOW
from tests.notices import subjects
from tests.shortlists.choices import approached, as_person, let_it_be_heard, put_forward, shortlist
from tests.shortlists.noes import REASON, SENTENCE, declined, said_no

pytestmark = pytest.mark.django_db

Kind = HeldAnswer.Kind


def state(entry: Entry) -> tuple[object, ...]:
    """Return everything that somebody else could tell a no by."""
    return (
        Entry.objects.values().get(pk=entry.pk),
        list(Approach.objects.order_by("pk").values()),
        list(Mandate.objects.order_by("pk").values()),
        list(Deadline.objects.order_by("pk").values()),
        list(Notice.objects.order_by("pk").values()),
        list(Mail.objects.order_by("pk").values()),
    )


def page(user: Any, path: str) -> str:
    return without_what_passes(browser_of(user).get(path).content.decode())


# Nobody hears of it


def test_for_ten_minutes_a_no_of_the_interim_changes_nothing_for_anybody_else() -> None:
    world = approached()
    consultant = world.consultant.user
    paths = [url_for(world.asking, world.entry), reverse("shortlists:conversations"), "/today/"]
    before, pages = state(world.entry), [page(consultant, path) for path in paths]

    mandates.decline_approach(world.entry, reason=REASON, by=world.interim, now=NOW)
    clock.pass_on_held_answers(NOW + WINDOW - timedelta(seconds=1))

    assert state(world.entry) == before
    assert [page(consultant, path) for path in paths] == pages


def test_for_ten_minutes_a_no_of_the_client_changes_nothing_for_interim_and_firm() -> None:
    entry = put_forward(shortlist(), status="in_review")
    readers = [entry.candidate.user, entry.consultant.user]
    own = [entry.get_absolute_url(), url_for(entry.firm, entry)]
    paths = [*own, reverse("shortlists:conversations"), "/today/"]
    pages = [page(user, path) for user in readers for path in paths]
    before = state(entry)

    decisions.decline(
        entry,
        reason=Entry.DeclineReason.CRITERION,
        criterion=entry.brief.criteria.get(),
        text=SENTENCE,
        by=entry.brief.manager.user,
        now=NOW,
    )

    assert state(entry) == before
    assert [page(user, path) for user in readers for path in paths] == pages


def test_after_ten_minutes_the_firm_reads_the_no_and_its_reason() -> None:
    world = said_no()

    let_it_be_heard()

    entry = Entry.objects.get()
    assert (entry.status, entry.end_text) == (Entry.Status.DECLINED_BY_INTERIM, REASON)
    assert (entry.ended_by, entry.ended_at) == (world.interim, NOW + WINDOW)
    assert subjects(world.consultant.user) == ["Interim site director: an interim declined"]
    assert not HeldAnswer.objects.exists()


def test_a_clock_that_ticks_twice_tells_people_once() -> None:
    world = said_no()

    let_it_be_heard()
    let_it_be_heard()

    assert len(subjects(world.consultant.user)) == 1


def test_a_no_of_the_client_is_heard_although_its_brief_is_on_hold_by_then() -> None:
    entry = declined()
    briefs.hold_brief(
        entry.brief,
        reason="The board meets.",
        review_on=NOW.date(),
        by=entry.brief.manager.user,
        now=NOW,
    )

    let_it_be_heard()

    entry.refresh_from_db()
    assert entry.was_not_chosen


# Taking it back


@pytest.mark.parametrize("who", [Kind.INTERIM, Kind.CLIENT])
def test_a_no_that_is_taken_back_never_was(who: HeldAnswer.Kind) -> None:
    entry = said_no().entry if who is Kind.INTERIM else declined()
    by = entry.candidate.user if who is Kind.INTERIM else entry.brief.manager.user
    before = state(entry)

    held_answers.take_back(entry, who, by=by, now=NOW)
    let_it_be_heard()

    assert state(entry) == before
    assert list(Activity.objects.about(entry).order_by("pk").values_list("kind", flat=True)) == [
        "entry.no_given",
        "entry.no_taken_back",
    ]


def test_taking_back_brings_back_what_there_was_to_do() -> None:
    world = approached()
    before = verbs(world.interim)
    mandates.decline_approach(world.entry, reason="", by=world.interim, now=NOW)
    meanwhile = verbs(world.interim)

    held_answers.take_back(world.entry, Kind.INTERIM, by=world.interim, now=NOW)

    assert (before, meanwhile, verbs(world.interim)) == (["Read the letter"], [], before)


def test_a_second_no_changes_nothing_of_the_first() -> None:
    world = said_no()
    facts = HeldAnswer.objects.values("pk", "due_at", "text", "reason")
    first = facts.get()

    later = NOW + timedelta(minutes=3)
    mandates.decline_approach(world.entry, reason=REASON, by=world.interim, now=later)

    assert facts.get() == first


def test_taking_back_twice_changes_nothing() -> None:
    world = said_no()
    held_answers.take_back(world.entry, Kind.INTERIM, by=world.interim, now=NOW)

    held_answers.take_back(world.entry, Kind.INTERIM, by=world.interim, now=NOW)

    assert Activity.objects.filter(kind="entry.no_taken_back").count() == 1


def test_a_no_the_clock_has_not_passed_on_yet_can_still_be_taken_back() -> None:
    world = said_no()

    held_answers.take_back(world.entry, Kind.INTERIM, by=world.interim, now=NOW + 2 * WINDOW)

    assert Entry.objects.get().awaits_interim
    assert not HeldAnswer.objects.exists()


def test_who_comes_too_late_reads_who_was_told_when_and_who_has_read_it() -> None:
    world = said_no()
    let_it_be_heard()
    consultant = world.consultant.user
    Notice.objects.filter(user=consultant).update(read_at=NOW + timedelta(minutes=14))

    answer = browser_of(world.interim).post(
        reverse("shortlists:take_no_back", args=[world.entry.ref])
    )

    words = answer.content.decode()
    told, read = (
        f"{timezone.localtime(moment):%H:%M on %-d %B}"
        for moment in (NOW + WINDOW, NOW + timedelta(minutes=14))
    )
    assert answer.status_code == 409
    assert f"it went to {consultant.full_name} of {world.asking.name} at {told}." in words
    assert f"{consultant.full_name} read it at {read}." in words


def test_a_manager_who_comes_too_late_reads_who_was_told_and_when() -> None:
    entry = declined()
    let_it_be_heard()

    answer = browser_of(entry.brief.manager.user).post(
        reverse("shortlists:take_decline_back", args=[entry.ref])
    )

    assert answer.status_code == 409
    assert f"it went to {entry.candidate.user.full_name} and" in answer.content.decode()


# What contradicts it


def test_who_has_said_no_takes_it_back_before_asking_or_choosing(client: Browser) -> None:
    world = said_no()

    with pytest.raises(AnsweredNo):
        mandates.ask_question(world.entry, text="Who decides?", by=world.interim, now=NOW)
    answer = as_person(client, world.interim).get(
        reverse("shortlists:choose", args=[world.entry.ref])
    )

    assert answer.status_code == 409
    assert "You have said no, and nobody has heard it yet." in answer.content.decode()


def test_whom_a_manager_has_declined_is_not_invited() -> None:
    entry = declined()
    starts = [NOW + timedelta(days=3), NOW + timedelta(days=4)]

    with pytest.raises(AnsweredNo):
        decisions.invite(
            entry,
            starts=starts,
            minutes=60,
            place="",
            by=entry.brief.manager.user,
            now=NOW,
        )


def test_nobody_is_reminded_of_an_answer_that_they_have_given() -> None:
    world = said_no(deadline__due_at=NOW + timedelta(minutes=1))

    clock.send_reminders(NOW + timedelta(minutes=5))

    assert subjects(world.interim) == []


def test_a_question_that_the_interim_asked_before_stays_with_the_firm_until_then() -> None:
    world = approached()
    mandates.ask_question(world.entry, text="Who decides?", by=world.interim, now=NOW)

    mandates.decline_approach(world.entry, reason="", by=world.interim, now=NOW)

    assert verbs(world.consultant.user) == ["Answer"]


def cancel(entry: Entry) -> None:
    briefs.cancel_brief(
        entry.brief, end_reason="plans", reason="No.", by=entry.brief.manager.user, now=NOW
    )


def withdraw(entry: Entry) -> None:
    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)


@pytest.mark.parametrize("end", [cancel, withdraw])
def test_a_conversation_that_ended_otherwise_meanwhile_stays_as_it_ended(
    end: Callable[[Entry], None],
) -> None:
    entry = declined()
    end(entry)
    before = state(entry)

    let_it_be_heard()

    assert state(entry) == before
    with pytest.raises(TooLate, match="has ended meanwhile"):
        held_answers.take_back(entry, Kind.CLIENT, by=entry.brief.manager.user, now=NOW)


def test_somebody_declined_still_counts_until_they_hear_of_it() -> None:
    entry = declined()

    assert Entry.objects.filter(brief=entry.brief).in_front_of_client().count() == 1


# The pages


def test_the_interim_reads_until_when_and_finds_the_way_back_in_page_and_list(
    client: Browser,
) -> None:
    world = said_no()
    HeldAnswer.objects.update(
        given_at=timezone.now(), due_at=timezone.now() + timedelta(minutes=10)
    )
    until = f"{timezone.localtime(HeldAnswer.objects.get().due_at):%H:%M}"
    as_person(client, world.interim)

    shown = client.get(world.entry.get_absolute_url()).content.decode()
    listed = client.get(reverse("shortlists:conversations")).content.decode()

    assert f"{world.asking.name} hears of it at {until}" in shown
    assert reverse("shortlists:take_no_back", args=[world.entry.ref]) in shown
    assert f"You can take it back until {until}." in listed
    assert "Your answer is awaited" not in shown + listed


def test_the_press_on_no_offers_undo_and_undo_brings_everything_back(client: Browser) -> None:
    world = approached()
    as_person(client, world.interim)
    undo = reverse("shortlists:take_no_back", args=[world.entry.ref])

    said = client.post(
        reverse("shortlists:decline", args=[world.entry.ref]), {"reason": REASON}, follow=True
    )
    back = client.post(undo, follow=True)

    assert said.content.decode().count(f'action="{undo}"') == 2
    assert "Nobody was told, and everything is as before." in back.content.decode()
    assert Entry.objects.get().awaits_interim


def test_a_manager_and_their_colleagues_read_that_somebody_is_declined(client: Browser) -> None:
    entry = declined()
    path = reverse("shortlists:person", args=[entry.ref])
    undo = reverse("shortlists:take_decline_back", args=[entry.ref])

    shown = as_person(client, entry.brief.manager.user).get(path).content.decode()
    listed = client.get(reverse("shortlists:compare", args=[entry.brief.ref])).content.decode()

    assert undo in shown
    assert SENTENCE in shown
    assert "Declined. The letter leaves at" in listed
