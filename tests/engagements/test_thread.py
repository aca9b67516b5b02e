"""The thread of the firms on a brief: three questions, and who reads what."""

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from engagements.actions.thread import post
from engagements.models import Brief, PanelPost
from interimhub.lib.refused import MovedOn
from providers.models import Consultant
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    BriefFactory,
    ConsultantFactory,
    PanelPostFactory,
    PanelSeatFactory,
)
from tests.notices import subjects

pytestmark = pytest.mark.django_db

WORDS = "We would not start before line 2 has a date; the others would."


def on_panel(brief: Brief, **facts: object) -> Consultant:
    consultant: Consultant = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=consultant.firm, consultant=consultant, **facts)
    return consultant


def url(brief: Brief) -> str:
    return reverse("engagements:thread", args=[brief.ref])


def test_a_disagreement_reaches_the_client_word_for_word_with_firm_and_consultant():
    brief = BriefFactory(opened=True)
    by = on_panel(brief)
    on_panel(brief)

    browser_of(by.user).post(url(brief), {"question": "disagree", "words": WORDS})

    page = browser_of(brief.manager.user).get(brief.get_absolute_url())
    assertContains(page, WORDS)
    assertContains(page, by.user.full_name)
    assert f"{brief.name}: {by.firm.name} disagrees" in subjects(brief.manager.user)


@pytest.mark.parametrize("question", ["need", "why"])
def test_the_other_two_questions_are_read_by_the_firms_only(question: str):
    brief = BriefFactory(opened=True)
    by, other = on_panel(brief), on_panel(brief)

    post(brief, by=by, question=question, words=WORDS, now=NOW)

    assertContains(browser_of(other.user).get(url(brief)), WORDS)
    page = browser_of(brief.manager.user).get(brief.get_absolute_url())
    assertNotContains(page, WORDS)
    assert not subjects(brief.manager.user)
    assert subjects(other.user) == [f"{brief.name}: {by.firm.name} wrote to the panel"]
    assert not subjects(by.user)


def test_the_client_is_told_why_it_does_not_read_the_thread():
    brief = BriefFactory(opened=True)

    page = browser_of(brief.manager.user).get(url(brief))

    assertContains(page, "Where they disagree, you read it", status_code=403)


@pytest.mark.parametrize("gone", ["withdrawn_at", "declined_at"])
def test_a_firm_without_an_active_seat_reads_nothing(gone: str):
    brief = BriefFactory(opened=True)
    was_on_it = on_panel(brief, **{gone: timezone.now()})
    PanelPostFactory(brief=brief)

    assert browser_of(was_on_it.user).get(url(brief)).status_code in (404, 409)
    assert not PanelPost.objects.visible_to(was_on_it.user)


def test_a_firm_that_lost_its_seat_meanwhile_writes_nothing():
    brief = BriefFactory(opened=True)
    by = on_panel(brief, withdrawn_at=NOW)

    with pytest.raises(MovedOn):
        post(brief, by=by, question="need", words=WORDS, now=NOW)

    assert not PanelPost.objects.exists()


def test_an_empty_post_is_refused_beside_its_box_and_the_other_boxes_stay_clean():
    brief = BriefFactory(opened=True)
    by = on_panel(brief)

    page = browser_of(by.user).post(url(brief), {"question": "why", "words": ""})

    assertContains(page, "Write a sentence first.", status_code=422, count=2)
    assertContains(page, 'id="id_why_words"', status_code=422)
    assertContains(page, "Name no interim", status_code=422)


def test_a_post_is_never_changed():
    rows = PanelPost.objects.filter(pk=PanelPostFactory().pk)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        rows.update(words="Something else.")


def test_a_post_is_never_removed():
    rows = PanelPost.objects.filter(pk=PanelPostFactory().pk)

    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        rows.delete()
