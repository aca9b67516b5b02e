"""The text beside the steps: only its owner sees it, and saving a step keeps what it suggested."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from engagements.models import Brief
from readings.models import TextReading
from tests.browsers import browser_of
from tests.engagements.briefs import post
from tests.engagements.texts import asked, draft_beside_a_text, say, url
from tests.factories import BriefFactory, ClientMemberFactory
from tests.readings.texts import GMP, read_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return draft_beside_a_text()


# Beside the form


def test_the_text_is_shown_beside_every_step_with_the_open_suggestions(brief: Brief) -> None:
    say(brief, "accept", "skill-1")

    shown = browser_of(brief.manager.user).get(
        reverse("engagements:edit", args=[brief.ref, "truth"])
    )

    assert "Without GMP remediation we are out of stock." in shown.content.decode()
    text = " ".join(shown.content.decode().split())
    assert "3 suggestions of your text wait for you" in text


def test_an_open_window_does_not_overwrite_an_accepted_suggestion(brief: Brief) -> None:
    say(brief, "accept", "skill-1")

    stale = post(
        brief, "person", seen=0, **{"skills-TOTAL_FORMS": "0", "skills-INITIAL_FORMS": "0"}
    )

    assert stale.status_code == 409
    assert asked(brief) == [("ih:skill:gmp-remediation", 2)]


def test_unstored_input_does_not_hide_an_accepted_suggestion(brief: Brief) -> None:
    post(brief, "person", duration_weeks="a year", **{"skills-TOTAL_FORMS": "0"})
    brief.refresh_from_db()

    for key in ("skill-1", "situation-1", "seniority-1"):
        say(brief, "accept", key)

    browser = browser_of(brief.manager.user)
    shown = browser.get(reverse("engagements:edit", args=[brief.ref, "person"])).content.decode()
    assert 'value="a year"' in shown
    assert 'name="skills-0-code" value="ih:skill:gmp-remediation"' in shown
    assert '<option value="4" selected>' in shown
    say(brief, "undo", "skill-1")
    again = browser.get(reverse("engagements:edit", args=[brief.ref, "person"])).content.decode()
    assert 'value="a year"' in again
    assert "ih:skill:gmp-remediation" not in again


# Who


def test_a_text_is_visible_to_its_owner_only(brief: Brief) -> None:
    administrator = ClientMemberFactory(client=brief.client, is_admin=True)

    shown = browser_of(administrator.user).get(url(brief)).content.decode()

    assert "Start from a text you already have" in shown
    assert "GMP remediation" not in shown


def test_a_brief_in_playback_accepts_no_suggestion() -> None:
    brief = BriefFactory(played_back=True)
    read_text(brief.manager.user, brief.ref, GMP)

    answer = say(brief, "accept", "skill-1")

    assert answer.status_code == 409
    assert "Take it back first" in answer.content.decode()


def test_the_owner_deletes_the_text(brief: Brief) -> None:
    say(brief, "accept", "skill-1")

    browser_of(brief.manager.user).post(url(brief, "forget_text"))

    assert not TextReading.objects.exists()
    assert brief.requirements.count() == 1


def test_deciding_on_a_deleted_text_is_refused_with_a_message(brief: Brief) -> None:
    TextReading.objects.all().delete()

    answers = [say(brief, name, "skill-1").status_code for name in ("accept", "refuse", "undo")]

    assert answers == [409, 409, 409]


def test_the_page_takes_the_same_queries_however_many_suggestions(
    brief: Brief, django_assert_max_num_queries: Any
) -> None:
    reading = TextReading.objects.get()
    browser = browser_of(brief.manager.user)
    browser.get(url(brief))
    with django_assert_max_num_queries(30) as few:
        browser.get(url(brief))
    many = [GMP | {"key": f"skill-{n}", "value": f"ih:{n}"} for n in range(12)]
    TextReading.objects.filter(pk=reading.pk).update(found=many)

    with django_assert_max_num_queries(len(few)):
        browser.get(url(brief))


def test_strangers_do_not_find_the_text(brief: Brief) -> None:
    stranger = browser_of(ClientMemberFactory().user)

    assert stranger.get(url(brief)).status_code == 404
    assert Browser().get(url(brief)).status_code == 302
