"""The session ends while somebody types: every word is there after signing in again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.engagements.briefs import draft
from tests.factories import PASSWORD, CandidateFactory, UserFactory
from tests.journeys.conftest import Visitor, can_sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def end_sessions() -> None:
    """Let every session have ended."""
    Session.objects.all().delete()


def sign_in_here(page: Page, user: User) -> None:
    """Sign in on the page that is open."""
    page.get_by_label("E-mail").first.fill(user.email)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).first.click()


def note(page: Page, words: str):
    """Return the notice with these words."""
    return page.locator(".notice").filter(has_text=words).filter(visible=True)


def test_plain_form_is_restored_completely(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    candidate = CandidateFactory(headline="", summary="")
    user = can_sign_in(candidate.user)
    visitor = visit()
    visitor.sign_in_by_the_form(user)
    page = visitor.page
    visitor.go("/profile/basics/")
    page.get_by_role("textbox", name="Headline").fill("Sterile manufacturing")
    page.get_by_role("textbox", name="Summary").fill("I am called late.\nI leave early.")
    end_sessions()

    page.get_by_role("button", name="Save").first.click()
    expect(note(page, "what you typed is kept")).to_be_visible()
    visitor.see("01-sign-in")
    sign_in_here(page, user)

    expect(note(page, "What you typed is restored")).to_be_visible()
    expect(page.get_by_role("textbox", name="Headline")).to_have_value("Sterile manufacturing")
    expect(page.get_by_role("textbox", name="Summary")).to_have_value(
        "I am called late.\nI leave early."
    )
    visitor.see("02-back")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Sterile manufacturing").first).to_be_visible()
    candidate.refresh_from_db()
    assert candidate.summary == "I am called late.\nI leave early."
    visitor.go("/profile/basics/")
    expect(note(page, "What you typed is restored")).to_have_count(0)


def test_step_of_a_brief_stays_and_is_saved_after_signing_in(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    brief = draft()
    user = can_sign_in(brief.manager.user)
    visitor = visit()
    visitor.sign_in_by_the_form(user)
    page = visitor.page
    visitor.go(f"/briefs/{brief.ref}/edit/situation/")
    here = page.url
    end_sessions()
    page.get_by_label("Why now").fill("The inspection is in May.")

    expect(note(page, "You are signed out")).to_be_visible()
    expect(page.locator("#saved")).to_contain_text("not saved yet")
    assert page.url == here
    visitor.problems.clear()
    visitor.see("01-signed-out")
    note(page, "You are signed out").get_by_role("link", name="Sign in").click()
    sign_in_here(page, user)

    expect(page.get_by_label("Why now")).to_have_value("The inspection is in May.")
    assert page.url == here
    expect(page.locator("#saved")).to_contain_text("saved")
    brief.refresh_from_db()
    assert brief.why_now == "The inspection is in May."


def test_upload_keeps_the_text_and_asks_for_the_file_again(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    brief = draft()
    user = can_sign_in(brief.manager.user)
    visitor = visit()
    visitor.sign_in_by_the_form(user)
    page = visitor.page
    visitor.go("/briefs/new/")
    page.locator("#way-paste ~ form textarea").fill("We need a site director.\nSoon.")
    page.locator("input[type=file]").set_input_files(
        {"name": "need.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )
    end_sessions()

    page.get_by_role("button", name="Begin with this text").click()
    sign_in_here(page, user)

    expect(page.locator("#way-paste ~ form textarea")).to_have_value(
        "We need a site director.\nSoon."
    )
    expect(page.get_by_text("Choose the file “need.pdf” again")).to_be_visible()
    visitor.see("01-file-again")


def test_page_warns_before_the_session_ends_and_renews_it(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    user = can_sign_in(CandidateFactory().user)
    visitor = visit()
    visitor.sign_in_by_the_form(user)
    page = visitor.page
    visitor.go("/me/")
    row = Session.objects.get()
    store = SessionStore(row.session_key)
    store.set_expiry(timezone.now() + timedelta(minutes=4))
    store.save()

    # Somebody who comes back to the tab after a while.
    page.evaluate(
        "localStorage.setItem('other', ''); window.dispatchEvent(new StorageEvent('storage',"
        " { key: 'interimhub:signed-in', newValue: '' }))"
    )
    soon = note(page, "You will be signed out in 4 minutes")
    expect(soon).to_be_visible()
    visitor.see("01-soon")
    soon.get_by_role("button", name="Stay signed in").click()

    expect(soon).to_have_count(0)
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=11)


def test_page_says_when_another_tab_has_signed_out(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    visitor = visit()
    visitor.sign_in_by_the_form(can_sign_in(CandidateFactory().user))
    visitor.go("/me/")
    other_tab = visitor.page.context.new_page()
    other_tab.goto(f"{visitor.base}/today/")

    other_tab.get_by_role("button", name="Sign out").filter(visible=True).first.click()

    expect(note(visitor.page, "You are signed out")).to_be_visible()


def test_copy_in_the_browser_is_shown_to_its_author_only(
    visit: Callable[[], Visitor], transactional_db: None
) -> None:
    author = can_sign_in(CandidateFactory(headline="").user)
    other = can_sign_in(UserFactory(email="other@example.com"))
    visitor = visit()
    visitor.sign_in_by_the_form(author)
    page = visitor.page
    visitor.go("/profile/basics/")
    copies = "Object.keys(localStorage).filter((key) => key.includes('draft')).length"
    page.get_by_role("textbox", name="Headline").fill("Only mine")
    page.wait_for_timeout(500)
    assert page.evaluate(copies) == 1
    end_sessions()

    visitor.go("/accounts/login/")
    sign_in_here(page, other)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    visitor.go("/me/")

    assert page.evaluate(copies) == 0
