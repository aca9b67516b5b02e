"""The databases of the tests."""

from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType

from accounts.models import Activity, User
from skills.models import Concept, VocabularyVersion
from tests import databases
from tests.databases import DATABASES, PLAIN, WITH_VOCABULARY, fingerprint
from tests.factories import NOW, UserFactory


@pytest.mark.django_db
def test_a_test_that_asks_for_the_vocabulary_has_it(shipped_vocabulary: None):
    assert Concept.objects.filter(code="ih:situation:carve-out").exists()
    assert VocabularyVersion.objects.count() == 1


@pytest.mark.django_db
def test_a_test_that_does_not_ask_for_the_vocabulary_finds_none():
    assert not Concept.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_emptying_deletes_what_was_committed_even_from_the_trail_and_keeps_what_migrations_wrote():
    before = ContentType.objects.count()
    UserFactory()
    Activity.objects.create(subject="accounts.user:1", kind="account.changed", role="clock", at=NOW)

    DATABASES.empty()

    assert not User.objects.exists()
    assert not Activity.objects.exists()
    assert ContentType.objects.count() == before > 0


@pytest.mark.django_db(transaction=True)
def test_emptying_keeps_the_vocabulary_in_its_own_database(shipped_vocabulary: None):
    before = Concept.objects.count()

    DATABASES.empty()

    assert Concept.objects.count() == before > 0


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("accounts/migrations/0001_initial.py", {PLAIN, WITH_VOCABULARY}),
        ("interimhub/lib/migrations/0001_initial.py", {PLAIN, WITH_VOCABULARY}),
        ("requirements.txt", {PLAIN, WITH_VOCABULARY}),
        ("skills/data/roles.csv", {WITH_VOCABULARY}),
        ("skills/vocabulary.py", {WITH_VOCABULARY}),
        ("accounts/actions.py", set()),
    ],
)
def test_a_template_is_rebuilt_when_a_source_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kinds: set[str]
):
    monkeypatch.setattr(databases, "ROOT", tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("before")
    before = {kind: fingerprint(kind) for kind in (PLAIN, WITH_VOCABULARY)}

    path.write_text("after")

    assert {kind for kind in before if fingerprint(kind) != before[kind]} == kinds
