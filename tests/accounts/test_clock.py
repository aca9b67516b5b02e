"""E-mails of the clock to the operators."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts import clock
from accounts.emails import post
from accounts.models import Mail
from interimhub.lib.later import later
from interimhub.lib.models import Job
from ranking import tasks
from tests.jobs import run_due_jobs

pytestmark = pytest.mark.django_db


def given_up() -> Job:
    with transaction.atomic():
        later(tasks.rank_candidates, "rank:7:1", brief_id=7)
    Job.objects.update(starts=4, dead_at=timezone.now(), last_error="started 4 times")
    return Job.objects.get()


def test_staff_are_notified_once_of_a_job_that_was_given_up(settings):
    settings.STAFF_EMAIL = "staff@interimhub.example"
    given_up()

    clock.notify_staff_of_dead_jobs(timezone.now())
    clock.notify_staff_of_dead_jobs(timezone.now())
    run_due_jobs()

    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["staff@interimhub.example"], "Given up: ranking.tasks.rank_candidates")
    ]
    assert "rank:7:1" in mail.outbox[0].body


def test_staff_are_not_notified_of_a_job_given_up_long_ago():
    job = given_up()
    Job.objects.filter(pk=job.pk).update(dead_at=timezone.now() - timedelta(days=2))

    clock.notify_staff_of_dead_jobs(timezone.now())

    assert not Mail.objects.exists()


def test_staff_get_no_e_mail_about_an_e_mail_that_could_not_be_sent():
    with transaction.atomic():
        post(key="notice:1", to="nobody@example.com", subject="Hello", text="Hello")
    Job.objects.update(dead_at=timezone.now())

    clock.notify_staff_of_dead_jobs(timezone.now())

    assert Mail.objects.count() == 1
