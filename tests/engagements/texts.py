"""Briefs with a text of their manager, and decisions on its suggestions."""

from typing import Any

from django.urls import reverse

from engagements.models import Brief
from tests.browsers import browser_of
from tests.engagements.briefs import draft
from tests.readings.texts import DEVIATIONS, DIRECTOR, GMP, TAKEOVER, read_text, vocabulary


def draft_beside_a_text() -> Brief:
    """A draft beside a text in which one thing of each kind was found."""
    vocabulary()
    brief = draft()
    read_text(brief.manager.user, brief.ref, GMP, TAKEOVER, DIRECTOR, DEVIATIONS)
    return brief


def url(brief: Brief, name: str = "text") -> str:
    return reverse(f"engagements:{name}", args=[brief.ref])


def say(brief: Brief, name: str, key: str, *, htmx: bool = False, **facts: str) -> Any:
    browser = browser_of(brief.manager.user)
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post(url(brief, f"{name}_suggestion"), {"key": key, **facts}, headers=headers)


def page(brief: Brief) -> str:
    return browser_of(brief.manager.user).get(url(brief)).content.decode()


def asked(brief: Brief) -> list[tuple[str, int]]:
    rows = brief.requirements.in_order()
    return [(row.concept.code, row.importance) for row in rows]
