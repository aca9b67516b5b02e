"""What members of a firm and of a client are notified of, word for word."""

import pytest
from django.urls import reverse

from accounts.organisations import actions
from tests.factories import NOW, UserFactory
from tests.frame.organisation_kinds import CLIENT, FIRM, Kind
from tests.notices import notice_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "can"),
    [(FIRM, "be named on briefs"), (CLIENT, "write briefs")],
    ids=["firm", "client"],
)
def test_inviter_reads_what_the_new_member_can_do(kind: Kind, can: str):
    admin = kind.make_person(is_admin=True)
    organisation = admin.organisation
    invitation = kind.invitation_to(organisation, invited_by=admin.user)
    user = UserFactory(email=invitation.email, full_name="Ann Lee")

    actions.join(invitation, by=user, title="", now=NOW)

    notice = notice_of(admin.user)
    assert notice.subject == f"Ann Lee has joined {organisation.name}"
    assert notice.body == f"Ann Lee accepted your invitation and can {can} from now on."
    assert notice.url == kind.url("organisation")


@pytest.mark.parametrize(
    ("kind", "does"),
    [(FIRM, "reads or answers"), (CLIENT, "reads or decides")],
    ids=["firm", "client"],
)
def test_administrators_read_who_left_and_who_took_over(kind: Kind, does: str):
    admin = kind.make_person(is_admin=True, user__full_name="Tom Ellis")
    organisation = admin.organisation
    leaver = kind.person_in(organisation, user__full_name="Ann Lee")

    actions.leave(leaver, by=leaver.user, now=NOW)

    notice = notice_of(admin.user)
    assert notice.subject == f"Ann Lee has left {organisation.name}"
    assert notice.body == (
        f"Ann Lee no longer {does} anything for {organisation.name}. "
        "Tom Ellis has taken over. Invitations that they sent and nobody has accepted have ended."
    )
    assert notice.url == kind.url("organisation")


@pytest.mark.parametrize(
    ("kind", "belong"), [(FIRM, "work for"), (CLIENT, "belong to")], ids=["firm", "client"]
)
def test_removed_member_reads_who_removed_them(kind: Kind, belong: str):
    admin = kind.make_person(is_admin=True, user__full_name="Ann Lee")
    organisation = admin.organisation
    colleague = kind.person_in(organisation)

    actions.remove(colleague, by=admin.user, now=NOW)

    notice = notice_of(colleague.user)
    assert notice.subject == f"You no longer {belong} {organisation.name} on InterimHub"
    assert notice.body == (
        f"Ann Lee has ended your access to {organisation.name}. "
        "You keep your account. If this is a mistake, ask them for a new invitation."
    )
    assert notice.url == ""


@pytest.mark.parametrize(
    ("kind", "can"),
    [
        (FIRM, "invite colleagues, remove them and change the firm's page"),
        (
            CLIENT,
            "invite colleagues, remove them, act on every brief and change the organisation's page",
        ),
    ],
    ids=["firm", "client"],
)
def test_new_administrator_reads_what_they_can_do(kind: Kind, can: str):
    admin = kind.make_person(is_admin=True, user__full_name="Ann Lee")
    organisation = admin.organisation
    colleague = kind.person_in(organisation)

    actions.make_admin(colleague, by=admin.user, now=NOW)

    notice = notice_of(colleague.user)
    assert notice.subject == f"You can now run {organisation.name}"
    assert notice.body == f"Ann Lee made you an administrator: you can {can}."
    assert notice.url == reverse(kind.model.route("organisation"))
