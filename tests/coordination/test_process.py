"""The lane of the RPO that coordinates a brief: clocks and counts, and nobody else's words."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Deadline
from coordination.models import Nudge
from coordination.process import ASKED, REPRESENTED, Process, process_of
from engagements.deadlines import BriefDeadline
from engagements.models import Brief, PanelSeat, Playback
from providers.models import Consultant
from shortlists.asking import address
from shortlists.models import Entry
from shortlists.urls import urlpatterns
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    ConsultantFactory,
    EntryFactory,
    FirmFactory,
    MandateFactory,
    PanelSeatFactory,
    PlaybackFactory,
    QuestionFactory,
)
from tests.notices import subjects

pytestmark = pytest.mark.django_db


def on_panel(brief: Brief, *, rpo: bool = False, **facts: object) -> Consultant:
    consultant: Consultant = ConsultantFactory(firm=FirmFactory(rpo=rpo))
    PanelSeatFactory(brief=brief, firm=consultant.firm, consultant=consultant, **facts)
    return consultant


@pytest.fixture
def brief() -> Brief:
    row: Brief = BriefFactory(opened=True)
    return row


@pytest.fixture
def coordinator(brief: Brief) -> Consultant:
    return on_panel(brief, rpo=True, is_coordinator=True)


def page(brief: Brief) -> str:
    return reverse("coordination:process", args=[brief.ref])


def remind(brief: Brief, whom: Consultant) -> str:
    return reverse("coordination:nudge", args=[brief.ref, whom.firm.ref])


def read(brief: Brief, coordinator: Consultant) -> Process:
    return process_of(brief, coordinator.user, now=NOW)


def asked(brief: Brief, by: Consultant, **facts: Any) -> Entry:
    candidate = CandidateFactory(user__full_name="Zenobia Quillfeather")
    entry: Entry = EntryFactory(
        brief=brief, candidate=candidate, firm=by.firm, consultant=by, **facts
    )
    return entry


def test_late_firms_come_first(brief: Brief, coordinator: Consultant):
    on_time, late = on_panel(brief), on_panel(brief)
    for who, days in ((on_time, 1), (late, -1)):
        Deadline.start(
            BriefDeadline.MATCHES_REVIEW,
            brief.seats.get(firm=who.firm),
            owner=who.user,
            scope=brief,
            due_at=NOW + timedelta(days=days),
            now=NOW - timedelta(days=2),
        )

    process = read(brief, coordinator)

    assert process.firms[0].seat.firm == late.firm
    assert [(line.late, line.waits) for line in process.firms if line.late or line.waits] == [
        (1, 0),
        (0, 1),
    ]


def test_conversations_are_counted_for_each_firm_and_never_as_put_forward(
    brief: Brief, coordinator: Consultant
):
    firm = on_panel(brief)
    asked(brief, firm, approached=True)
    EntryFactory(brief=brief, firm=firm.firm, consultant=firm, mandated=True)
    EntryFactory(brief=brief, firm=firm.firm, consultant=firm, in_review=True)

    (line,) = [one for one in read(brief, coordinator).firms if one.seat.firm == firm.firm]

    assert {group: count for group, count in line.counts if count} == {ASKED: 1, REPRESENTED: 2}


def test_the_page_names_no_interim(brief: Brief, coordinator: Consultant):
    asked(brief, on_panel(brief), approached=True)

    response = browser_of(coordinator.user).get(page(brief))

    assertContains(response, "1 asked, no answer yet")
    assertNotContains(response, "Quillfeather")


def test_the_page_has_the_same_queries_for_one_firm_and_for_six(
    brief: Brief, coordinator: Consultant, django_assert_max_num_queries: Any
):
    for _ in range(6):
        asked(brief, on_panel(brief), approached=True)

    browser = browser_of(coordinator.user)
    browser.get(page(brief))  # the first run of each prepared query is compared, in tests

    with django_assert_max_num_queries(20):
        assert browser.get(page(brief)).status_code == 200


def test_only_the_coordinator_reads_the_process(brief: Brief, coordinator: Consultant):
    readers = [on_panel(brief).user, brief.manager.user]

    answers = [browser_of(reader).get(page(brief)).status_code for reader in readers]

    assert (answers, browser_of(coordinator.user).get(page(brief)).status_code) == ([403, 403], 200)


def test_a_firm_is_reminded_once_a_day(brief: Brief, coordinator: Consultant):
    firm = on_panel(brief)
    browser = browser_of(coordinator.user)

    first, second = (browser.post(remind(brief, firm)) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assertContains(second, "was reminded today", status_code=409)
    assert Nudge.objects.count() == 1
    assert subjects(firm.user) == [f"{brief.name}: how far are you?"]


@pytest.mark.parametrize("gone", ["declined_at", "withdrawn_at"])
def test_a_firm_without_a_seat_is_not_reminded(brief: Brief, coordinator: Consultant, gone: str):
    firm = on_panel(brief, **{gone: timezone.now()})

    assert browser_of(coordinator.user).post(remind(brief, firm)).status_code in (404, 409)
    assert not Nudge.objects.exists()


def test_the_coordinator_does_not_remind_its_own_firm(brief: Brief, coordinator: Consultant):
    assert browser_of(coordinator.user).post(remind(brief, coordinator)).status_code == 403


def test_another_firm_does_not_read_that_a_firm_was_reminded(brief: Brief, coordinator: Consultant):
    firm, other = on_panel(brief), on_panel(brief)
    browser_of(coordinator.user).post(remind(brief, firm))

    texts = [browser_of(who.user).get(brief.get_absolute_url()) for who in (other, firm)]

    assertNotContains(texts[0], "reminded a firm")
    assertContains(texts[1], "reminded a firm")


# Every route of a firm's own conversation, so that a new one is refused too.
WRITTEN = [
    pattern.name
    for pattern in urlpatterns
    if str(pattern.pattern).startswith("conversations/firm/<uuid:ref>/")
]


@pytest.mark.parametrize("name", WRITTEN)
def test_the_coordinator_writes_nothing_in_another_firms_conversation(
    brief: Brief, coordinator: Consultant, name: str
):
    firm = on_panel(brief)
    entry = asked(brief, firm, mandated=True)
    MandateFactory(entry=entry)
    question = QuestionFactory(entry=entry)
    ids = {"ref": address(firm.firm, entry), "question": question.ref, "concept": question.ref}
    (pattern,) = [one for one in urlpatterns if one.name == name]
    of = {key: ids[key] for key in pattern.pattern.converters}
    url = reverse(f"shortlists:{name}", kwargs=of)

    response = browser_of(coordinator.user).post(url, {"text": "Take them.", "words": "Ours."})

    assert response.status_code in (403, 404, 405)
    entry.refresh_from_db()
    assert entry.is_mandated


def test_the_coordinator_does_not_write_the_playback_of_another_lead(coordinator: Consultant):
    brief = BriefFactory(played_back=True)
    PanelSeatFactory(
        brief=brief, firm=coordinator.firm, consultant=coordinator, is_coordinator=True
    )
    lead = on_panel(brief, is_lead=True)
    PlaybackFactory(brief=brief, consultant=lead, firm=lead.firm)

    response = browser_of(coordinator.user).post(
        reverse("engagements:playback", args=[brief.ref]), {"situation": "Ours.", "send": ""}
    )

    assertContains(response, "Another firm writes the playback", status_code=403)
    assert Playback.objects.get().consultant == lead


def test_a_brief_has_the_seat_of_its_coordinator_only_once(brief: Brief, coordinator: Consultant):
    assert [seat.firm for seat in PanelSeat.objects.coordinating()] == [coordinator.firm]
