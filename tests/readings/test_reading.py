"""The worker parses a text: its content, its suggestions, and its deletion."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import RequestFactory

from accounts.models import User
from interimhub.lib.models import Job
from readings import clock
from readings.intake import Intake, queue_parsing
from readings.models import TextReading, is_reading_given_up
from tests.factories import NOW, TextReadingFactory, UserFactory
from tests.jobs import run_due_jobs
from tests.readings.papers import MEGABYTE, bomb, pdf, word
from tests.readings.texts import MAIL, vocabulary

pytestmark = pytest.mark.django_db

BRIEF = uuid.UUID(int=7)


def brought(owner: User | None = None, **given: Any) -> TextReading:
    with transaction.atomic():
        return queue_parsing(Intake(**given), owner=owner or UserFactory(), about=BRIEF, now=NOW)


def read(reading: TextReading) -> TextReading:
    run_due_jobs()
    reading.refresh_from_db()
    return reading


def told(reading: TextReading) -> list[tuple[str, str, str]]:
    return [(one.kind, one.value, one.quote) for one in reading.suggestions]


def test_a_pasted_text_gives_suggestions_with_the_words_they_came_from() -> None:
    vocabulary()

    reading = read(brought(text=MAIL))

    assert reading.is_read
    assert told(reading) == [
        ("skill", "ih:skill:gmp-remediation", "GMP remediation"),
        ("situation", "ih:situation:takeover", "hostile takeover"),
        ("seniority", "4", "site director"),
        (
            "criterion",
            "Reduce overdue deviations from 186 to 20 by the end of March",
            "Reduce overdue deviations from 186 to 20 by the end of March.",
        ),
    ]


def test_every_quote_is_at_its_position_in_the_text() -> None:
    vocabulary()

    reading = read(brought(text=f"  Dear all,\r\n\r\n\r\n\r\n{MAIL}"))

    places = [reading.text[one.start : one.end] for one in reading.suggestions]
    assert places == [one.quote for one in reading.suggestions]


@pytest.mark.parametrize("paper", [pdf, word], ids=["PDF", "Word"])
def test_a_document_is_parsed_and_then_deleted(paper: Any) -> None:
    vocabulary()

    reading = read(brought(document=paper("Led GMP remediation."), document_name="cv"))

    assert told(reading) == [("skill", "ih:skill:gmp-remediation", "GMP remediation")]
    assert (reading.text, reading.document) == ("Led GMP remediation.", None)


def test_pasted_text_and_a_document_are_parsed_together() -> None:
    reading = read(brought(text="My own words.", document=word("Those of the document.")))

    assert reading.text == "My own words.\n\nThose of the document."


def test_an_unreadable_document_has_a_reason_and_the_pasted_text_is_kept() -> None:
    reading = read(brought(text="My own words.", document=bomb(), document_name="cv.docx"))

    assert reading.is_failed
    assert reading.problem.startswith("This document unpacks to far more")
    assert (reading.text, reading.document) == ("My own words.", None)
    assert Job.objects.get().done_at is not None


def test_a_note_says_what_was_left_out() -> None:
    reading = read(brought(document=pdf("Led GMP remediation.", blank=99)))

    assert reading.note == "We read the first 60 of 100 pages."


def test_a_text_longer_than_the_linkers_limit_has_a_note() -> None:
    reading = read(brought(text="nothing much " * 3_000))

    assert reading.note == "It is long, so we looked for suggestions only in the first part."


@pytest.mark.parametrize("text", ["the of and", "😀 🙃", "x", "\u200b", "ل" * 500, "<b>" * 999])
def test_a_text_without_suggestions_is_parsed_too(text: str) -> None:
    vocabulary()

    reading = read(brought(text=text))

    assert (reading.is_read, reading.found) == (True, [])


def test_the_same_text_keeps_its_reading_and_refusals() -> None:
    owner = UserFactory()
    first = read(brought(owner, text=MAIL))
    TextReading.objects.filter(pk=first.pk).update(decided={"skill-1": {"answer": "refused"}})

    second = brought(owner, text=MAIL)

    assert (second.pk, second.answer_to("skill-1")) == (first.pk, "refused")


def test_another_text_replaces_the_previous_one() -> None:
    owner = UserFactory()
    read(brought(owner, text=MAIL))

    brought(owner, text="Something else.")

    assert [row.text for row in TextReading.objects.all()] == ["Something else."]


def test_a_deleted_text_is_not_parsed() -> None:
    brought(text=MAIL).delete()

    run_due_jobs()

    assert not TextReading.objects.exists()
    assert Job.objects.get().done_at is not None


def test_a_reading_with_a_dead_job_is_given_up() -> None:
    waiting, given_up = brought(text=MAIL), brought(text=MAIL)
    Job.objects.filter(key=given_up.job_key).update(dead_at=NOW)

    assert [is_reading_given_up(waiting), is_reading_given_up(given_up)] == [False, True]


def test_only_the_beginning_of_a_far_too_large_file_is_kept(
    rf: RequestFactory,
) -> None:
    huge = SimpleUploadedFile("cv.pdf", b"%PDF-" + bytes(12 * MEGABYTE))

    kept = rf.post("/", {"document": huge}).FILES["document"]

    assert 5 * MEGABYTE < kept.size < 7 * MEGABYTE


def test_texts_are_deleted_after_seven_days() -> None:
    week = timedelta(days=7)
    TextReadingFactory(added_at=NOW - week - timedelta(minutes=1), text="old")
    TextReadingFactory(added_at=NOW - week, text="young")

    clock.forget_texts(NOW)

    assert [row.text for row in TextReading.objects.all()] == ["young"]


def test_a_text_is_deleted_with_its_owner() -> None:
    reading = brought(text=MAIL)

    reading.owner.delete()

    assert not TextReading.objects.exists()
