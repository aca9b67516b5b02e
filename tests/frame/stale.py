"""Pressing a button once, and a second time from a page that is an old one."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpResponse
from django.test import Client as Browser

from accounts.models import Activity, Mail, Notice, User
from interimhub.lib.models import Job
from tests.browsers import browser_of

CLOCK = r"(today|yesterday) at \d\d:\d\d"


@dataclass
class Press:
    """A button: who presses it, where it is sent, and what with."""

    by: User
    url: str
    typed: dict[str, Any]


def press(one: Press, browser: Browser | None = None) -> HttpResponse:
    """Send the form, as from a page that was opened anew: no token makes two posts one."""
    answer: Any = (browser or browser_of(one.by)).post(one.url, one.typed)
    return answer


def effects() -> dict[str, Any]:
    """Return what a second press must leave alone: life cycles, the trail and what is sent."""
    models = [
        model
        for model in apps.get_models()
        if hasattr(model, "MOVES") or model in (Activity, Notice, Mail, Job)
    ]
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list())) for model in models
    }


def told_in(answer: HttpResponse) -> str:
    """Return the words of an error page from its heading on, as plain text."""
    page = answer.content.decode().partition("<h1>")[2].partition("</main>")[0]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))
