"""A member leaves at the same moment as somebody else acts."""

import pytest

from accounts.models import Deadline
from accounts.organisations import actions
from shortlists.actions import withdrawals
from shortlists.actions.approach import approach
from shortlists.models import Entry
from tests.factories import (
    NOW,
    ConsultantFactory,
    UserFactory,
)
from tests.frame.organisation_kinds import Kind
from tests.shortlists.races import at_once
from tests.shortlists.worlds import mandated, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_joining_while_the_inviter_is_removed_never_outlives_the_removal(kind: Kind):
    for _ in range(5):
        founder = kind.make_person(is_admin=True)
        sender = kind.person_in(founder.organisation, is_admin=True)
        invitation = kind.invitation_to(founder.organisation, invited_by=sender.user, is_admin=True)
        user = UserFactory(email=invitation.email)

        joined, removed = at_once(
            lambda i=invitation, u=user: actions.join(i, by=u, title="", now=NOW),
            lambda s=sender, f=founder: actions.remove(s, by=f.user, now=NOW),
        )

        assert removed is None
        # Either they were in before the removal, or the invitation had ended with it.
        assert isinstance(joined, (kind.person, actions.InvitationOver))
        invitation.refresh_from_db()
        assert (invitation.accepted_at is None) == (invitation.withdrawn_at is not None)


@pytest.mark.django_db(transaction=True)
def test_approach_sent_while_its_consultant_leaves_belongs_to_a_current_member():
    for _ in range(5):
        brief = ready_brief()
        leaver = seat_on(brief)
        admin = ConsultantFactory(firm=leaver.firm, is_admin=True)
        interim = open_to(leaver.firm)

        sent, left = at_once(
            lambda b=brief, i=interim, c=leaver: approach(
                b, i, by=c.user, why_you="You closed such a case.", now=NOW
            ),
            lambda c=leaver: actions.leave(c, by=c.user, now=NOW),
        )

        assert left is None
        assert isinstance(sent, (Entry, Exception))
        assert not isinstance(sent, AssertionError)
        for entry in Entry.objects.filter(brief=brief):
            assert entry.consultant == admin
        assert not Deadline.objects.open().filter(owner=leaver.user).exists()


@pytest.mark.django_db(transaction=True)
def test_permission_granted_while_the_consultant_leaves_belongs_to_a_current_member():
    for _ in range(5):
        brief = ready_brief()
        leaver = seat_on(brief)
        ConsultantFactory(firm=leaver.firm, is_admin=True)
        entry, _ = mandated(brief, leaver)

        ends = at_once(
            lambda e=entry: withdrawals.withdraw(e, by=e.candidate.user, now=NOW),
            lambda c=leaver: actions.leave(c, by=c.user, now=NOW),
        )

        assert ends == [None, None]
        entry.refresh_from_db()
        assert entry.status == Entry.Status.WITHDRAWN
        assert not entry.consultant.has_left


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_remove_each_other_at_once_one_stays(kind: Kind):
    first = kind.make_person(is_admin=True)
    second = kind.person_in(first.organisation, is_admin=True)

    ends = at_once(
        lambda: actions.remove(second, by=first.user, now=NOW),
        lambda: actions.remove(first, by=second.user, now=NOW),
    )

    assert sum(isinstance(end, actions.NoLongerAdministrator) for end in ends) == 1
    assert kind.person.objects.admins().count() == 1


def test_removed_administrator_cannot_make_anybody_an_administrator(kind: Kind):
    removed = kind.make_person(is_admin=True, left_at=NOW)
    colleague = kind.person_in(removed.organisation)

    with pytest.raises(actions.NoLongerAdministrator):
        actions.make_admin(colleague, by=removed.user, now=NOW)
