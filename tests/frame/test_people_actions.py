"""Inviting, joining, leaving and removing: the same rules for firms and for clients."""

from datetime import timedelta

import pytest

from accounts.models import Activity, Mail, Notice
from accounts.organisations import actions
from accounts.trail import OrganisationEvent
from interimhub.lib.models import Job
from tests.factories import NOW, UserFactory
from tests.frame.houses import House
from tests.notices import notice_of
from tests.shortlists.races import at_once

pytestmark = pytest.mark.django_db


def test_invitation_is_a_letter_with_a_secret_that_is_stored_hashed(kind: House):
    admin = kind.make_person(is_admin=True)

    row = actions.invite(
        admin.organisation, by=admin.user, email="New@Example.com", is_admin=False, now=NOW
    )

    mail = Mail.objects.get()
    assert mail.to == "new@example.com"
    assert row.token_hash not in mail.text
    assert Job.objects.filter(task="accounts.tasks.send_mail").count() == 1
    assert Activity.objects.get().kind == OrganisationEvent.COLLEAGUE_INVITED


def test_second_invitation_of_one_address_is_refused_whatever_its_case(kind: House):
    admin = kind.make_person(is_admin=True)
    house = admin.organisation
    actions.invite(house, by=admin.user, email="new@example.com", is_admin=False, now=NOW)

    with pytest.raises(actions.AlreadyInvited, match="has a standing invitation"):
        actions.invite(house, by=admin.user, email="NEW@example.com", is_admin=False, now=NOW)


def test_colleague_is_not_invited_again(kind: House):
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


def test_invitation_that_has_run_out_makes_room_for_a_new_one(kind: House):
    admin = kind.make_person(is_admin=True)
    old = kind.invitation_to(admin.organisation, email="new@example.com", expires_at=NOW)

    new = actions.invite(
        admin.organisation, by=admin.user, email="new@example.com", is_admin=False, now=NOW
    )

    old.refresh_from_db()
    assert old.withdrawn_at == NOW
    assert new.expires_at == NOW + timedelta(days=14)


def test_joining_uses_the_invitation_and_tells_who_invited(kind: House):
    letter = kind.make_invitation(is_admin=True)
    user = UserFactory(email=letter.email)

    person = actions.join(letter, by=user, title="Partner", now=NOW)

    letter.refresh_from_db()
    assert letter.accepted_at == NOW
    assert (person.organisation, person.is_admin) == (letter.organisation, True)
    assert Notice.objects.get().user == letter.invited_by


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"accepted_at": NOW}, "has been used"),
        ({"withdrawn_at": NOW}, "was withdrawn"),
        ({"expires_at": NOW}, "has run out"),
    ],
)
def test_invitation_that_is_over_says_why(kind: House, facts: dict[str, object], words: str):
    letter = kind.make_invitation(**facts)

    with pytest.raises(actions.InvitationOver, match=words):
        actions.join(letter, by=UserFactory(email=letter.email), title="", now=NOW)

    assert not kind.person.objects.exists()


def test_person_belongs_to_one_place_at_a_time(kind: House):
    elsewhere = kind.make_person()
    letter = kind.make_invitation(email=elsewhere.user.email)

    with pytest.raises(actions.AlreadyMember):
        actions.join(letter, by=elsewhere.user, title="", now=NOW)

    letter.refresh_from_db()
    assert letter.accepted_at is None


@pytest.mark.django_db(transaction=True)
def test_one_letter_accepted_by_two_windows_lets_one_in(kind: House):
    letter = kind.make_invitation()
    user = UserFactory(email=letter.email)

    def accept() -> object:
        own = kind.invitation.objects.get(pk=letter.pk)
        return actions.join(own, by=user, title="", now=NOW)

    ends = at_once(accept, accept, accept)

    assert sum(isinstance(end, kind.person) for end in ends) == 1
    assert sum(isinstance(end, actions.InvitationOver) for end in ends) == 2
    assert Activity.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_letters_accepted_at_once_lead_into_one_place(kind: House):
    user = UserFactory()
    letters = [kind.make_invitation(email=user.email) for _ in range(2)]

    ends = at_once(
        *[lambda own=letter: actions.join(own, by=user, title="", now=NOW) for letter in letters]
    )

    assert sum(isinstance(end, kind.person) for end in ends) == 1
    assert kind.invitation.objects.filter(accepted_at__isnull=False).count() == 1


def test_withdrawing_twice_writes_the_trail_once(kind: House):
    letter = kind.make_invitation()

    for _ in range(2):
        actions.withdraw_invitation(letter, by=letter.invited_by, now=NOW)

    assert Activity.objects.filter(kind=OrganisationEvent.INVITATION_WITHDRAWN).count() == 1


def test_leaving_tells_the_administrators(kind: House):
    admin = kind.make_person(is_admin=True)
    leaver = kind.person_in(admin.organisation)

    actions.leave(leaver, by=leaver.user, now=NOW)

    leaver.refresh_from_db()
    assert leaver.left_at == NOW
    assert Notice.objects.get().user == admin.user
    about = Activity.objects.about(admin.organisation).get()
    assert (about.kind, about.role) == (OrganisationEvent.LEFT, kind.model.role)


def test_last_administrator_cannot_leave(kind: House):
    admin = kind.make_person(is_admin=True)
    kind.person_in(admin.organisation)

    with pytest.raises(actions.LastAdministrator):
        actions.leave(admin, by=admin.user, now=NOW)

    admin.refresh_from_db()
    assert admin.left_at is None


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_leave_one_behind(kind: House):
    admins = [kind.make_person(is_admin=True)]
    admins.append(kind.person_in(admins[0].organisation, is_admin=True))

    ends = at_once(
        *[lambda own=admin: actions.leave(own, by=own.user, now=NOW) for admin in admins]
    )

    assert sum(isinstance(end, actions.LastAdministrator) for end in ends) == 1
    assert kind.person.objects.admins().count() == 1


def test_removed_colleague_is_told_by_whom(kind: House):
    admin = kind.make_person(is_admin=True)
    colleague = kind.person_in(admin.organisation, is_admin=True)

    actions.remove(colleague, by=admin.user, now=NOW)

    colleague.refresh_from_db()
    assert (colleague.left_at, colleague.is_admin) == (NOW, False)
    notice = notice_of(colleague.user)
    assert admin.user.full_name in notice.body


def test_who_left_can_be_invited_back(kind: House):
    former = kind.make_person(left_at=NOW, is_admin=True)
    letter = kind.invitation_to(former.organisation, email=former.user.email)

    actions.join(letter, by=former.user, title="Back", now=NOW)

    former.refresh_from_db()
    assert (former.left_at, former.title, former.is_admin) == (None, "Back", False)


@pytest.mark.django_db(transaction=True)
def test_two_founders_of_one_name_make_one_house(kind: House):
    people = [UserFactory(), UserFactory()]

    def found(user: object) -> object:
        return kind.found(by=user, name="Kestrel", title="", now=NOW, **kind.found_with)

    ends = at_once(*[lambda own=user: found(own) for user in people])

    assert sum(isinstance(end, actions.NameTaken) for end in ends) == 1
    assert kind.person.objects.count() == 1
