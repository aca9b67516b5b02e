"""Inviting, joining, leaving and removing: the same rules for firms and for clients."""

from datetime import timedelta

import pytest

from accounts.models import Activity, Mail, Notice
from accounts.organisations import actions, policy
from accounts.trail import OrganisationEvent
from interimhub.lib.models import Job
from tests.factories import NOW, UserFactory
from tests.frame.organisation_kinds import Kind
from tests.notices import notice_of
from tests.shortlists.races import at_once

pytestmark = pytest.mark.django_db


def test_invitation_is_an_e_mail_with_a_secret_that_is_stored_hashed(kind: Kind):
    admin = kind.make_person(is_admin=True)

    row = actions.invite(
        admin.organisation, by=admin.user, email="New@Example.com", is_admin=False, now=NOW
    )

    mail = Mail.objects.get()
    assert mail.to == "new@example.com"
    assert row.token_hash not in mail.text
    assert Job.objects.filter(task="accounts.tasks.send_mail").count() == 1
    assert Activity.objects.get().kind == OrganisationEvent.COLLEAGUE_INVITED


def test_second_invitation_of_one_address_is_refused_whatever_its_case(kind: Kind):
    admin = kind.make_person(is_admin=True)
    organisation = admin.organisation
    actions.invite(organisation, by=admin.user, email="new@example.com", is_admin=False, now=NOW)

    with pytest.raises(actions.AlreadyInvited, match="has an open invitation"):
        actions.invite(
            organisation, by=admin.user, email="NEW@example.com", is_admin=False, now=NOW
        )


def test_colleague_is_not_invited_again(kind: Kind):
    admin = kind.make_person(is_admin=True)
    colleague = kind.person_in(admin.organisation)

    with pytest.raises(actions.AlreadyInvited, match="already"):
        actions.invite(
            admin.organisation,
            by=admin.user,
            email=colleague.user.email.upper(),
            is_admin=False,
            now=NOW,
        )


def test_expired_invitation_makes_room_for_a_new_one(kind: Kind):
    admin = kind.make_person(is_admin=True)
    old = kind.invitation_to(admin.organisation, email="new@example.com", expires_at=NOW)

    new = actions.invite(
        admin.organisation, by=admin.user, email="new@example.com", is_admin=False, now=NOW
    )

    old.refresh_from_db()
    assert old.withdrawn_at == NOW
    assert new.expires_at == NOW + timedelta(days=14)


def test_joining_uses_the_invitation_and_notifies_the_inviter(kind: Kind):
    invitation = kind.make_invitation(is_admin=True)
    user = UserFactory(email=invitation.email)

    person = actions.join(invitation, by=user, title="Partner", now=NOW)

    invitation.refresh_from_db()
    assert invitation.accepted_at == NOW
    assert (person.organisation, person.is_admin) == (invitation.organisation, True)
    assert Notice.objects.get().user == invitation.invited_by


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"accepted_at": NOW}, "has already been used"),
        ({"withdrawn_at": NOW}, "was withdrawn"),
        ({"expires_at": NOW}, "has expired"),
    ],
)
def test_an_expired_or_used_invitation_says_why(kind: Kind, facts: dict[str, object], words: str):
    invitation = kind.make_invitation(**facts)

    user = UserFactory(email=invitation.email)
    with pytest.raises(actions.InvitationOver, match=words):
        actions.join(invitation, by=user, title="", now=NOW)

    assert not kind.person.objects.filter(user=user).exists()


def test_person_belongs_to_one_organisation_at_a_time(kind: Kind):
    elsewhere = kind.make_person()
    invitation = kind.make_invitation(email=elsewhere.user.email)

    with pytest.raises(actions.AlreadyMember):
        actions.join(invitation, by=elsewhere.user, title="", now=NOW)

    invitation.refresh_from_db()
    assert invitation.accepted_at is None


@pytest.mark.django_db(transaction=True)
def test_invitation_accepted_in_several_windows_makes_one_membership(kind: Kind):
    invitation = kind.make_invitation()
    user = UserFactory(email=invitation.email)

    def accept() -> object:
        own = kind.invitation.objects.get(pk=invitation.pk)
        return actions.join(own, by=user, title="", now=NOW)

    ends = at_once(accept, accept, accept)

    assert sum(isinstance(end, kind.person) for end in ends) == 1
    assert sum(isinstance(end, actions.InvitationOver) for end in ends) == 2
    assert Activity.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_invitations_accepted_at_once_make_one_membership(kind: Kind):
    user = UserFactory()
    invitations = [kind.make_invitation(email=user.email) for _ in range(2)]

    ends = at_once(
        *[
            lambda own=invitation: actions.join(own, by=user, title="", now=NOW)
            for invitation in invitations
        ]
    )

    assert sum(isinstance(end, kind.person) for end in ends) == 1
    assert kind.invitation.objects.filter(accepted_at__isnull=False).count() == 1


def test_withdrawing_twice_writes_the_trail_once(kind: Kind):
    invitation = kind.make_invitation()

    for _ in range(2):
        actions.withdraw_invitation(invitation, by=invitation.invited_by, now=NOW)

    assert Activity.objects.filter(kind=OrganisationEvent.INVITATION_WITHDRAWN).count() == 1


def test_leaving_notifies_the_administrators(kind: Kind):
    admin = kind.make_person(is_admin=True)
    leaver = kind.person_in(admin.organisation)

    actions.leave(leaver, by=leaver.user, now=NOW)

    leaver.refresh_from_db()
    assert leaver.left_at == NOW
    assert Notice.objects.get().user == admin.user
    about = Activity.objects.about(admin.organisation).get()
    assert (about.kind, about.role) == (OrganisationEvent.LEFT, kind.model.role)


def test_last_administrator_cannot_leave(kind: Kind):
    admin = kind.make_person(is_admin=True)
    kind.person_in(admin.organisation)

    with pytest.raises(actions.LastAdministrator):
        actions.leave(admin, by=admin.user, now=NOW)

    admin.refresh_from_db()
    assert admin.left_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_once_one_stays(kind: Kind):
    admins = [kind.make_person(is_admin=True)]
    admins.append(kind.person_in(admins[0].organisation, is_admin=True))

    ends = at_once(
        *[lambda own=admin: actions.leave(own, by=own.user, now=NOW) for admin in admins]
    )

    assert sum(isinstance(end, actions.LastAdministrator) for end in ends) == 1
    assert kind.person.objects.admins().count() == 1


def test_removed_colleague_is_notified_of_who_removed_them(kind: Kind):
    admin = kind.make_person(is_admin=True)
    colleague = kind.person_in(admin.organisation, is_admin=True)

    actions.remove(colleague, by=admin.user, now=NOW)

    colleague.refresh_from_db()
    assert (colleague.left_at, colleague.is_admin) == (NOW, False)
    notice = notice_of(colleague.user)
    assert admin.user.full_name in notice.body


def test_former_member_who_comes_back_gets_a_new_membership(kind: Kind):
    former = kind.make_person(left_at=NOW, title="Partner", is_admin=True)
    invitation = kind.invitation_to(former.organisation, email=former.user.email)

    back = actions.join(invitation, by=former.user, title="Back", now=NOW)

    former.refresh_from_db()
    assert (former.left_at, former.title) == (NOW, "Partner")
    assert back.pk != former.pk
    assert (back.left_at, back.title, back.is_admin) == (None, "Back", False)


def test_membership_of_somebody_who_joins_a_rival_stays_with_the_first(kind: Kind):
    former = kind.make_person(left_at=NOW)
    invitation = kind.make_invitation(email=former.user.email)

    there = actions.join(invitation, by=former.user, title="", now=NOW)

    former.refresh_from_db()
    assert there.organisation == invitation.organisation
    assert former.organisation != there.organisation
    assert kind.person.active_of(former.user) == there


@pytest.mark.django_db(transaction=True)
def test_two_founders_of_one_name_make_one_organisation_whatever_its_case(kind: Kind):
    def found(name: str) -> object:
        user = UserFactory()
        return kind.found(by=user, name=name, title="", now=NOW, **kind.found_with)

    ends = at_once(lambda: found("Kestrel"), lambda: found("KESTREL"))

    assert sum(isinstance(end, actions.NameTaken) for end in ends) == 1
    assert kind.person.objects.count() == 1


def test_an_organisation_is_changed_only_by_its_own_administrators(kind: Kind):
    admin = kind.make_person(is_admin=True)
    organisation, colleague = admin.organisation, kind.person_in(admin.organisation)
    elsewhere, nobody = kind.make_person(is_admin=True).user, UserFactory()
    verbs = [
        (policy.can_run, organisation),
        (policy.can_withdraw, kind.invitation_to(organisation)),
        (policy.can_remove, colleague),
        (policy.can_make_admin, colleague),
    ]

    for may, row in verbs:
        assert may(admin.user, row)
        assert "one of your" in may(colleague.user, row).reason
        for stranger in (elsewhere, nobody):
            assert may(stranger, row).reason == (
                f"Only members of this {organisation.words.noun} can change it."
            )
