"""What is counted of a firm's work: the level of its briefs, its answers, its reasons."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from providers.models import Firm, FirmWork
from shortlists.clock import count_work_of_firms
from shortlists.firm_work import WINDOW, count_work
from shortlists.models import Entry, Question
from skills.scales import Seniority, WorkLevel
from tests.factories import (
    NOW,
    BriefFactory,
    ConsultantFactory,
    EntryFactory,
    FirmFactory,
    PanelSeatFactory,
)

pytestmark = pytest.mark.django_db


def briefs_with(firm: Firm, *levels: int, opened_at: datetime = NOW) -> None:
    for level in levels:
        brief = BriefFactory(opened=True, seniority=level, opened_at=opened_at)
        PanelSeatFactory(brief=brief, firm=firm)


def work_of(firm: Firm) -> FirmWork:
    count_work(now=NOW)
    return FirmWork.objects.get(firm=firm)


@pytest.mark.parametrize(
    ("seniority", "level"),
    [
        (Seniority.CHAIR, WorkLevel.BOARD),
        (Seniority.CHIEF, WorkLevel.EXECUTIVE),
        (Seniority.VICE_PRESIDENT, WorkLevel.EXECUTIVE),
        (Seniority.DIRECTOR, WorkLevel.HEAD),
        (Seniority.SENIOR_MANAGER, WorkLevel.BELOW),
        (Seniority.TEAM_LEAD, WorkLevel.BELOW),
    ],
)
def test_each_seniority_of_a_brief_has_one_level_of_work(seniority: int, level: WorkLevel):
    assert WorkLevel.of(seniority) == level


def test_the_level_is_the_one_that_half_of_five_briefs_reach():
    firm = FirmFactory()
    briefs_with(firm, 7, 6, 5, 4, 2)

    work = work_of(firm)

    assert (work.level, work.by_level) == (
        WorkLevel.EXECUTIVE,
        {WorkLevel.BOARD: 1, WorkLevel.EXECUTIVE: 2, WorkLevel.HEAD: 1, WorkLevel.BELOW: 1},
    )
    assert firm.work_facts.basis == (
        "5 briefs in 24 months: board 1, executive 2, head of function 1, below head of function 1"
    )


def test_four_briefs_say_nothing_and_the_firms_own_word_is_marked():
    firm = FirmFactory(declared_level=WorkLevel.BOARD, declared_level_on=NOW.date())
    briefs_with(firm, 2, 2, 2, 2)

    work_of(firm)

    facts = Firm.objects.with_work().get().work_facts
    assert (facts.level, facts.is_declared) == (WorkLevel.BOARD, True)
    assert facts.basis.startswith("declared by the firm on ")


def test_briefs_from_before_the_window_unopened_ones_and_lost_seats_do_not_count():
    firm = FirmFactory()
    briefs_with(firm, 6, opened_at=NOW - WINDOW - timedelta(days=1))
    PanelSeatFactory(brief=BriefFactory(seniority=6), firm=firm)
    for lost in ("withdrawn_at", "declined_at"):
        brief = BriefFactory(opened=True, seniority=6)
        PanelSeatFactory(brief=brief, firm=firm, **{lost: NOW})

    assert sum(work_of(firm).by_level.values()) == 0


def asked(entry: Entry, hours: float) -> None:
    Question.objects.create(
        entry=entry,
        firm=entry.firm,
        text="Who decides?",
        asked_by=entry.candidate.user,
        asked_at=NOW - timedelta(days=9),
        answer="The board.",
        answered_by=entry.consultant.user,
        answered_at=NOW - timedelta(days=9) + timedelta(hours=hours),
    )


def test_answer_times_are_the_median_of_five_or_too_few_to_say():
    slow, new = EntryFactory(), EntryFactory()
    for hours in (1, 2, 6, 30, 90):
        asked(slow, hours)
    for hours in (1, 1, 1, 1):
        asked(new, hours)

    count_work(now=NOW)

    words = {firm.pk: firm.work_facts.answer_words for firm in Firm.objects.with_work()}
    assert words[slow.firm_id] == "6 hours, the median of 5 answers"
    assert words[new.firm_id] == "Too few to say"


def ended(firm: Firm, status: str, *, text: str = "", reason: str = "other") -> None:
    consultant = ConsultantFactory(firm=firm)
    entry = EntryFactory(consultant=consultant, firm=firm)
    changes = {"status": status, "approached_at": NOW, "ended_at": NOW, "end_text": text}
    if status == Entry.Status.NOT_SELECTED:
        changes["ended_by"] = consultant.user
    Entry.objects.filter(pk=entry.pk).update(end_reason=reason, **changes)


def test_reasons_are_counted_in_endings_by_others_than_the_interim():
    firm = FirmFactory()
    for _ in range(3):
        ended(firm, Entry.Status.NOT_SELECTED, text="Another person has run two such sites.")
    ended(firm, Entry.Status.CLOSED, text="The plant was sold.")
    ended(firm, Entry.Status.EXPIRED, reason=Role.CONSULTANT)
    ended(firm, Entry.Status.EXPIRED, reason=Role.INTERIM)
    ended(firm, Entry.Status.WITHDRAWN, text="You withdrew.")

    work_of(firm)

    assert Firm.objects.with_work().get().work_facts.reason_words == "4 of 5 endings"


@pytest.mark.parametrize("count", [1, 3])
def test_counting_takes_the_same_queries_however_many_firms(count: int):
    for _ in range(count):
        briefs_with(FirmFactory(), 6, 6, 5, 4, 7)

    with CaptureQueriesContext(connection) as queries:
        count_work(now=NOW)

    assert len(queries) <= 7


def test_the_clock_counts_again_and_writes_over_what_was():
    firm = FirmFactory()
    briefs_with(firm, 6, 6, 6, 6, 6)
    count_work_of_firms(NOW)
    assert FirmWork.objects.get().level == WorkLevel.EXECUTIVE

    count_work_of_firms(NOW + WINDOW + timedelta(days=30))

    work = FirmWork.objects.get()
    assert (work.level, work.executive) == (None, 0)
