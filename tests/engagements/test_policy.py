"""The policies of a brief, with their reasons for a refusal."""

from collections.abc import Callable

import pytest

from accounts.access import Answer
from accounts.models import User
from engagements import policy
from engagements.models import Brief, Playback
from tests.factories import (
    NOW,
    BriefFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
    PlaybackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

VERBS: dict[str, Callable[[User, Brief], Answer]] = {
    "edit": policy.can_edit,
    "answer": policy.can_answer,
    "invite firms": policy.can_invite_firms,
    "take back": policy.can_take_back,
    "open": policy.can_open,
}


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        ("draft", {"edit", "answer", "invite firms"}),
        ("in_clarification", {"answer", "invite firms", "take back"}),
        ("confirmed", {"answer", "invite firms", "open"}),
        ("open", {"answer", "invite firms"}),
        ("on_hold", set()),
        ("cancelled", set()),
    ],
)
def test_the_manager_may_do_what_the_status_of_the_brief_allows(status: str, allowed: set[str]):
    before = "open" if status == "on_hold" else ""
    brief = BriefFactory(status=status, status_before_hold=before, opened_at=NOW)
    user = brief.manager.user

    answers = {verb: may(user, brief) for verb, may in VERBS.items()}

    assert {verb for verb, answer in answers.items() if answer} == allowed
    assert {verb for verb, answer in answers.items() if answer.reason} == set(VERBS) - allowed


def test_a_brief_is_managed_by_its_manager_and_the_administrators_of_its_client():
    brief = BriefFactory()
    client = brief.client
    not_theirs = "Only the brief's hiring manager can do this."
    people = [
        (brief.manager.user, ""),
        (ClientMemberFactory(client=client, is_admin=True).user, ""),
        (
            ClientMemberFactory(client=client).user,
            (
                "Only the brief's hiring manager, a co-owner, or one of your administrators can do"
                " this."
            ),
        ),
        (ClientMemberFactory(is_admin=True).user, not_theirs),
        (ConsultantFactory().user, not_theirs),
        (UserFactory(), not_theirs),
    ]

    for may in (policy.can_manage, policy.can_edit, policy.can_answer, policy.can_invite_firms):
        assert [may(user, brief).reason for user, _ in people] == [said for _, said in people]


def test_all_members_of_the_client_see_the_brief_like_its_manager():
    brief = BriefFactory()

    assert policy.can_see_as_manager(brief.manager.user, brief)
    assert policy.can_see_as_manager(ClientMemberFactory(client=brief.client).user, brief)
    for user in (ClientMemberFactory(is_admin=True).user, ConsultantFactory().user):
        assert policy.can_see_as_manager(user, brief).reason == (
            "Only people who work for the client see this page."
        )


def test_briefs_are_started_by_members_of_a_client():
    assert policy.can_start(ClientMemberFactory().user)
    assert policy.can_start(ConsultantFactory().user).reason == (
        "Briefs are written by the hiring managers of a client."
    )


def test_the_leading_firm_writes_the_playback_and_all_others_read_why_they_cannot():
    brief = BriefFactory(played_back=True)
    lead, other = ConsultantFactory(), ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=other.firm)
    assert not policy.can_write_playback(lead.user, brief)

    PanelSeatFactory(brief=brief, firm=lead.firm, is_lead=True)

    assert policy.can_write_playback(lead.user, brief)
    assert "Another firm writes" in policy.can_write_playback(other.user, brief).reason
    assert "Only a firm can play" in policy.can_write_playback(brief.manager.user, brief).reason
    brief.status = Brief.Status.CONFIRMED
    assert "not waiting" in policy.can_write_playback(lead.user, brief).reason


def test_the_manager_answers_a_playback_that_was_sent():
    sent = PlaybackFactory(status=Playback.Status.SENT)
    written = PlaybackFactory()

    assert policy.can_answer_playback(sent.brief.manager.user, sent)
    assert policy.can_answer_playback(written.brief.manager.user, written).reason == (
        "There is no playback waiting for your answer."
    )
    assert not policy.can_answer_playback(sent.consultant.user, sent)


def test_a_seat_lets_every_consultant_of_the_firm_answer_for_it_or_give_it_up():
    seat = PanelSeatFactory()
    ours, stranger = ConsultantFactory(firm=seat.firm), ConsultantFactory()

    for may in (policy.can_answer_for, policy.can_decline_seat):
        assert may(ours.user, seat.brief)
        assert may(stranger.user, seat.brief).reason == "Your firm has no seat on this brief."
        assert may(seat.brief.manager.user, seat.brief).reason == (
            "Only a firm on the panel can give up its seat."
        )


def test_on_an_ended_brief_a_seat_can_be_given_up_but_not_answered_for():
    seat = PanelSeatFactory(brief=BriefFactory(status=Brief.Status.CANCELLED, ended_at=NOW))
    ours = ConsultantFactory(firm=seat.firm).user

    assert policy.can_decline_seat(ours, seat.brief)
    assert policy.can_answer_for(ours, seat.brief).reason == "This brief has ended."
