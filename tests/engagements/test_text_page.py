"""The page of a text: upload, parsing, and refusals."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from engagements.models import Brief
from interimhub.lib.models import Job
from readings.models import TextReading
from tests.browsers import browser_of
from tests.engagements.briefs import draft
from tests.engagements.texts import asked, page, url
from tests.factories import ClientMemberFactory, TextReadingFactory
from tests.jobs import run_due_jobs
from tests.readings.papers import pdf
from tests.readings.texts import GMP, MAIL, read_text, vocabulary

pytestmark = pytest.mark.django_db


def test_a_pasted_text_is_parsed_by_the_worker_and_marked_on_the_page() -> None:
    vocabulary()
    member = ClientMemberFactory()
    begun = browser_of(member.user).post(
        reverse("engagements:new"), {"way": "paste", "source_text": MAIL}
    )
    brief = Brief.objects.get()

    assert begun.url == url(brief)
    assert "Reading your text" in page(brief)
    run_due_jobs()
    shown = page(brief)
    assert '<mark data-for="skill-1">GMP remediation</mark>' in " ".join(shown.split())
    assert 'aria-label="Accept: GMP remediation"' in shown
    assert asked(brief) == []


def test_a_brief_can_start_from_a_document() -> None:
    vocabulary()
    member = ClientMemberFactory()
    paper = SimpleUploadedFile("scan of a letter.exe", pdf("We need GMP remediation."))

    browser_of(member.user).post(reverse("engagements:new"), {"way": "paste", "document": paper})
    run_due_jobs()

    assert "scan of a letter.exe" in page(Brief.objects.get())


def test_a_text_can_be_uploaded_for_a_draft_without_one() -> None:
    brief = draft()

    browser_of(brief.manager.user).post(url(brief), {"text": MAIL})

    brief.refresh_from_db()
    assert brief.source_text.startswith("Without GMP remediation")
    assert TextReading.objects.get().about == brief.ref


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Paste a text or choose a document first."),
        ({"text": "x" * 200_001}, "200,000 characters at most, and there are 200001"),
        ({"document": SimpleUploadedFile("cv.pdf", b"GIF89a")}, "This is a picture"),
        ({"document": SimpleUploadedFile("cv.pdf", b"")}, "This file is empty"),
        ({"document": SimpleUploadedFile("cv.pdf", b"%PDF-" + b"x" * 5_300_000)}, "5 MB"),
    ],
)
def test_an_invalid_upload_is_refused_beside_the_field(given: Any, words: str) -> None:
    brief = draft()

    answer = browser_of(brief.manager.user).post(url(brief), given)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_an_unreadable_document_is_named_and_its_pasted_text_is_parsed() -> None:
    brief = draft()
    TextReadingFactory(
        owner=brief.manager.user,
        about=brief.ref,
        status="failed",
        problem="This file is damaged.",
        document_name="cv.pdf",
        text="My own words.",
    )

    shown = page(brief)

    assert "This file is damaged." in shown
    assert "My own words.</textarea>" in shown


def test_a_failed_parse_says_so_and_asks_for_the_text() -> None:
    brief = draft()
    browser_of(brief.manager.user).post(url(brief), {"text": MAIL})
    Job.objects.update(dead_at="2026-11-19T09:00Z")

    shown = page(brief)

    assert "Something went wrong on our side" in shown
    assert "Without GMP remediation" in shown


def test_the_page_polls_until_the_text_is_parsed() -> None:
    brief = draft()
    browser = browser_of(brief.manager.user)
    browser.post(url(brief), {"text": MAIL})
    asks = f'hx-get="{url(brief)}"'

    waiting = browser.get(url(brief), headers={"HX-Request": "true"}).content.decode()
    run_due_jobs()
    done = browser.get(url(brief), headers={"HX-Request": "true"}).content.decode()

    assert (asks in waiting, asks in done) == (True, False)
    assert "<html" not in waiting


def test_a_text_without_suggestions_explains_what_to_do() -> None:
    brief = draft()
    read_text(brief.manager.user, brief.ref)

    shown = page(brief)

    assert "We found no suggestions" in shown
    assert "Continue to the situation" in shown


def test_the_page_says_if_only_spelling_was_compared() -> None:
    brief = draft()
    read_text(brief.manager.user, brief.ref, GMP, is_by_spelling=True)

    assert "Only spelling was compared" in page(brief)


def test_a_text_is_escaped_on_the_page() -> None:
    brief = draft()
    read_text(brief.manager.user, brief.ref, text="<script>alert(1)</script>")

    assert "<script>alert" not in page(brief)
