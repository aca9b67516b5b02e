"""The client meets no more people than it asked for, and no firm reads how many others have."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Deadline
from engagements.models import Brief
from interimhub.lib.undo import WINDOW
from providers.models import Consultant
from shortlists import places, slate
from shortlists.actions import briefs, decisions, slates, submitted, withdrawals
from shortlists.asking import address
from shortlists.models import Entry
from tests.deadlines import today
from tests.factories import NOW, TODAY
from tests.notices import subjects
from tests.shortlists.choices import let_it_be_heard
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=4)


def put_forward(brief: Brief, by: Consultant, hours: int = 0) -> Entry:
    person = open_to(by.firm, availability_confirmed_on=TODAY)
    entry, _ = mandated(brief, by, person)
    moment = NOW + timedelta(hours=hours)
    submit_shown(entry, by=by.user, now=moment, **case_for(brief))
    return Entry.objects.select_related("brief", "candidate__user").get(pk=entry.pk)


@pytest.fixture
def full() -> tuple[Brief, list[Entry], Entry]:
    """A brief on which one firm has three people in front of the client, and another a fourth."""
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    first = [put_forward(brief, theirs) for _ in range(3)]
    return brief, first, put_forward(brief, ours, hours=1)


def visible(brief: Brief) -> set[int]:
    found = Entry.objects.visible_to(brief.manager.user).filter(brief=brief).in_front_of_client()
    return set(found.values_list("pk", flat=True))


def test_the_fourth_waits_for_a_place_and_the_client_is_told_nothing_yet(full):
    brief, first, fourth = full

    assert fourth.status == Entry.Status.SUBMITTED
    assert visible(brief) == {entry.pk for entry in first}
    assert len(subjects(brief.manager.user)) == 3
    assert {wait.name for wait in today(brief.manager.user)} == {
        "",
        *(entry.candidate.user.full_name for entry in first),
    }


def test_the_page_of_the_client_says_how_many_wait(client: Browser, full):
    brief, _, fourth = full
    client.force_login(brief.manager.user)

    page = client.get(reverse("shortlists:compare", args=[brief.ref])).content.decode()

    assert "1 more has been put forward and waits for a place" in " ".join(page.split())
    assert fourth.candidate.user.full_name not in page
    assert client.get(reverse("shortlists:person", args=[fourth.ref])).status_code == 404


@pytest.mark.parametrize("how", ["decline", "withdraw", "take_back", "raise"])
def test_a_free_place_goes_to_the_only_one_who_waits(full, how: str):
    brief, first, fourth = full

    if how == "decline":
        decisions.read_person(first[0], by=brief.manager.user, now=LATER)
        decisions.decline(
            first[0],
            reason=Entry.DeclineReason.CONTEXT,
            criterion=brief.criteria.first(),
            text="Another has done this in a plant of this size.",
            by=brief.manager.user,
            now=LATER - WINDOW,
        )
        let_it_be_heard(LATER - WINDOW)
    elif how == "take_back":
        by = first[0].consultant.user
        submitted.withdraw_submission(first[0], by=by, reason="She is ill.", now=LATER)
    elif how == "withdraw":
        withdrawals.withdraw(first[0], by=first[0].candidate.user, now=LATER)
    else:
        briefs.raise_cap(brief, cap=4, cap_reason="Two sites.", by=brief.manager.user, now=LATER)

    assert fourth.pk in visible(brief)
    fourth.refresh_from_db()
    assert fourth.submission.shown_at == LATER
    assert Deadline.objects.about(fourth).open().get().owner == brief.manager.user
    shown = f"Interim site director: {fourth.firm.name} puts somebody forward"
    assert subjects(brief.manager.user)[-1] == shown


def test_where_two_wait_for_a_free_place_the_manager_chooses_and_not_who_was_first(full):
    brief, first, fourth = full
    fifth = put_forward(brief, fourth.consultant, hours=2)
    withdrawals.withdraw(first[0], by=first[0].candidate.user, now=LATER)
    assert visible(brief) == {row.pk for row in first[1:]}

    keys = [slate.drawn(fifth)]
    slates.choose_people(brief, chosen=keys, by=brief.manager.user, now=LATER)

    assert visible(brief) == {*(row.pk for row in first[1:]), fifth.pk}
    assert fourth.pk not in visible(brief)


def test_a_place_that_is_free_while_the_brief_is_on_hold_is_given_when_it_goes_on(full):
    brief, first, fourth = full
    by = brief.manager.user
    briefs.hold_brief(brief, reason="The board meets.", review_on=TODAY, by=by, now=LATER)
    withdrawals.withdraw(first[0], by=first[0].candidate.user, now=LATER)
    assert fourth.pk not in visible(brief)

    briefs.resume_brief(Brief.objects.get(pk=brief.pk), by=by, now=LATER)

    assert fourth.pk in visible(brief)


def test_who_waits_for_a_place_and_withdraws_is_no_news_to_the_client(full):
    brief, first, fourth = full
    before = subjects(brief.manager.user)

    withdrawals.withdraw(fourth, by=fourth.candidate.user, now=LATER)

    assert subjects(brief.manager.user) == before
    assert visible(brief) == {entry.pk for entry in first}
    assert places.waiting_for_place(brief).count() == 0


def test_a_place_stays_taken_while_a_no_of_the_client_is_held(full):
    brief, first, fourth = full
    decisions.read_person(first[0], by=brief.manager.user, now=LATER)

    decisions.decline(
        first[0],
        reason=Entry.DeclineReason.CONTEXT,
        criterion=brief.criteria.first(),
        text="Another has done this in a plant of this size.",
        by=brief.manager.user,
        now=LATER,
    )

    assert fourth.pk not in visible(brief)


def test_who_waits_for_a_place_and_is_taken_back_by_the_firm_is_no_news_to_the_client(full):
    brief, first, fourth = full
    before = subjects(brief.manager.user)

    submitted.withdraw_submission(
        fourth, by=fourth.consultant.user, reason="She is ill.", now=LATER
    )

    assert subjects(brief.manager.user) == before
    assert visible(brief) == {entry.pk for entry in first}


def test_who_is_taken_back_and_put_forward_again_waits_behind_the_others(full):
    brief, first, fourth = full
    again, by = first[0], first[0].consultant.user
    submitted.withdraw_submission(again, by=by, reason="She is ill.", now=LATER)

    submit_shown(again, by=by, now=LATER + timedelta(hours=1), **case_for(brief))

    assert again.pk not in visible(brief)
    assert fourth.pk in visible(brief)
    assert places.waiting_for_place(brief).get().pk == again.pk


def test_a_firm_reads_its_own_people_alone_where_it_puts_somebody_forward(client: Browser, full):
    brief, _, fourth = full
    ours = fourth.consultant
    entry, _ = mandated(brief, ours, open_to(ours.firm, availability_confirmed_on=TODAY))
    client.force_login(ours.user)

    page = client.get(reverse("shortlists:submit", args=[address(ours.firm, entry)]))

    assert page.context["live_count"] == 1
    assert "The shortlist is full" not in page.content.decode()
