"""The same text again: by its content and what it says, never by the name of its file."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from interimhub.lib.models import Job
from readings import actions
from readings.decisions import ACCEPTED, record
from readings.intake import Intake, queue_parsing
from readings.models import TextReading
from tests.factories import NOW, UserFactory
from tests.jobs import run_due_jobs
from tests.readings.papers import pdf, word
from tests.readings.texts import MAIL, vocabulary

pytestmark = pytest.mark.django_db

ABOUT = uuid.UUID(int=7)
LATER = NOW + timedelta(hours=3)
TEXT = "Led GMP remediation after a hostile takeover."


@pytest.fixture
def owner() -> User:
    vocabulary()
    return UserFactory()


def add(owner: User, *, now: Any = NOW, **given: Any) -> TextReading:
    with transaction.atomic():
        queue_parsing(Intake(**given), owner=owner, about=ABOUT, now=now)
    run_due_jobs()
    return TextReading.objects.get()


def test_the_same_file_under_another_name_is_not_read_again(owner: User) -> None:
    first = add(owner, document=pdf(TEXT), document_name="CV.pdf")
    actions.refuse_suggestion(ABOUT, by=owner, key=first.suggestions[0].key)
    jobs = Job.objects.count()

    again = add(owner, document=pdf(TEXT), document_name="CV (1).pdf", now=LATER)

    assert (again.pk, again.first_added_at, again.added_at) == (first.pk, NOW, LATER)
    assert again.answer_to(first.suggestions[0].key) == "refused"
    assert Job.objects.count() == jobs


def test_another_file_that_says_the_same_keeps_what_was_decided(owner: User) -> None:
    first = add(owner, document=pdf(TEXT))
    key = first.suggestions[0].key
    with transaction.atomic():
        record(first, key, ACCEPTED, {"before": 3})

    again = add(owner, document=word(TEXT.upper().title()), now=LATER)

    assert again.pk != first.pk
    assert again.first_added_at == NOW
    found = {(one.kind, one.value): one.key for one in again.suggestions}
    kept = found[first.suggestions[0].kind, first.suggestions[0].value]
    assert (again.answer_to(kept), again.change_of(kept)) == (ACCEPTED, {"before": 3})


def test_another_text_under_the_same_name_is_new(owner: User) -> None:
    first = add(owner, document=pdf(TEXT), document_name="CV.pdf")
    actions.refuse_suggestion(ABOUT, by=owner, key=first.suggestions[0].key)

    again = add(owner, document=pdf(MAIL.splitlines()[0]), document_name="CV.pdf", now=LATER)

    assert (again.first_added_at, again.decided) == (None, {})


def test_a_file_that_could_not_be_read_is_tried_again(owner: User) -> None:
    first = add(owner, document=pdf(blank=1))

    again = add(owner, document=pdf(blank=1), now=LATER)

    assert (first.is_failed, again.is_failed, again.pk != first.pk) == (True, True, True)
    assert again.first_added_at is None
