"""The linker of the loaded vocabulary: its index is built by a worker, and no request waits."""

import time
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from interimhub.lib.models import Job
from skills import linking, tasks
from skills.linking import index
from skills.models import Label, VocabularyVersion
from skills.words import key_of
from tests.factories import ConceptFactory
from tests.jobs import run_due_jobs
from tests.skills.own import spelling_linker

NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)


@pytest.fixture
def home(settings, tmp_path):
    settings.LINKER = True
    settings.HOME = tmp_path
    return tmp_path


def a_small_vocabulary() -> None:
    VocabularyVersion.objects.create(version="1", loaded_at=NOW)
    for code, text in (("a", "plant closure"), ("b", "cash forecast")):
        concept = ConceptFactory(code=code, label=text)
        Label.objects.create(concept=concept, text=text, key=key_of(text), is_preferred=True)


@pytest.mark.django_db
def test_the_worker_builds_the_index_and_then_meaning_counts(home, monkeypatch):
    a_small_vocabulary()
    monkeypatch.setattr("skills.vocabulary.load", lambda *, now: False)
    call_command("load_vocabulary", stdout=StringIO())
    before = linking.linker()

    runs = run_due_jobs()

    assert (runs, Job.objects.get().task) == (1, tasks.build_link_index.name)
    assert (before.has_encoder, linking.linker().has_encoder) == (False, True)
    assert linking.linker() is linking.linker()
    assert linking.linker().link("closing the plant")[0].code == "a"


@pytest.mark.django_db
def test_loading_queues_nothing_if_the_index_exists(home, monkeypatch):
    a_small_vocabulary()
    monkeypatch.setattr("skills.vocabulary.load", lambda *, now: False)
    linking.build_index()

    call_command("load_vocabulary", stdout=StringIO())

    assert not Job.objects.exists()


@pytest.mark.django_db
def test_the_linker_follows_the_loaded_vocabulary(home):
    a_small_vocabulary()
    before = linking.linker()
    concept = ConceptFactory(code="c", label="audit")
    Label.objects.create(concept=concept, text="audit", key="audit", is_preferred=True)

    assert before.link("audit") == []
    assert linking.linker().link("audit")[0].code == "c"


def test_linker_of_the_shipped_files_needs_no_rows(home):
    found = linking.shipped()

    assert not found.has_encoder
    assert found.link("PMI")[0].label == "Post-merger integration"
    assert not index.is_built(found.vocabulary)


def test_nobody_waits_for_the_linker(home, monkeypatch):
    monkeypatch.setattr(linking, "_background", linking._BackgroundLinker())
    monkeypatch.setattr(linking, "linker", spelling_linker)

    first = linking.linker_if_ready()

    until = time.monotonic() + 30
    while linking.linker_if_ready() is None and time.monotonic() < until:
        time.sleep(0.02)
    assert first is None
    assert linking.linker_if_ready() is spelling_linker()


def test_a_linker_that_cannot_be_loaded_is_none(home, monkeypatch):
    def fail():
        raise OSError("no disk")

    monkeypatch.setattr(linking, "_background", linking._BackgroundLinker())
    monkeypatch.setattr(linking, "linker", fail)

    assert linking.linker_if_ready() is None
    assert linking.linker_if_ready() is None


def test_nothing_is_loaded_if_the_linker_is_switched_off(settings):
    settings.LINKER = False

    assert linking.linker_if_ready() is None
