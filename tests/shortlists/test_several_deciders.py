"""Several people decide on one brief: the first decision counts, and the others read whose."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from engagements.models import Brief, BriefPerson
from shortlists import clock
from shortlists.actions import decisions, held_answers
from shortlists.models import Entry, HeldAnswer
from shortlists.policy import clients as policy
from shortlists.running import agreed_interviews
from tests.browsers import browser_of
from tests.deadlines import verbs
from tests.factories import NOW, BriefPersonFactory
from tests.notices import codes_of, subjects
from tests.shortlists.choices import let_it_be_heard, put_forward, shortlist
from tests.shortlists.races import at_once
from tests.trail import trail_of

Role = BriefPerson.Role
DAY = timedelta(days=1)


def in_review() -> Entry:
    return again(put_forward(shortlist(), status="in_review"))


def again(entry: Entry) -> Entry:
    """Return a conversation as another page loads it."""
    rows = Entry.objects.select_related("brief__client", "brief__manager__user", "candidate__user")
    return rows.get(pk=entry.pk)


def co_owner(brief: Brief, name: str = "Jonas Roe") -> User:
    person = BriefPersonFactory(brief=brief, role=Role.CO_OWNER, member__user__full_name=name)
    return person.member.user


def invite(entry: Entry, *, by: User, **facts: Any) -> None:
    starts = [NOW + 3 * DAY, NOW + 4 * DAY]
    decisions.invite(entry, starts=starts, minutes=60, place="Room", by=by, now=NOW, **facts)


def decline(entry: Entry, *, by: User, **facts: Any) -> None:
    decisions.decline(
        entry,
        reason=Entry.DeclineReason.values[0],
        criterion=entry.brief.criteria.first(),
        text="You have not closed such a case.",
        by=by,
        now=NOW,
        **facts,
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_decide_differently_at_once_the_first_counts() -> None:
    for _ in range(3):
        entry = in_review()
        manager, owner = entry.brief.manager.user, co_owner(entry.brief)

        ends = at_once(
            partial(invite, again(entry), by=manager), partial(decline, again(entry), by=owner)
        )

        is_declined = HeldAnswer.objects.filter(entry=entry).exists()
        is_invited = again(entry).status == Entry.Status.INTERVIEW
        assert is_declined != is_invited
        lost, won = (ends[0], ends[1]) if is_declined else (ends[1], ends[0])
        assert isinstance(lost, decisions.DecidedMeanwhile)
        assert won is None
        kinds = [event.kind for event in trail_of(entry)]
        assert kinds.count("entry.no_given") + kinds.count("entry.invited") == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_decline_at_once_one_no_is_held_and_the_other_reads_whose() -> None:
    entry = in_review()
    manager, owner = entry.brief.manager.user, co_owner(entry.brief)

    ends = at_once(
        partial(decline, again(entry), by=manager), partial(decline, again(entry), by=owner)
    )

    held = HeldAnswer.objects.select_related("by").get()
    (refused,) = [end for end in ends if end is not None]
    assert str(refused) == (
        f"{held.by.full_name} has declined this person. The first decision counts."
    )


@pytest.mark.django_db
def test_an_old_page_cannot_decline_somebody_whom_a_colleague_has_invited() -> None:
    entry = in_review()
    owner = co_owner(entry.brief)
    invite(entry, by=entry.brief.manager.user)
    url = reverse("shortlists:not_selected", args=[entry.ref])
    answer = {
        "reason": Entry.DeclineReason.values[0],
        "criterion": str(entry.brief.criteria.get().ref),
        "text": "You have not closed such a case.",
    }

    old = browser_of(owner).post(url, {**answer, "seen": "client_review"})
    assert old.status_code == 409
    assert not HeldAnswer.objects.exists()
    assert f"{entry.brief.manager.user.full_name} invited the interim" in old.content.decode()

    new = browser_of(owner).post(url, {**answer, "seen": "interview"})
    assert new.status_code == 302
    assert HeldAnswer.objects.get().by == owner


@pytest.mark.django_db
def test_the_decision_of_one_ends_the_wait_of_the_others_and_tells_them() -> None:
    entry = in_review()
    manager, owner = entry.brief.manager.user, co_owner(entry.brief)
    sponsor = BriefPersonFactory(brief=entry.brief, role=Role.SPONSOR).member.user
    reader = BriefPersonFactory(brief=entry.brief).member.user

    decline(entry, by=owner)
    let_it_be_heard()

    interim = entry.candidate.user
    assert interim
    said = [f"Jonas Roe has declined {interim.full_name}"]
    assert [subjects(user) for user in (manager, owner, sponsor, reader)] == [said, [], said, []]
    assert verbs(manager) == verbs(owner)


@pytest.mark.django_db
def test_a_co_owner_decides_and_takes_back_what_the_manager_declined() -> None:
    entry = in_review()
    owner = co_owner(entry.brief)
    assert policy.can_decide(owner, again(entry))
    assert policy.can_raise_cap(owner, again(entry).brief)
    decline(entry, by=entry.brief.manager.user)

    refused = policy.can_decide(owner, again(entry))
    name = entry.brief.manager.user.full_name
    assert refused.reason == (
        f"{name} has declined this person. Take that back first, on their page."
    )
    held_answers.take_back(entry, HeldAnswer.Kind.CLIENT, by=owner, now=NOW)
    assert policy.can_decide(owner, again(entry))


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.SPONSOR, Role.READER])
def test_sponsors_and_readers_read_who_can_decide(role: str) -> None:
    entry = in_review()
    owner = co_owner(entry.brief)
    reader = BriefPersonFactory(brief=entry.brief, role=role).member.user
    name = entry.brief.manager.user.full_name

    refused = policy.can_decide(reader, again(entry))

    assert refused.reason == f"Only {name} or {owner.full_name} can decide."


@pytest.mark.django_db
def test_a_reminder_and_an_agreed_interview_reach_the_co_owner_too() -> None:
    entry = in_review()
    owner = co_owner(entry.brief)
    reader = BriefPersonFactory(brief=entry.brief).member.user
    clock.send_reminders(NOW + 30 * DAY)

    told = [codes_of(user) for user in (entry.brief.manager.user, owner, reader)]
    assert told[0] == told[1]
    assert "client.answer_wanted" in told[1]
    assert told[2] == []


@pytest.mark.django_db
def test_an_agreed_interview_stands_on_the_page_of_the_co_owner() -> None:
    entry = in_review()
    owner = co_owner(entry.brief)
    reader = BriefPersonFactory(brief=entry.brief).member.user
    invite(entry, by=owner)
    slot = entry.slots.soonest_first()[0]
    entry.slots.filter(pk=slot.pk).update(picked_at=NOW)

    (line,) = agreed_interviews(owner, now=NOW)

    assert f"{entry.brief.manager.user.full_name} meets them" in line.what
    assert agreed_interviews(reader, now=NOW) == []


@pytest.mark.django_db
def test_the_page_says_who_may_decide_only_where_several_may(client: Browser) -> None:
    entry = in_review()
    url = reverse("shortlists:person", args=[entry.ref])
    manager = browser_of(entry.brief.manager.user)
    assert "may decide" not in manager.get(url).content.decode()
    now = timezone.now()
    BriefPersonFactory(
        brief=entry.brief,
        role=Role.DEPUTY,
        starts_at=now - DAY,
        ends_at=now + DAY,
        member__user__full_name="Jonas Roe",
    )

    assert "You and Jonas Roe may decide" in manager.get(url).content.decode()
