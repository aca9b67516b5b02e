"""The members' page of a firm and of a client, its people and invitations, for each reader."""

import pytest
from django.urls import reverse

from tests.browsers import browser_of
from tests.factories import NOW, CandidateFactory, UserFactory
from tests.frame.organisation_kinds import Kind

pytestmark = pytest.mark.django_db


# The own page


def test_own_page_asks_strangers_to_sign_in(kind: Kind):
    response = browser_of(None).get(kind.url("organisation"))

    assert response.status_code == 302
    own = kind.url("organisation")
    assert response["Location"] == f"{reverse('account_login')}?next={own}"


@pytest.mark.parametrize("make_reader", [UserFactory, lambda: CandidateFactory().user])
def test_own_page_is_not_found_by_people_without_an_organisation(kind: Kind, make_reader):
    response = browser_of(make_reader()).get(kind.url("organisation"))

    assert response.status_code == 404


def test_own_page_names_people_and_offers_members_no_more_than_they_may(kind: Kind):
    member = kind.make_person()
    admin = kind.person_in(member.organisation, is_admin=True)
    outsider = kind.make_person()

    page = browser_of(member.user).get(kind.url("organisation")).content.decode()

    assert admin.user.email in page
    assert outsider.user.email not in page
    assert "Ask one of your" in page
    assert kind.url("remove_colleague", admin.ref) not in page


@pytest.mark.parametrize("count", [1, 3])
def test_own_page_takes_the_same_queries_however_many(
    kind: Kind, count: int, django_assert_num_queries
):
    admin = kind.make_person(is_admin=True)
    for _ in range(count - 1):
        kind.person_in(admin.organisation)
    for _ in range(count):
        kind.invitation_to(admin.organisation)
    browser = browser_of(admin.user)
    url = kind.url("organisation")
    browser.get(url)

    # A session, a person, their leave to go, people and invitations; a firm has specialisms too.
    with django_assert_num_queries(6 if kind.name == "firm" else 5):
        browser.get(url)


def test_own_page_is_closed_with_the_next_request_after_a_removal(kind: Kind):
    admin = kind.make_person(is_admin=True)
    colleague = kind.person_in(admin.organisation)
    theirs = browser_of(colleague.user)
    assert theirs.get(kind.url("organisation")).status_code == 200

    browser_of(admin.user).post(kind.url("remove_colleague", colleague.ref), {"to": admin.ref})

    assert theirs.get(kind.url("organisation")).status_code == 404


# Changing it


def test_edit_page_is_for_administrators_and_says_so(kind: Kind):
    member = kind.make_person()

    response = browser_of(member.user).get(kind.url("edit_organisation"))

    assert response.status_code == 403
    assert "administrators to do this" in response.content.decode()


def test_edit_page_keeps_what_was_typed(kind: Kind):
    admin = kind.make_person(is_admin=True)

    response = browser_of(admin.user).post(
        kind.url("edit_organisation"), {"about": "We turn plants."}
    )

    assert response.status_code == 302
    organisation = admin.organisation
    organisation.refresh_from_db()
    assert organisation.about == "We turn plants."


@pytest.mark.parametrize("nonsense", ["\x00", "x" * 10_000])
def test_edit_page_shows_errors_beside_the_field_and_keeps_the_input(kind: Kind, nonsense: str):
    admin = kind.make_person(is_admin=True)
    line = "alias" if kind.name == "client" else "tagline"

    response = browser_of(admin.user).post(
        kind.url("edit_organisation"), {line: nonsense, "about": "Typed with care."}
    )

    assert response.status_code == 422
    assert "Typed with care." in response.content.decode()
    assert f'id="id_{line}_error"' in response.content.decode()


# Inviting


@pytest.mark.parametrize("address", ["", "no-address", "a@b", "\x00@example.com", "x" * 10_000])
def test_inviting_an_invalid_address_shows_an_error_beside_the_field(kind: Kind, address: str):
    admin = kind.make_person(is_admin=True)

    response = browser_of(admin.user).post(kind.url("invite_colleague"), {"email": address})

    assert response.status_code == 422
    assert not kind.invitation.objects.exists()


def test_inviting_an_address_twice_shows_an_error_beside_the_field(kind: Kind):
    admin = kind.make_person(is_admin=True)
    kind.invitation_to(admin.organisation, email="new@example.com")

    response = browser_of(admin.user).post(
        kind.url("invite_colleague"), {"email": "NEW@example.com"}
    )

    assert response.status_code == 422
    assert "has an open invitation already" in response.content.decode()


def test_inviting_is_for_administrators(kind: Kind):
    member = kind.make_person()

    response = browser_of(member.user).post(
        kind.url("invite_colleague"), {"email": "n@example.com"}
    )

    assert response.status_code == 403


def test_inviting_puts_the_address_on_the_page(kind: Kind):
    admin = kind.make_person(is_admin=True)
    browser = browser_of(admin.user)

    browser.post(kind.url("invite_colleague"), {"email": "new@example.com"})

    assert "new@example.com" in browser.get(kind.url("organisation")).content.decode()


def test_strangers_and_members_cannot_withdraw_an_invitation(kind: Kind):
    invitation = kind.make_invitation()
    url = kind.url("withdraw_invitation", invitation.ref)

    assert browser_of(kind.make_person(is_admin=True).user).post(url).status_code == 404
    member = kind.person_in(invitation.organisation)
    assert browser_of(member.user).post(url).status_code == 403
    admin = kind.person_in(invitation.organisation, is_admin=True)
    assert browser_of(admin.user).post(url).status_code == 302
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


# Being invited


def test_invitation_link_leads_through_sign_up_and_back(kind: Kind):
    kind.make_invitation(secret="s3cret")
    url = kind.url("invited", "s3cret")
    back = f"?next={url.replace('/', '%2F')}"

    response = browser_of(None).get(url)

    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_signup')}{back}"
    page = browser_of(None).get(response["Location"]).content.decode()
    assert f"{reverse('account_login')}{back}" in page


def test_invitation_link_lets_its_reader_join(kind: Kind):
    invitation = kind.make_invitation(secret="s3cret")
    user = UserFactory(email=invitation.email.upper())
    browser = browser_of(user)
    url = kind.url("invited", "s3cret")

    page = browser.get(url).content.decode()
    assert invitation.organisation.name in page

    response = browser.post(url, {"title": "Director"})
    assert response.status_code == 302
    assert kind.person.objects.get(user=user).organisation == invitation.organisation


def test_invitation_to_another_address_says_only_that(kind: Kind):
    invitation = kind.make_invitation(secret="s3cret")

    response = browser_of(UserFactory()).get(kind.url("invited", "s3cret"))

    page = response.content.decode()
    assert response.status_code == 403
    assert "This invitation was sent to another address." in page
    for secret in (invitation.organisation.name, invitation.email, invitation.invited_by.full_name):
        assert secret not in page


def test_invitation_link_with_a_wrong_secret_is_not_found(kind: Kind):
    response = browser_of(UserFactory()).get(kind.url("invited", "x" * 300))

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"accepted_at": NOW}, "has already been used"),
        ({"withdrawn_at": NOW}, "was withdrawn"),
        ({"expires_at": NOW}, "has expired"),
    ],
)
def test_invitation_link_that_is_over_says_why(kind: Kind, facts: dict[str, object], words: str):
    invitation = kind.make_invitation(secret="s3cret", **facts)
    reader = browser_of(UserFactory(email=invitation.email))

    response = reader.get(kind.url("invited", "s3cret"))

    assert response.status_code == 409
    assert words in response.content.decode()


def test_invitation_link_followed_twice_leads_to_the_own_page(kind: Kind):
    invitation = kind.make_invitation(secret="s3cret")
    browser = browser_of(UserFactory(email=invitation.email))
    url = kind.url("invited", "s3cret")
    browser.post(url, {"title": ""})

    assert browser.get(url)["Location"] == kind.url("organisation")
    assert browser.post(url, {"title": ""})["Location"] == kind.url("organisation")


def test_invitation_to_a_member_of_another_organisation_offers_no_form(kind: Kind):
    elsewhere = kind.make_person()
    kind.make_invitation(secret="s3cret", email=elsewhere.user.email)
    browser = browser_of(elsewhere.user)
    url = kind.url("invited", "s3cret")

    assert 'name="title"' not in browser.get(url).content.decode()
    assert browser.post(url, {"title": ""}).status_code == 409


def test_invitation_by_address_joins_without_the_link(kind: Kind):
    invitation = kind.make_invitation()
    browser = browser_of(UserFactory(email=invitation.email))
    url = kind.url("join", invitation.ref)

    assert url in browser.get(reverse("welcome")).content.decode()
    assert browser.post(url, {"title": ""}).status_code == 302
    assert browser_of(UserFactory()).get(url).status_code == 404


def test_a_title_that_is_too_long_shows_an_error_beside_the_field(kind: Kind):
    invitation = kind.make_invitation()
    browser = browser_of(UserFactory(email=invitation.email))

    response = browser.post(kind.url("join", invitation.ref), {"title": "x" * 10_000})

    assert response.status_code == 422


# Leaving, removing, making administrators


def test_leaving_is_confirmed_and_ends_access(kind: Kind):
    leaver = kind.make_person()
    admin = kind.person_in(leaver.organisation, is_admin=True)
    browser = browser_of(leaver.user)

    response = browser.post(kind.url("leave_organisation"), {"to": admin.ref})

    assert response.status_code == 302
    assert browser.get(kind.url("organisation")).status_code == 404


def test_the_only_member_reads_why_they_cannot_leave(kind: Kind):
    admin = kind.make_person(is_admin=True)
    browser = browser_of(admin.user)

    assert "You are the only member." in browser.get(kind.url("organisation")).content.decode()
    assert browser.post(kind.url("leave_organisation")).status_code == 403


def test_removing_is_for_administrators_of_the_organisation(kind: Kind):
    colleague = kind.make_person()
    url = kind.url("remove_colleague", colleague.ref)

    assert browser_of(None).post(url).status_code == 302
    assert browser_of(kind.make_person(is_admin=True).user).post(url).status_code == 404
    member = kind.person_in(colleague.organisation)
    assert browser_of(member.user).post(url).status_code == 403
    admin = kind.person_in(colleague.organisation, is_admin=True)
    assert browser_of(admin.user).post(url).status_code == 422
    assert browser_of(admin.user).post(url, {"to": admin.ref}).status_code == 302
    colleague.refresh_from_db()
    assert colleague.left_at is not None


def test_administrator_does_not_remove_themselves(kind: Kind):
    admin = kind.make_person(is_admin=True)

    response = browser_of(admin.user).post(kind.url("remove_colleague", admin.ref))

    assert response.status_code == 403


def test_making_an_administrator_leaves_two(kind: Kind):
    admin = kind.make_person(is_admin=True)
    colleague = kind.person_in(admin.organisation)

    browser_of(admin.user).post(kind.url("make_admin", colleague.ref))

    colleague.refresh_from_db()
    assert colleague.is_admin is True
