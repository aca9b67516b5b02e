"""Requests of one page as one person, with their changes rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client as Browser
from django.urls import reverse

LOGIN, ALLOWED, FORBIDDEN, MISSING, METHOD, BROKEN = "L", "+", "F", ".", "M", "!"


@contextmanager
def undone() -> Iterator[None]:
    """Roll back all changes at the end; actions inside can still use durable transactions."""
    inside = transaction.atomic()
    inside._from_testcase = True  # type: ignore[attr-defined]  # as Django's own TestCase does
    with inside:
        yield
        transaction.set_rollback(True)


def ask(browser: Browser, method: str, url: str, **facts: Any) -> HttpResponseBase:
    """Send one request; a server error is returned as a response too."""
    browser.raise_request_exception = False
    browser.cookies.pop("messages", None)  # what an undone request would have said
    send = {"GET": browser.get, "POST": browser.post}[method]
    response: HttpResponseBase = send(url, **facts)
    return response


def letter(response: HttpResponseBase) -> str:
    """Return the letter for the access that a response shows."""
    if response.status_code == 302 and response["Location"].startswith(_entrances()):
        return LOGIN
    known = {403: FORBIDDEN, 404: MISSING, 405: METHOD}
    if response.status_code >= 500:
        return BROKEN
    return known.get(response.status_code, ALLOWED)


def _entrances() -> tuple[str, ...]:
    """Return where nobody's pages lead: to sign-in, an invitation to sign-up."""
    return reverse(settings.LOGIN_URL), reverse("account_signup")


def text_of(response: HttpResponseBase) -> str:
    """Return everything in a response: headers, cookies and body."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    heads = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{heads}\n{response.cookies.output()}\n{body.decode(errors='replace')}"
