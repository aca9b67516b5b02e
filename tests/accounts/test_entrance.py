"""Signing up, in and out, by the pages and e-mails that users see."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Mail, User
from tests.accounts.entrance import NEW_PASSWORD, account_of, sign_in, signed_up
from tests.browsers import NO_PAGES_OF_THIS_SITE, browser_of
from tests.factories import PASSWORD, CandidateFactory
from tests.jobs import run_due_jobs
from tests.letters import code_in_letter_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_reached():
    cache.clear()


# Signing up


def test_signing_up_asks_for_the_code_of_an_e_mail_and_then_opens_the_welcome_page():
    browser = Browser()

    asked = signed_up(browser)
    confirmed = browser.post(asked["Location"], {"code": code_in_letter_to("helena@example.com")})

    assert asked["Location"] == reverse("account_email_verification_sent")
    assert confirmed["Location"] == reverse("today")
    assert browser.get(reverse("today"))["Location"] == reverse("welcome")
    user = User.objects.get()
    assert (user.full_name, user.time_zone) == ("Helena Marsh", "America/New_York")
    assert EmailAddress.objects.get().verified is True


def test_text_of_an_e_mail_with_a_code_is_deleted_once_it_is_sent():
    signed_up(Browser())
    code = code_in_letter_to("helena@example.com")

    row = Mail.objects.get()

    assert (row.to, row.subject, row.text, row.html) == ("", "", "", "")
    assert code not in mail.outbox[-1].subject


def test_signing_up_returns_to_the_page_the_user_came_from():
    browser = Browser()
    asked = browser.post(
        f"{reverse('account_signup')}?next=/firms/",
        {
            "full_name": "Helena Marsh",
            "email": "helena@example.com",
            "password1": PASSWORD,
            "next": "/firms/",
        },
    )

    confirmed = browser.post(asked["Location"], {"code": code_in_letter_to("helena@example.com")})

    assert confirmed["Location"] == "/firms/"


@pytest.mark.parametrize("away", NO_PAGES_OF_THIS_SITE)
def test_signing_in_leads_to_pages_of_this_site_only(away: str):
    user = account_of()

    response = Browser().post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": away}
    )

    assert response["Location"] == reverse("today")


def test_another_code_is_sent_on_request():
    browser = Browser()
    asked = signed_up(browser)
    first = code_in_letter_to("helena@example.com")
    page = browser.get(asked["Location"]).content.decode()

    browser.post(asked["Location"], {"action": "resend"})

    second = code_in_letter_to("helena@example.com")
    confirmed = browser.post(asked["Location"], {"code": second})
    assert "Send another code" in page
    assert first != second
    assert confirmed.status_code == 302


def test_a_wrong_code_does_not_sign_in():
    browser = Browser()
    asked = signed_up(browser)

    response = browser.post(asked["Location"], {"code": "WRONG"})

    assert response.status_code == 200
    assert "This is not the code that we sent" in response.content.decode()
    assert browser.get(reverse("today")).status_code == 302


def test_signing_up_with_a_known_address_looks_the_same_and_its_owner_gets_an_e_mail():
    owner = account_of("helena@example.com")

    asked = signed_up(Browser(), email="HELENA@example.com")
    run_due_jobs()

    assert asked["Location"] == reverse("account_email_verification_sent")
    assert User.objects.get() == owner
    assert mail.outbox[0].subject == "You already have an account"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "x" * 10_000),
        ("full_name", "a\x00b"),
        ("email", "no-address"),
        ("email", "x" * 10_000 + "@example.com"),
        ("email", "a\x00@example.com"),
        ("password1", "short"),
        ("password1", "password1234"),
        ("password1", "helena@example.com"),
    ],
)
def test_errors_are_shown_beside_their_fields_and_the_input_is_kept(field: str, value: str):
    response = signed_up(Browser(), **{field: value})

    page = response.content.decode()
    assert response.status_code == 200
    assert f'id="id_{field}_error"' in page
    assert "Helena Marsh" in page or field == "full_name"
    assert not User.objects.exists()


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "x" * 64])
def test_an_invalid_time_zone_becomes_london(zone: str):
    signed_up(Browser(), time_zone=zone)

    assert User.objects.get().time_zone == "Europe/London"


# Signing in and out


@pytest.mark.parametrize("email", ["tom@example.com", "TOM@Example.com"])
def test_signing_in_takes_the_address_whatever_its_case(email: str):
    account_of()

    assert sign_in(Browser(), email)["Location"] == reverse("today")


def test_a_wrong_password_and_an_unknown_address_get_the_same_message():
    account_of()

    wrong = sign_in(Browser(), "tom@example.com", "not the password").content.decode()
    unknown = sign_in(Browser(), "nobody@example.com", "not the password").content.decode()

    def bare(page: str) -> str:
        return re.sub(r'value="\w{64}"|\w+@example.com', "", page)

    assert "do not belong together" in wrong
    assert bare(wrong) == bare(unknown)


def test_signing_out_is_a_post_and_ends_the_session():
    user = account_of()
    browser = browser_of(user)

    assert browser.get(reverse("account_logout")).status_code == 200
    assert browser.get(reverse("welcome")).status_code == 200
    assert browser.post(reverse("account_logout"))["Location"] == reverse("front")
    assert browser.get(reverse("welcome")).status_code == 302


def test_a_closed_account_is_signed_out_with_the_next_request():
    user = account_of()
    browser = browser_of(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert browser.get(reverse("welcome")).status_code == 302


# Passwords and addresses


def test_a_new_password_by_code_ends_all_other_sessions():
    user = account_of()
    elsewhere = browser_of(user)
    browser = Browser()

    asked = browser.post(reverse("account_reset_password"), {"email": "TOM@example.com"})
    typed = browser.post(asked["Location"], {"code": code_in_letter_to("tom@example.com")})
    done = browser.post(typed["Location"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert done["Location"] == reverse("account_password_reset_completed")
    assert elsewhere.get(reverse("welcome")).status_code == 302
    assert sign_in(Browser(), "tom@example.com", NEW_PASSWORD)["Location"] == reverse("today")


def test_reset_of_an_unknown_address_looks_the_same():
    account_of()

    known = Browser().post(reverse("account_reset_password"), {"email": "tom@example.com"})
    unknown = Browser().post(reverse("account_reset_password"), {"email": "no@example.com"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_changed_password_keeps_this_session_and_ends_the_others():
    user = account_of()
    here, elsewhere = browser_of(user), browser_of(user)

    done = here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert done["Location"] == reverse("accounts:account")
    assert here.get(reverse("welcome")).status_code == 200
    assert elsewhere.get(reverse("welcome")).status_code == 302


def test_a_changed_address_counts_once_its_code_is_entered():
    user = account_of()
    browser = browser_of(user)

    asked = browser.post(
        reverse("account_email"), {"action_add": "", "email": "Tom.New@example.com"}
    )
    user.refresh_from_db()
    assert user.email == "tom@example.com"
    browser.post(asked["Location"], {"code": code_in_letter_to("tom.new@example.com")})

    user.refresh_from_db()
    assert user.email == "tom.new@example.com"


def test_links_in_e_mails_use_the_host_of_the_setting_not_of_the_request(settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.PUBLIC_URL = "https://interimhub.example"

    Browser().post(
        reverse("account_reset_password"), {"email": "no@example.com"}, HTTP_HOST="evil.example"
    )
    run_due_jobs()

    assert "https://interimhub.example/accounts/signup/" in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body


# The account page and notices


def test_account_page_stores_name_telephone_and_time_zone():
    user = account_of()

    response = browser_of(user).post(
        reverse("accounts:account"),
        {"full_name": "Tom Reed", "phone": "+44 20 7946 0000", "time_zone": "Asia/Tokyo"},
    )

    user.refresh_from_db()
    assert response.status_code == 302
    assert (user.full_name, user.phone, user.time_zone) == (
        "Tom Reed",
        "+44 20 7946 0000",
        "Asia/Tokyo",
    )


@pytest.mark.parametrize("value", ["\x00", "x" * 10_000, ""])
def test_account_page_shows_errors_beside_the_field(value: str):
    user = account_of()

    response = browser_of(user).post(
        reverse("accounts:account"), {"full_name": value, "time_zone": "Asia/Tokyo"}
    )

    assert response.status_code == 422
    assert 'id="id_full_name_error"' in response.content.decode()


def test_front_page_redirects_signed_in_users_to_today():
    assert browser_of(None).get("/").status_code == 200
    assert browser_of(CandidateFactory().user).get("/")["Location"] == reverse("today")
