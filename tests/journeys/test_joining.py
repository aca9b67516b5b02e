"""How people come in: by a code from a letter, by an invitation, with a new password; and out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from engagements.models import ClientMember
from providers.models import Firm
from tests.factories import PASSWORD, ConsultantFactory, FirmFactory, UserFactory
from tests.journeys.cast import see
from tests.journeys.conftest import Visitor, can_sign_in, letter_to
from tests.machinery import Machinery

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.timeout(240)]

NEW_PASSWORD = "four quiet words together"


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).filter(visible=True).first.click()


def code_in(letter: str) -> str:
    """Return the code that stands on a line of its own."""
    found = re.search(r"^\s+([A-Z0-9][A-Z0-9-]{4,})\s*$", letter, re.MULTILINE)
    assert found, letter
    return found.group(1)


def sign_up(visitor: Visitor, machinery: Machinery, *, name: str, email: str) -> None:
    """Sign up on the page and type the code that the worker sent."""
    page = visitor.page
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").first.fill(email)
    page.get_by_label("Password").first.fill(PASSWORD)
    press(page, "Sign up")
    expect(page.get_by_role("heading", name="Type the code we sent you")).to_be_visible()
    see(visitor, f"code-{email.split('@', maxsplit=1)[0]}")
    code = code_in(letter_to(machinery, email, "Your code is"))
    page.get_by_role("textbox", name="Code").fill(code)
    press(page, "Confirm")


def menu(visitor: Visitor) -> None:
    """On a phone, open what stands in the rail at a desk."""
    if visitor.size == "phone":
        visitor.page.locator("details.menu > summary").click()


def sign_out(visitor: Visitor) -> None:
    """Leave by the button in the rail, or in the menu of a phone."""
    menu(visitor)
    out = visitor.page.get_by_role("link", name="Sign out").or_(
        visitor.page.get_by_role("button", name="Sign out", exact=True)
    )
    out.filter(visible=True).first.click()
    expect(visitor.page.get_by_role("link", name="Sign in").first).to_be_visible()


@pytest.mark.parametrize("size", ["phone"])
def test_on_a_phone_the_navigation_is_in_a_menu(visit: Callable[[], Visitor]) -> None:
    visitor = visit()
    visitor.sign_in(can_sign_in(UserFactory()))

    rail = visitor.page.locator("details.menu")
    account = rail.get_by_role("link", name="Account")
    expect(account).to_be_hidden()

    menu(visitor)
    expect(account).to_be_visible()
    visitor.see("menu-open")
    menu(visitor)
    expect(account).to_be_hidden()

    sign_out(visitor)


def test_each_of_the_three_joins_with_a_code_from_an_e_mail(
    visit: Callable[[], Visitor], vocabulary: None, relay_and_worker: Machinery
) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/")
    visitor.see("01-front")
    page.get_by_role("link", name="Sign up").first.click()
    see(visitor, "02-sign-up")
    press(page, "Sign up")
    expect(page.locator(".form-errors")).to_be_focused()
    see(visitor, "03-sign-up-refused")
    sign_up(visitor, relay_and_worker, name="Ingrid Sorensen", email="ingrid@example.com")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ingrid")
    see(visitor, "04-welcome")
    page.locator("summary", has_text="I am an interim").click()
    press(page, "Make my profile")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Begin with one line")
    visitor.see("05-interim")  # one's own profile leads to one's own rate
    sign_out(visitor)

    visitor.go("/accounts/signup/")
    sign_up(visitor, relay_and_worker, name="Helen Ashworth", email="helen@example.com")
    page.locator("summary", has_text="I need an interim").click()
    press(page, "Continue to a first brief")
    expect(page.locator("details[open] .form-errors")).to_be_focused()
    see(visitor, "06-client-refused")
    page.get_by_label("Name of the organisation").fill("Ashdown Sterile Medicines")
    page.get_by_label("Your title there").filter(visible=True).fill("Site director")
    press(page, "Continue to a first brief")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Start a brief")
    see(visitor, "07-client")
    sign_out(visitor)

    visitor.go("/accounts/signup/")
    sign_up(visitor, relay_and_worker, name="Martin Okafor", email="martin@example.com")
    page.locator("summary", has_text="I work for a firm").click()
    page.get_by_label("Name of the firm").fill("Kestrel Life Sciences")
    page.get_by_role("radio", name="Specialist").check()
    page.get_by_label("We accept the conduct charter").check()
    see(visitor, "08-firm-filled")
    press(page, "Register the firm")
    expect(page.locator("#notices")).to_contain_text("Your firm is created")
    see(visitor, "09-firm")
    assert Firm.objects.get().kind == Firm.Kind.SPECIALIST
    assert ClientMember.objects.get().title == "Site director"
    assert User.objects.filter(candidate__is_discoverable=False).count() == 1


def test_a_colleague_is_invited_and_joins_and_a_lost_password_is_replaced(
    visit: Callable[[], Visitor], vocabulary: None, relay_and_worker: Machinery
) -> None:
    ruth = can_sign_in(UserFactory(full_name="Ruth Lindqvist", email="ruth@example.com"))
    firm = FirmFactory(name="Broadgate Interim", generalist=True)
    ConsultantFactory(user=ruth, firm=firm, is_admin=True)
    host, guest = visit(), visit()
    host.sign_in(ruth)
    host.go("/firms/mine/")
    host.page.get_by_label("Their e-mail").fill("tom@example.com")
    press(host.page, "Send the invitation")
    expect(host.page.get_by_text("tom@example.com").first).to_be_visible()
    see(host, "01-invited")

    letter = letter_to(relay_and_worker, "tom@example.com", "invites you to join")
    found = re.search(r"https?://[^/\s]+(/\S+)", letter)
    assert found
    guest.go(found.group(1))
    see(guest, "02-invited-stranger")
    page = guest.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign up")
    expect(page.get_by_label("E-mail").first).to_have_value("tom@example.com")
    page.get_by_label("Your name").fill("Tom Reyes")
    page.get_by_label("Password").first.fill(PASSWORD)
    press(page, "Sign up")
    expect(page.get_by_role("heading", level=1)).to_have_text("Join Broadgate Interim")
    see(guest, "03-join")
    page.get_by_label("Your title").fill("Consultant")
    press(page, "Join Broadgate Interim")
    expect(page.locator("#notices")).to_be_visible()
    see(guest, "04-joined")
    assert firm.members.filter(user__email="tom@example.com").count() == 1
    sign_out(guest)

    guest.go("/accounts/login/")
    page.get_by_label("E-mail").first.fill("tom@example.com")
    page.get_by_label("Password").first.fill("not this one at all")
    press(page, "Sign in")
    expect(page.locator(".form-errors")).to_be_focused()
    see(guest, "05-wrong-password")
    page.get_by_role("link", name="Forgot").click()
    page.get_by_label("E-mail").first.fill("tom@example.com")
    see(guest, "06-forgotten")
    press(page, "Send me a code")
    expect(page.get_by_role("heading", name="Type the code we sent you")).to_be_visible()
    code = code_in(letter_to(relay_and_worker, "tom@example.com", "choose a new password"))
    page.get_by_role("textbox", name="Code").fill(code)
    press(page, "Confirm")
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Repeat the new password").fill(NEW_PASSWORD)
    see(guest, "07-new-password")
    press(page, "Change the password")
    expect(page.get_by_role("heading", name="Your password is changed")).to_be_visible()
    see(guest, "08-changed")
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("E-mail").first.fill("tom@example.com")
    page.get_by_label("Password").first.fill(NEW_PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tom")
