"""A job that takes minutes is queued only once, so that texts and e-mails need not wait."""

from io import StringIO

import pytest
from django.core.management import call_command

from interimhub.lib.models import Job
from skills import linking, tasks

pytestmark = pytest.mark.django_db


def test_a_second_start_queues_no_second_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "lacks_index", lambda: True)
    monkeypatch.setattr("skills.vocabulary.load", lambda *, now: False)
    call_command("load_vocabulary", stdout=StringIO())

    call_command("load_vocabulary", stdout=StringIO())

    assert [job.task for job in Job.objects.all()] == [tasks.build_link_index.name]
