"""A document costs no more than it may, and nobody's letter waits for it."""

import resource
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from accounts.emails import post
from accounts.models import Mail
from interimhub.lib import queues
from interimhub.lib.models import Job
from readings import intake
from readings.documents import UnreadableDocument
from readings.documents.result import CPU_SECONDS_KILLED
from readings.intake import Intake, TooManyTexts, queue_parsing
from readings.models import TextReading
from readings.sandbox import read_document
from tests.factories import NOW, UserFactory
from tests.machinery import Machinery, eventually, machinery
from tests.readings.papers import heavy, heavy_in_a_form


def test_a_page_that_draws_too_much_is_refused_before_it_is_read() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    with pytest.raises(UnreadableDocument) as refusal:
        read_document(heavy(400_000), seconds=60)

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert refusal.value.code == "heavy"
    assert used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime < 3


def test_a_document_that_hides_its_cost_is_stopped_after_its_seconds() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    with pytest.raises(UnreadableDocument) as refusal:
        read_document(heavy_in_a_form(400_000), seconds=90)

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert refusal.value.code == "heavy"
    seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    assert seconds < CPU_SECONDS_KILLED + 1
    # In KiB, of the largest child so far: an earlier one may have been larger, and each begins with
    # what this process holds.
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert used.ru_maxrss < max(512 * 1024, held + 1) or used.ru_maxrss == before.ru_maxrss


@pytest.mark.django_db
def test_somebody_may_have_three_texts_in_work() -> None:
    person = UserFactory()
    for _ in range(3):
        add(person, uuid.uuid4())

    with pytest.raises(TooManyTexts, match="3 of your texts are being read now"):
        add(person, uuid.uuid4())
    add(UserFactory(), uuid.uuid4())

    assert TextReading.objects.count() == 4


@pytest.mark.django_db
def test_somebody_may_add_so_many_texts_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "DAY_MAX", 2)
    person, about = UserFactory(), uuid.uuid4()
    for number in range(2):
        add(person, about, text=f"text {number}")

    with pytest.raises(TooManyTexts, match="the most that one person can add in a day"):
        add(person, about, text="one more")
    with transaction.atomic():
        tomorrow = NOW + timedelta(days=1)
        queue_parsing(Intake("one more"), owner=person, about=about, now=tomorrow)

    assert TextReading.objects.get().text == "one more"


def add(person: object, about: uuid.UUID, text: str = "x", document: bytes | None = None) -> None:
    with transaction.atomic():
        queue_parsing(Intake(text, document), owner=person, about=about, now=NOW)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def machinery_of_module(django_db_setup: None) -> Iterator[Machinery]:
    with machinery() as made:
        yield made


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_letter_goes_out_in_seconds_while_six_heavy_files_are_read(
    machinery_of_module: Machinery,
) -> None:
    parts = machinery_of_module
    parts.relay()
    for queue in (queues.LETTERS, queues.READINGS):
        parts.start_worker(f"worker-{queue}", queue=queue)
    for _ in range(6):
        add(UserFactory(), uuid.uuid4(), document=heavy_in_a_form(400_000))
    eventually(lambda: Job.objects.filter(queue=queues.READINGS, starts__gt=0).exists())

    began = time.monotonic()
    with transaction.atomic():
        post(key="letter:1", to="ann@example.com", subject="Hello", text="Good morning.")
    eventually(lambda: Mail.objects.filter(sent_at__isnull=False).exists(), seconds=20)

    waited = time.monotonic() - began
    assert TextReading.objects.waiting().count() >= 5
    assert waited < 10
    parts.settle()
