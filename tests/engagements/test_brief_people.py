"""The people on a brief: who reads, who decides, for whom, and who is told."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Activity, User
from accounts.organisations import actions as organisations
from engagements.actions import panels
from engagements.actions import people as actions
from engagements.models import Brief, BriefPerson, ClientMember
from engagements.people import deciders, decides, stood_in_for, who_may_decide
from engagements.policy import can_change_people, can_edit, can_manage
from engagements.timeline import timeline_of
from tests.deadlines import verbs
from tests.factories import (
    NOW,
    BriefFactory,
    BriefPersonFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
    PlaybackFactory,
    UserFactory,
)
from tests.notices import codes_of, notices_of
from tests.shortlists.races import at_once
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db

Role = BriefPerson.Role
DAY = timedelta(days=1)


def colleague(brief: Brief, name: str = "Jonas Roe", **facts: Any) -> ClientMember:
    member: ClientMember = ClientMemberFactory(
        client=brief.client, user=UserFactory(full_name=name), **facts
    )
    return member


def named(brief: Brief, role: str = Role.READER, **facts: Any) -> User:
    """Return somebody who has a role on a brief."""
    person: BriefPerson = BriefPersonFactory(brief=brief, role=role, **facts)
    return person.member.user


def away(brief: Brief, *, since: datetime, until: datetime) -> User:
    return named(brief, Role.DEPUTY, starts_at=since, ends_at=until)


def again(brief: Brief) -> Brief:
    return Brief.objects.select_related("client", "manager__user").get(pk=brief.pk)


# Who decides


def test_manager_co_owners_and_acting_deputies_decide() -> None:
    brief = BriefFactory()
    owner = named(brief, Role.CO_OWNER)
    deputy = away(brief, since=NOW - DAY, until=NOW + DAY)
    named(brief, Role.SPONSOR)
    named(brief, Role.READER)

    assert deciders(again(brief), now=NOW) == [brief.manager.user, owner, deputy]


@pytest.mark.parametrize(
    ("since", "until", "is_acting"),
    [
        (NOW, NOW + DAY, True),
        (NOW - DAY, NOW, False),
        (NOW + timedelta(seconds=1), NOW + DAY, False),
        (NOW - DAY, NOW + timedelta(seconds=1), True),
    ],
)
def test_a_deputy_decides_from_the_first_moment_until_before_the_last(
    since: datetime, until: datetime, is_acting: bool
) -> None:
    brief = BriefFactory()
    deputy = away(brief, since=since, until=until)
    other = BriefFactory(client=brief.client)

    assert decides(deputy, again(brief), now=NOW) is is_acting
    own = Brief.objects.decided_by(deputy.clientmembers.get(), now=NOW)
    assert list(own) == ([brief] if is_acting else [])
    assert not decides(deputy, other, now=NOW)


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.READER])
def test_sponsors_and_readers_do_not_decide(role: str) -> None:
    brief = BriefFactory()
    reader = named(brief, role)

    assert not can_manage(reader, brief)
    assert not Brief.objects.decided_by(reader.clientmembers.get(), now=NOW).exists()


def test_a_co_owner_edits_and_changes_people_and_a_deputy_only_edits() -> None:
    brief = BriefFactory()
    owner = named(brief, Role.CO_OWNER)
    deputy = away(brief, since=timezone.now() - DAY, until=timezone.now() + DAY)

    assert can_edit(owner, again(brief))
    assert can_change_people(owner, again(brief))
    assert can_edit(deputy, again(brief))
    assert can_change_people(deputy, again(brief)).reason == (
        "Only the brief's hiring manager, a co-owner, or one of your administrators can change who"
        " is on it."
    )


def test_who_may_decide_is_said_in_words_and_begins_with_the_reader() -> None:
    brief = BriefFactory(manager__user__full_name="Anna Berg")
    assert who_may_decide(again(brief), brief.manager.user) == "You may decide."
    owner = named(brief, Role.CO_OWNER, member__user__full_name="Jonas Roe")
    reader = named(brief, Role.READER)

    words = [who_may_decide(again(brief), user) for user in (owner, reader)]

    assert words == [
        "You and Anna Berg may decide; the first decision counts.",
        "Anna Berg and Jonas Roe may decide; the first decision counts.",
    ]


# What waits for them, and what they are told


def playback_waits() -> Brief:
    """Return a brief whose playback waits for the manager."""
    brief = BriefFactory(played_back=True)
    lead = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True)
    PlaybackFactory(brief=brief, consultant=lead, firm=lead.firm)
    panels.send_playback(again(brief), by=lead, now=NOW)
    return brief


def test_what_waits_for_the_manager_waits_for_a_co_owner_and_an_acting_deputy() -> None:
    brief = playback_waits()
    owner = named(brief, Role.CO_OWNER)
    deputy = away(brief, since=NOW - DAY, until=NOW + DAY)
    early = away(brief, since=NOW + DAY, until=NOW + 2 * DAY)
    reader = named(brief, Role.READER)

    waiting = [verbs(user) for user in (brief.manager.user, owner, deputy, early, reader)]

    assert waiting == [["Read it", "Answer"]] * 3 + [[], []]


def test_the_first_decision_ends_the_wait_of_the_others_and_they_read_who_decided() -> None:
    brief = playback_waits()
    owner = named(brief, Role.CO_OWNER, member__user__full_name="Jonas Roe")
    sponsor = named(brief, Role.SPONSOR)
    reader = named(brief, Role.READER)
    playback = brief.playbacks.get()

    panels.send_back_playback(playback, by=owner, comments="Say more on quality.", now=NOW)

    assert verbs(brief.manager.user) == verbs(owner) == ["Answer"]
    told = {user.pk: codes_of(user) for user in (brief.manager.user, owner, sponsor, reader)}
    assert told == {
        brief.manager.user.pk: ["brief.decided", "playback.sent"],
        owner.pk: [],
        sponsor.pk: ["brief.decided"],
        reader.pk: [],
    }
    last = notices_of(brief.manager.user)[-1]
    assert last.subject == f"Jonas Roe sent the playback back: “{brief.name}”"


def test_notices_reach_manager_co_owner_and_the_deputy_while_away() -> None:
    brief = BriefFactory(played_back=True)
    owner = named(brief, Role.CO_OWNER)
    deputy = away(brief, since=NOW - DAY, until=NOW + DAY)
    late = away(brief, since=NOW - 2 * DAY, until=NOW - DAY)
    lead = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True)
    PlaybackFactory(brief=brief, consultant=lead, firm=lead.firm)

    panels.send_playback(again(brief), by=lead, now=NOW)

    told = [codes_of(user) for user in (brief.manager.user, owner, deputy, late)]
    assert told == [["playback.sent"]] * 3 + [[]]


def test_the_trail_says_for_whom_a_deputy_acts_and_a_co_owner_acts_for_themselves() -> None:
    brief = BriefFactory(manager__user__full_name="Anna Berg")
    deputy = away(brief, since=NOW - DAY, until=NOW + DAY)
    User.objects.filter(pk=deputy.pk).update(full_name="Jonas Roe")
    owner = named(brief, Role.CO_OWNER)

    assert stood_in_for(again(brief), by=deputy, now=NOW) == brief.manager.user
    assert stood_in_for(again(brief), by=deputy, now=NOW + DAY) is None
    assert stood_in_for(again(brief), by=owner, now=NOW) is None
    BriefFactory._meta.model.objects.filter(pk=brief.pk).update(status="in_clarification")
    panels.take_back(again(brief), by=deputy, now=NOW)
    row = Activity.objects.about(brief).get()
    assert row.on_behalf_of == f"accounts.user:{brief.manager.user_id}"
    (line,) = timeline_of(again(brief), brief.manager.user, interims={})
    assert line.who == "Jonas Roe for Anna Berg"


# Adding and removing


def test_adding_somebody_is_in_the_trail_and_they_are_told() -> None:
    brief = BriefFactory(title="Get it released")
    member = colleague(brief)
    first, last = date(2026, 12, 21), date(2027, 1, 4)

    person = actions.add_person(
        brief,
        member=member,
        role=Role.DEPUTY,
        first_day=first,
        last_day=last,
        by=brief.manager.user,
        now=NOW,
    )

    person.brief = again(brief)
    assert (person.first_day, person.last_day) == (first, last)
    facts = {
        "member": member.pk,
        "role": "deputy",
        "first_day": "2026-12-21",
        "last_day": "2027-01-04",
    }
    assert trail_of(brief) == [Event("manager", "brief.person_added", facts=facts)]
    (notice,) = notices_of(member.user)
    assert notice.subject == "You are a deputy of “Get it released”"
    assert "From 21 December 2026 until 4 January 2027 you act for" in notice.body


def test_the_same_role_once_more_changes_nothing_and_another_replaces_it() -> None:
    brief = BriefFactory()
    member, by = colleague(brief), brief.manager.user
    actions.add_person(brief, member=member, role=Role.READER, by=by, now=NOW)
    actions.add_person(brief, member=member, role=Role.READER, by=by, now=NOW)
    assert len(trail_of(brief)) == len(notices_of(member.user)) == 1

    actions.add_person(brief, member=member, role=Role.CO_OWNER, by=by, now=NOW)

    assert [person.role for person in brief.people.all()] == [Role.CO_OWNER]
    assert len(trail_of(brief)) == 2


def test_only_current_colleagues_beside_the_manager_can_be_added() -> None:
    brief = BriefFactory()
    stranger, gone = ClientMemberFactory(), colleague(brief, "Eve Ash", left_at=NOW)

    for member in (brief.manager, stranger, gone):
        with pytest.raises(actions.NotOnThisBrief):
            actions.add_person(
                brief, member=member, role=Role.READER, by=brief.manager.user, now=NOW
            )
    with pytest.raises(actions.NotOnThisBrief):
        actions.add_person(
            brief,
            member=colleague(brief),
            role=Role.DEPUTY,
            first_day=date(2026, 12, 2),
            last_day=date(2026, 12, 1),
            by=brief.manager.user,
            now=NOW,
        )
    assert not brief.people.exists()


def test_removing_somebody_ends_what_they_may_do_and_they_are_told() -> None:
    brief = BriefFactory(title="Get it released")
    owner = named(brief, Role.CO_OWNER)

    actions.remove_person(brief.people.get(), by=brief.manager.user, now=NOW)
    assert not decides(owner, again(brief))
    (notice,) = notices_of(owner)
    assert notice.subject == "You are no longer a co-owner of “Get it released”"


# Limited briefs


def test_a_limited_brief_is_read_by_its_people_and_the_administrators_only() -> None:
    brief = BriefFactory(is_limited=True)
    admin, other = colleague(brief, is_admin=True), colleague(brief)
    people = [named(brief, role) for role in (Role.CO_OWNER, Role.SPONSOR, Role.READER)]
    late = away(brief, since=NOW - 2 * DAY, until=NOW - DAY)

    def reads(user: User) -> bool:
        return Brief.objects.visible_to(user).filter(pk=brief.pk).exists()

    assert all(reads(user) for user in (brief.manager.user, admin.user, late, *people))
    assert not reads(other.user)
    Brief.objects.filter(pk=brief.pk).update(is_limited=False)
    assert reads(other.user)


def test_a_notice_of_the_end_of_a_role_does_not_name_a_limited_brief() -> None:
    brief = BriefFactory(is_limited=True, title="Replace the director")
    reader = named(brief, Role.READER)

    actions.remove_person(brief.people.get(), by=brief.manager.user, now=NOW)

    (notice,) = notices_of(reader)
    assert (notice.subject, notice.url) == ("You are no longer a reader of a brief", "")
    assert "Replace" not in notice.body


def test_limiting_is_in_the_trail_once_and_no_firm_reads_who_is_on_a_brief() -> None:
    brief = BriefFactory(opened=True)
    lead = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead)
    by = brief.manager.user

    actions.add_person(brief, member=colleague(brief), role=Role.READER, by=by, now=NOW)
    actions.limit_brief(brief, is_limited=True, by=by, now=NOW)
    actions.limit_brief(brief, is_limited=True, by=by, now=NOW)
    actions.limit_brief(brief, is_limited=False, by=by, now=NOW)

    kinds = ["brief.person_added", "brief.limited", "brief.unlimited"]
    assert [event.kind for event in trail_of(brief)] == kinds
    assert len(timeline_of(again(brief), by, interims={})) == 3
    assert timeline_of(again(brief), lead.user, interims={}) == []


# Leaving


def test_roles_end_with_the_membership_and_the_trail_says_so() -> None:
    brief = BriefFactory()
    owner = named(brief, Role.CO_OWNER)
    member = owner.clientmembers.get()

    organisations.leave(member, to=brief.manager, by=owner, now=NOW)

    assert not brief.people.exists()
    facts = {"member": member.pk, "role": "co_owner", "reason": "left"}
    assert trail_of(brief) == [Event("manager", "brief.person_removed", facts=facts)]


@pytest.mark.parametrize("role", [Role.CO_OWNER, Role.DEPUTY])
def test_a_co_owner_or_deputy_takes_over_from_the_manager_who_leaves(role: str) -> None:
    brief = BriefFactory(title="Get it released")
    colleague(brief, "Aaron First", is_admin=True)
    days = {"starts_at": NOW, "ends_at": NOW + DAY} if role == Role.DEPUTY else {}
    successor = named(brief, role, **days)
    reader = named(brief, Role.READER)

    organisations.leave(brief.manager, by=brief.manager.user, now=NOW)

    assert again(brief).manager.user == successor
    assert [person.member.user for person in brief.people.all()] == [reader]


def test_a_co_owner_is_preferred_to_a_deputy_and_a_named_successor_to_both() -> None:
    brief = BriefFactory()
    named(brief, Role.DEPUTY, starts_at=NOW, ends_at=NOW + DAY)
    owner = named(brief, Role.CO_OWNER)
    chosen = colleague(brief)
    second = BriefFactory(client=brief.client)
    BriefPersonFactory(brief=second, member=chosen, role=Role.READER)

    organisations.leave(brief.manager, by=brief.manager.user, now=NOW)
    assert again(brief).manager.user == owner

    organisations.leave(again(brief).manager, to=chosen, by=owner, now=NOW)
    assert again(brief).manager == chosen


@pytest.mark.django_db(transaction=True)
def test_nobody_who_leaves_at_the_same_moment_keeps_a_role() -> None:
    for _ in range(3):
        brief = BriefFactory()
        member = colleague(brief)
        add = partial(
            actions.add_person, brief, member=member, role=Role.READER, by=brief.manager.user
        )
        leave = partial(organisations.leave, member, to=brief.manager, by=member.user)

        added, left = at_once(partial(add, now=NOW), partial(leave, now=NOW))

        assert left is None
        assert isinstance(added, BriefPerson | actions.NotOnThisBrief)
        assert not brief.people.exists()
