"""One rendering of an error, whoever asks for it; and a poll that answers only what has changed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from engagements.models import Brief
from shortlists.asking import address
from tests.browsers import browser_of
from tests.factories import BriefFactory, ConsultantFactory, PanelSeatFactory
from tests.shortlists.worlds import mandated, ready_brief, seat_on

pytestmark = pytest.mark.django_db

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TOO_LONG = "x" * 20_000
SLOT = re.compile(r'<div class="field-slot" id="id_(\w+)_slot"[^>]*>(.*?)</div>', re.DOTALL)


def playback() -> tuple[Client, str, str, dict[str, str]]:
    brief = BriefFactory(played_back=True)
    consultant = ConsultantFactory()
    PanelSeatFactory(
        brief=brief, firm=consultant.firm, consultant=consultant, is_lead=True, opened_at=None
    )
    url = reverse("engagements:playback", args=[brief.ref])
    return browser_of(consultant.user), url, url, {"situation": TOO_LONG}


def submission() -> tuple[Client, str, str, dict[str, str]]:
    brief = ready_brief()
    consultant = seat_on(brief)
    entry, _ = mandated(brief, consultant)
    return (
        browser_of(consultant.user),
        reverse("shortlists:save_draft", args=[address(consultant.firm, entry)]),
        reverse("shortlists:submit", args=[address(consultant.firm, entry)]),
        {"introduction": TOO_LONG},
    )


def step_of_a_brief() -> tuple[Client, str, str, dict[str, str]]:
    brief = BriefFactory()
    url = reverse("engagements:edit", args=[brief.ref, "situation"])
    return browser_of(brief.manager.user), url, url, {"title": TOO_LONG}


def errors(body: str) -> dict[str, str]:
    """Return the markup of the errors by field, for the fields that have any."""
    found = {name: " ".join(html.split()) for name, html in SLOT.findall(body)}
    return {name: html for name, html in found.items() if html}


@pytest.mark.parametrize("kind", [playback, submission, step_of_a_brief])
def test_autosave_shows_an_error_as_a_submit_does(
    kind: Callable[[], tuple[Client, str, str, dict[str, str]]],
):
    browser, autosave, submit, typed = kind()
    [name] = typed

    saved = browser.post(autosave, typed, headers={"HX-Request": "true"})
    sent = browser.post(submit, {**typed, "send": "1"})

    shown = errors(saved.content.decode())
    assert shown[name] == errors(sent.content.decode())[name]
    assert f'id="id_{name}_error"' in shown[name]


def test_an_error_of_a_field_is_written_in_one_template():
    own = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if 'class="field-error' in path.read_text()
    }

    assert own == {
        "django/forms/errors/list/ul.html",
        "components/combobox.html",  # the type-ahead is no Django field
        "components/reasons.html",  # buttons are the field
        "sourcing/_several.html",  # an error of the choice among the rows of a list
        "components/session.html",  # JavaScript shows it: a file has to be chosen again
        "engagements/_autosaved.html",  # errors that belong to no field
    }


def test_a_region_that_speaks_is_never_replaced():
    speaks = re.compile(r'role="(?:status|alert)"|aria-live')
    own = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if speaks.search(path.read_text())
    }

    # They last as long as the page; what is replaced says `data-say`, and #said speaks.
    lasting = {"base.html", "public.html", "components/session.html", "components/saved.html"}
    # It is filled while its own field has the focus.
    filled = {"components/combobox.html", "forms/many_choices.html"}
    # It gets the focus, on a new page.
    focused = {"components/form_errors.html", "engagements/_problems.html"}
    assert own == lasting | filled | focused


def test_a_poll_is_answered_by_no_content_until_something_has_changed():
    brief = ready_brief()
    Brief.objects.update(scored_version=0)
    browser = browser_of(seat_on(brief).user)
    url = reverse("sourcing:matches", args=[brief.ref])
    [shown] = re.findall(r'data-shown="(\w+)"', browser.get(url).content.decode())
    poll = {"HX-Request": "true", "X-Shown": shown}

    same = browser.get(url, headers=poll)
    Brief.objects.update(scored_version=brief.version)
    changed = browser.get(url, headers=poll)

    assert (same.status_code, same.content) == (204, b"")
    assert changed.status_code == 200
    assert 'id="matches-search" hx-swap-oob="true"' in changed.content.decode()
    assert "data-shown" not in changed.content.decode()
