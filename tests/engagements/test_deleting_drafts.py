"""Deleting a draft: who may, the way back for ten minutes, and that nothing is left after them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, ActivityNote, Role
from engagements.actions import deletion
from engagements.actions.briefs import NotADraft
from engagements.actions.panels import send_for_playback
from engagements.clock import purge_deleted_drafts
from engagements.models import Brief, Criterion, DeletedDraft, PanelSeat
from engagements.trail import BriefEvent
from interimhub.lib.lifecycle import InvalidMove
from interimhub.lib.undo import WINDOW, TooLate
from readings.models import TextReading
from tests.browsers import browser_of
from tests.deadlines import today
from tests.factories import (
    NOW,
    BriefFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
    TextReadingFactory,
)
from tests.shortlists.races import at_once

pytestmark = pytest.mark.django_db


def deleted(**facts: object) -> DeletedDraft:
    """Return a draft that its manager deleted at `NOW`."""
    brief = BriefFactory(title="Get the site released", **facts)
    return deletion.delete_draft(brief, by=brief.manager.user, now=NOW)


def address(brief: Brief, name: str) -> str:
    return reverse(f"engagements:{name}", args=[brief.ref])


def test_a_deleted_draft_is_in_no_list() -> None:
    brief = deleted().brief
    assert brief

    manager = browser_of(brief.manager.user)

    assert today(brief.manager.user) == []
    assert list(manager.get(reverse("engagements:briefs")).context["rows"]) == []
    assert list(manager.get(reverse("engagements:new")).context["formers"]) == []


def test_every_page_of_a_deleted_draft_says_that_it_was_deleted() -> None:
    brief = deleted().brief
    assert brief
    manager = browser_of(brief.manager.user)
    paths = [
        reverse("engagements:edit", args=[brief.ref, "situation"]),
        address(brief, "preview"),
        address(brief, "text"),
        reverse("shortlists:cancel", args=[brief.ref]),
        reverse("shortlists:hold", args=[brief.ref]),
    ]

    answers = [manager.get(path) for path in paths]

    assert {answer.status_code for answer in answers} == {403}
    assert all("was deleted" in answer.content.decode() for answer in answers)


def test_text_typed_in_another_tab_is_not_stored_in_a_deleted_draft() -> None:
    brief = deleted().brief
    assert brief
    manager = browser_of(brief.manager.user)

    answer = manager.post(
        reverse("engagements:edit", args=[brief.ref, "situation"]), {"what_happened": "Late."}
    )

    assert answer.status_code == 403
    assert "was deleted" in answer.content.decode()
    assert Brief.objects.get().what_happened == brief.what_happened


def test_a_deleted_draft_is_restored_unchanged() -> None:
    brief = BriefFactory(title="Get the site released", what_happened="Eleven observations.")
    criteria = list(Criterion.objects.values())
    before = Brief.objects.values().get()
    manager = browser_of(brief.manager.user)
    manager.post(address(brief, "delete"))

    answer = manager.post(address(brief, "restore"))

    assert answer.url == brief.get_absolute_url()
    assert Brief.objects.values().get() == before
    assert list(Criterion.objects.values()) == criteria
    assert not DeletedDraft.objects.exists()
    assert list(Activity.objects.about(brief).order_by("pk").values_list("kind", "after")) == [
        ("brief.deleted", "deleted"),
        ("brief.restored", "draft"),
    ]


def test_the_list_offers_undo_to_those_who_may_restore() -> None:
    row = deleted()
    assert row.brief
    administrator = ClientMemberFactory(client=row.client, is_admin=True)
    colleague = ClientMemberFactory(client=row.client)
    DeletedDraft.objects.update(deleted_at=timezone.now() - timedelta(minutes=1))

    pages = [
        browser_of(user).get(reverse("engagements:briefs"))
        for user in (row.brief.manager.user, administrator.user, colleague.user)
    ]

    restore = address(row.brief, "restore")
    assert [restore in page.content.decode() for page in pages] == [True, True, False]


def test_a_draft_that_firms_have_read_cannot_be_deleted() -> None:
    read_before = BriefFactory(version=2)
    sent = BriefFactory(played_back=True)

    for brief in (read_before, sent):
        with pytest.raises(NotADraft, match="Firms have read this brief"):
            deletion.delete_draft(brief, by=brief.manager.user, now=NOW)


def test_after_ten_minutes_the_draft_is_removed_completely() -> None:
    brief = BriefFactory(title="Get the site released")
    PanelSeatFactory(brief=brief, is_lead=True)
    Activity.record(
        by=brief.manager.user,
        role=Role.MANAGER,
        kind=BriefEvent.PANEL_SET,
        subject=brief,
        note="Nobody else has the licence.",
        now=NOW,
    )
    TextReadingFactory(owner=brief.manager.user, about=brief.ref)
    deletion.delete_draft(brief, by=brief.manager.user, now=NOW)

    purge_deleted_drafts(NOW + WINDOW)

    assert not Brief.objects.exists()
    assert not PanelSeat.objects.exists()
    assert not TextReading.objects.exists()
    assert not ActivityNote.objects.exists()
    assert Activity.objects.get(kind="brief.purged").role == "clock"
    assert DeletedDraft.objects.get().brief is None


def test_before_ten_minutes_the_clock_does_not_remove_the_draft() -> None:
    deleted()

    purge_deleted_drafts(NOW + WINDOW - timedelta(seconds=1))

    assert Brief.objects.get().is_deleted


@pytest.mark.parametrize("is_purged", [False, True])
def test_undo_after_the_time_limit_says_who_deleted_it_and_when(is_purged: bool) -> None:
    row = deleted()
    assert row.brief
    manager = browser_of(row.brief.manager.user)
    name = row.brief.manager.user.full_name
    if is_purged:
        purge_deleted_drafts(NOW + WINDOW)

    answer = manager.post(reverse("engagements:restore", args=[row.ref]))

    assert answer.status_code == 409
    assert f"{name} deleted this draft at" in answer.content.decode()
    assert "removed permanently" in answer.content.decode()


def test_a_second_click_on_delete_or_undo_changes_nothing() -> None:
    brief = BriefFactory()
    by = brief.manager.user
    first = deletion.delete_draft(brief, by=by, now=NOW)
    again = deletion.delete_draft(brief, by=by, now=NOW)
    deletion.restore_draft(first, by=by, now=NOW)

    deletion.restore_draft(again, by=by, now=NOW)

    assert Brief.objects.get().is_draft
    assert Activity.objects.about(brief).count() == 2


def test_strangers_and_firms_cannot_delete_or_restore() -> None:
    row = deleted()
    brief = BriefFactory()
    strangers = [ClientMemberFactory().user, ConsultantFactory().user]

    answers = [
        browser_of(user).post(path).status_code
        for user in strangers
        for path in (address(brief, "delete"), reverse("engagements:restore", args=[row.ref]))
    ]

    assert answers == [404] * 4


@pytest.mark.django_db(transaction=True)
def test_deleting_and_sending_at_once_only_one_succeeds() -> None:
    brief = BriefFactory()
    PanelSeatFactory(brief=brief, is_lead=True)
    by = brief.manager.user

    ends = at_once(
        lambda: deletion.delete_draft(Brief.objects.get(), by=by, now=NOW),
        lambda: send_for_playback(Brief.objects.get(), by=by, now=NOW),
    )

    refused = [end for end in ends if isinstance(end, NotADraft | InvalidMove)]
    stored = Brief.objects.get()
    assert len(refused) == 1
    assert stored.is_deleted != stored.is_played_back
    assert DeletedDraft.objects.count() == int(stored.is_deleted)


@pytest.mark.django_db(transaction=True)
def test_restoring_while_the_clock_removes_only_one_succeeds() -> None:
    row = deleted()
    assert row.brief
    by, late = row.brief.manager.user, NOW + WINDOW

    ends = at_once(
        lambda: deletion.restore_draft(row, by=by, now=late - timedelta(seconds=1)),
        lambda: deletion.purge_draft(row, now=late),
    )

    is_back = Brief.objects.filter(status="draft").exists()
    assert is_back != isinstance(ends[0], TooLate)
    assert is_back != ends[1]


@pytest.mark.django_db(transaction=True)
def test_two_concurrent_undos_restore_one_draft() -> None:
    row = deleted()
    assert row.brief
    by = row.brief.manager.user

    ends = at_once(*[lambda: deletion.restore_draft(row, by=by, now=NOW)] * 2)

    assert [end.pk for end in ends if isinstance(end, Brief)] == [row.brief.pk] * 2
    assert Activity.objects.filter(kind="brief.restored").count() == 1
