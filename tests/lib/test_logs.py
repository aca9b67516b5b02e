"""Log lines name the request or the job that they were written for."""

import logging
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from interimhub.lib.later import later
from interimhub.lib.models import Job
from interimhub.lib.requests import RequestIdMiddleware
from tests.browsers import browser_of
from tests.factories import ConsultantFactory, UserFactory
from tests.jobs import run_due_jobs
from tests.lib import sample_tasks

logger = logging.getLogger(__name__)
REQUEST = "abcdef-123456"


@pytest.fixture
def lines() -> Iterator[Callable[[], list[str]]]:
    """Catch what the handler of the settings writes."""
    handler = next(one for one in logging.getLogger().handlers if one.get_name() == "console")
    assert isinstance(handler, logging.StreamHandler)
    written = StringIO()
    before = handler.setStream(written)
    yield lambda: written.getvalue().splitlines()
    handler.setStream(before)


def test_line_of_a_request_names_it(lines: Callable[[], list[str]]):
    def view(request: HttpRequest) -> HttpResponse:
        logger.warning("the page was slow")
        return HttpResponse()

    RequestIdMiddleware(view)(RequestFactory().get("/", HTTP_X_REQUEST_ID=REQUEST))
    logger.warning("the server stops")

    assert [line.split("tests.lib.test_logs ")[1] for line in lines()] == [
        f"[request {REQUEST}] the page was slow",
        "[-] the server stops",
    ]


@pytest.mark.django_db
def test_line_that_django_writes_after_the_response_names_the_request(
    lines: Callable[[], list[str]],
):
    Client().get("/nowhere/", HTTP_X_REQUEST_ID=REQUEST)

    assert [line.split("django.request ")[1] for line in lines()] == [
        f"[request {REQUEST}] Not Found: /nowhere/"
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("effects_table")
def test_line_of_a_job_names_it(lines: Callable[[], list[str]]):
    later(sample_tasks.stumble, "stumble:1", error="value")
    job = Job.objects.get()

    run_due_jobs()

    found = [line for line in lines() if "interimhub.lib.later" in line]
    assert len(found) == 1
    assert f"[job {job.pk}] job {job.pk} failed" in found[0]


@pytest.mark.django_db
def test_a_refusal_is_one_line_without_a_traceback(lines: Callable[[], list[str]]):
    browser = browser_of(ConsultantFactory(is_admin=False).user)

    answer = browser.get(reverse("providers:edit_organisation"))

    assert answer.status_code == 403
    (line,) = lines()
    assert line.endswith("Forbidden (Permission denied): /firms/mine/edit/")


@pytest.mark.django_db
def test_an_unexpected_error_keeps_its_traceback(
    lines: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("accounts.views.render_notices", fail)
    browser = browser_of(UserFactory())
    browser.raise_request_exception = False

    assert browser.get(reverse("accounts:notices")).status_code == 500
    assert any("ZeroDivisionError" in line for line in lines())
