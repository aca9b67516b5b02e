"""Signed-in and signed-out browsers for tests of pages."""

from django.test import Client as Browser

from accounts.models import User

# Values of a return URL to which the site must never redirect.
NO_PAGES_OF_THIS_SITE = [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "javascript:alert(1)",
    "http://[",
    "foo",
    "today",
    "account_logout",
    "/accounts/logout/",
    "/accounts/logout/?next=/today/",
    "/no/such/page/",
    "\\\\elsewhere.example",
]


def browser_of(user: User | None) -> Browser:
    """Return a browser in which this person is signed in; None: nobody."""
    browser = Browser()
    if user is not None:
        browser.force_login(user)
    return browser
