"""The process promise: kept by an invitation, or explained to every live interim."""

import html
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from engagements.models import SelectionStage
from shortlists.actions import decisions
from shortlists.models import Entry, PromiseExplanation, explanations_of
from shortlists.promise import Asked, beyond_promise
from tests.factories import NOW, EntryFactory, SelectionStageFactory
from tests.shortlists.choices import as_person, put_forward, shortlist

pytestmark = pytest.mark.django_db
TIMES = [NOW + timedelta(days=3), NOW + timedelta(days=4)]
WHY = "The works council asked to be there."


def in_review() -> tuple[Entry, SelectionStage]:
    """Return somebody who is considered, and the one stage that their brief promises."""
    entry = put_forward(shortlist(), status="in_review")
    entry.brief.stages.all().delete()
    stage: SelectionStage = SelectionStageFactory(brief=entry.brief)
    return entry, stage


def invite(entry: Entry, asked: Asked | None = None, **facts: Any) -> None:
    given = {"starts": TIMES, "minutes": 60, "place": "Room 4", "asked": asked, "now": NOW}
    decisions.invite(entry, by=entry.brief.manager.user, **given | facts)


def test_an_invitation_as_promised_needs_no_sentence():
    entry, stage = in_review()

    invite(entry, Asked(stage, 2))

    assert not PromiseExplanation.objects.exists()


@pytest.mark.parametrize(
    ("people", "is_promised", "days", "beyond"),
    [
        (3, True, 3, ["3 people instead of 2"]),
        (2, False, 3, ["a stage beyond the 1 that were promised"]),
        (2, True, 200, ["later"]),
    ],
)
def test_more_than_promised_is_refused_without_a_sentence(
    people: int, is_promised: bool, days: int, beyond: list[str]
):
    entry, stage = in_review()
    starts = [NOW + timedelta(days=days), NOW + timedelta(days=days + 1)]
    asked = Asked(stage if is_promised else None, people)

    told = beyond_promise(entry.brief, [stage], asked, starts)

    assert told == beyond or (beyond == ["later"] and "at the earliest instead of" in told[0])
    with pytest.raises(decisions.PromiseNotExplained, match="You promised less"):
        invite(entry, asked, starts=starts)
    assert not entry.slots.exists()


def test_the_day_counts_in_the_time_zone_of_the_brief():
    entry, stage = in_review()
    entry.brief.time_zone = "Pacific/Auckland"
    stage.due_on = date(2026, 12, 3)
    late_in_london = datetime.fromisoformat("2026-12-03T20:00:00+00:00")

    assert beyond_promise(entry.brief, [stage], Asked(stage, 1), [late_in_london])


def test_a_brief_without_stages_promises_nothing():
    entry, _ = in_review()

    assert beyond_promise(entry.brief, [], Asked(None, 9), TIMES) == []


def test_every_live_interim_reads_the_sentence_and_nobody_else():
    entry, stage = in_review()
    live = EntryFactory(brief=entry.brief, interested=True)
    ended = EntryFactory(brief=entry.brief, status=Entry.Status.EXPIRED, approached_at=NOW)
    untold = EntryFactory(brief=entry.brief)

    invite(entry, Asked(stage, 4), why_beyond=WHY)

    told = Notice.objects.filter(kind="brief.promise_explained")
    assert set(told.values_list("recipient", flat=True)) == {
        entry.candidate.user_id,
        live.candidate.user_id,
    }
    assert not {ended.candidate.user_id, untold.candidate.user_id} & set(
        told.values_list("recipient", flat=True)
    )
    page = as_person(Browser(), live.candidate.user).get(live.get_absolute_url())
    assert "4 people instead of 2" in page.content.decode()
    assert WHY in page.content.decode()
    assert entry.candidate.name not in page.content.decode()
    entry.brief.refresh_from_db()
    assert [row.words for row in explanations_of(entry.brief)] == [WHY]


def test_the_form_names_what_is_asked_beyond_the_promise_and_keeps_all_input():
    entry, _ = in_review()
    url = reverse("shortlists:invite", args=[entry.ref])
    soon = timezone.localtime() + timedelta(days=3)
    typed = {
        "first": soon.strftime("%Y-%m-%dT%H:%M"),
        "second": (soon + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"),
        "minutes": "60",
        "place": "Room 4",
        "stage": "beyond",
        "people": "2",
        "why_beyond": "",
    }
    browser = as_person(Browser(), entry.brief.manager.user)

    answer = browser.post(url, typed)

    words = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "You promised less: this is a stage beyond the 1 that were promised. Say why." in words
    assert 'value="Room 4"' in words
