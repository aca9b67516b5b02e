"""The trail: append-only, with codes and numbers only, and notes that can be erased."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import InternalError, transaction

from accounts.models import Activity, ActivityKind, ActivityNote, Role
from accounts.models.facts import Fact, NotAFact
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


class SampleEvent(ActivityKind):
    PAINTED = "sample.painted", "painted it"


def record(**more: object) -> Activity:
    """Add one event of an account."""
    user = UserFactory()
    usual = {"by": user, "role": Role.OWNER, "kind": SampleEvent.PAINTED, "subject": user}
    return Activity.record(**usual | {"now": NOW} | more)  # type: ignore[arg-type]


def test_an_event_keeps_who_did_what_to_what_and_when():
    user = UserFactory()

    row = record(by=user, subject=user, before="draft", after="open", facts={"cap": 4})

    stored = Activity.objects.get(pk=row.pk)
    key = f"accounts.user:{user.pk}"
    assert (stored.actor, stored.role, stored.subject, stored.at) == (key, "owner", key, NOW)
    assert (stored.kind, stored.before, stored.after) == ("sample.painted", "draft", "open")
    assert stored.facts == {"cap": 4}


def test_an_event_without_a_person_has_no_actor():
    row = record(by=None, role=Role.CLOCK)

    assert (row.actor, row.user_id, row.role) == ("", None, "clock")


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(subject="accounts.user:0"),
        lambda rows: rows.delete(),
        lambda rows: rows.get().save(),
    ],
    ids=["update", "delete", "save"],
)
def test_an_event_is_neither_changed_nor_deleted(change: Callable[[object], object]):
    record()

    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        change(Activity.objects.all())

    assert Activity.objects.count() == 1


def test_a_note_is_stored_with_the_event_and_can_be_erased():
    row = record(note="  Our board has decided otherwise.\n")
    assert row.subject not in row.written
    assert Activity.objects.get().written == "Our board has decided otherwise."

    ActivityNote.objects.about(UserFactory._meta.model.objects.get()).delete()

    assert Activity.objects.get().written == ""


def test_an_empty_note_is_not_stored():
    record(note=" \n")

    assert ActivityNote.objects.exists() is False


@pytest.mark.parametrize(
    ("fact", "stored"),
    [
        (4, 4),
        (0.5, 0.5),
        (True, True),
        (Role.CONSULTANT, "consultant"),
        ("requirement:ih:skill:gmp", "requirement:ih:skill:gmp"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (date(2026, 11, 19), "2026-11-19"),
        (datetime(2026, 11, 19, 9, 0, 0, 5, tzinfo=UTC), "2026-11-19T09:00:00.000005+00:00"),
        (["criterion", "level"], ["criterion", "level"]),
    ],
)
def test_a_fact_is_a_code_an_id_a_day_or_a_number(fact: Fact, stored: object):
    record(facts={"fact": fact})

    assert Activity.objects.get().facts == {"fact": stored}


@pytest.mark.parametrize(
    "words",
    [
        "Samuel",
        "samuel okoro",
        "the client changed its plans",
        "samuel@wardlight.example",
        "",
        "gone\n",
        "a" * 81,
        ["criterion", "Samuel Okoro"],
    ],
)
def test_free_text_is_not_accepted_as_a_fact(words: Fact):
    with pytest.raises(NotAFact):
        record(facts={"reason": words})

    assert Activity.objects.exists() is False
