"""Signed-in and signed-out browsers for tests of pages."""

import re

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


def without_what_passes(text: str) -> str:
    """Return a page without its tokens, and without what counts or tells the time.

    The frame says how long the session lasts, and the line for print says when, to the minute.
    """
    token = r'csrftoken=.*|X-CSRFToken": "\w{64}"|value="\w{64}"'
    return re.sub(rf'{token}|data-session-left="\d+"|As it stood on\s+[^<]*', "", text)


def browser_of(user: User | None) -> Browser:
    """Return a browser in which this person is signed in; None: nobody."""
    browser = Browser()
    if user is not None:
        browser.force_login(user)
    return browser
