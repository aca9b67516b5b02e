"""Signed-in and signed-out browsers for tests of pages."""

from django.test import Client as Browser

from accounts.models import User


def browser_of(user: User | None) -> Browser:
    """Return a browser in which this person is signed in; None: nobody."""
    browser = Browser()
    if user is not None:
        browser.force_login(user)
    return browser
