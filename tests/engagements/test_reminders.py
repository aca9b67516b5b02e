"""The waits of a brief: two reminders, then whoever is accountable, then it is asked again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from accounts.models import Deadline, Notice, User
from engagements import clock
from engagements.deadlines import BriefDeadline, wait_for_playback
from engagements.models import Brief, BriefPerson
from shortlists.actions import briefs
from tests.factories import (
    NOW,
    TODAY,
    BriefFactory,
    BriefPersonFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
    PlaybackFactory,
)
from tests.shortlists.worlds import ready_brief, seat_on

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Panel:
    """A brief with its manager, a sponsor, the leading consultant and an administrator."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.manager = brief.manager.user
        sponsor = ClientMemberFactory(client=brief.client)
        BriefPersonFactory(brief=brief, member=sponsor, role=BriefPerson.Role.SPONSOR)
        self.sponsor = sponsor.user
        seat = brief.seats.select_related("consultant__user", "firm").order_by("pk").first()
        assert seat is not None
        assert seat.consultant is not None
        self.seat, self.consultant = seat, seat.consultant.user
        self.admin = ConsultantFactory(firm=seat.firm, is_admin=True).user

    def reminded(self) -> list[list[str]]:
        people: list[User] = [self.manager, self.sponsor, self.consultant, self.admin]
        kinds = ["brief.waits", "brief.stands_still", "brief.call_wanted"]
        rows = Notice.objects.filter(kind__in=kinds).order_by("pk")
        return [[row.kind.split(".")[1] for row in rows if row.user == user] for user in people]


def with_lead() -> Panel:
    brief = BriefFactory()
    lead = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True, sent_at=NOW)
    return Panel(brief)


def to_be_played_back() -> tuple[Panel, BriefDeadline]:
    panel = with_lead()
    wait_for_playback(panel.brief, panel.seat.firm, now=NOW)
    return panel, BriefDeadline.PLAYBACK_WRITE


def played_back() -> tuple[Panel, BriefDeadline]:
    panel = with_lead()
    playback = PlaybackFactory(brief=panel.brief, firm=panel.seat.firm)
    Deadline.start(
        BriefDeadline.PLAYBACK_CONFIRM,
        playback,
        owner=panel.manager,
        scope=panel.brief,
        due_at=NOW + DAY,
        now=NOW,
    )
    return panel, BriefDeadline.PLAYBACK_CONFIRM


def confirmed() -> tuple[Panel, BriefDeadline]:
    panel = with_lead()
    Deadline.start(
        BriefDeadline.BRIEF_OPEN,
        panel.brief,
        owner=panel.manager,
        scope=panel.brief,
        due_at=NOW + DAY,
        now=NOW,
    )
    return panel, BriefDeadline.BRIEF_OPEN


def opened() -> tuple[Panel, BriefDeadline]:
    brief = ready_brief()
    seat_on(brief)
    return Panel(brief), BriefDeadline.MATCHES_REVIEW


def on_hold() -> tuple[Panel, BriefDeadline]:
    brief = ready_brief()
    seat_on(brief)
    by = brief.manager.user
    briefs.hold_brief(brief, reason="The board meets.", review_on=TODAY + DAY, by=by, now=NOW)
    return Panel(Brief.objects.get(pk=brief.pk)), BriefDeadline.HOLD_REVIEW


WAITS = ["waits", "waits"]
STILL = [*WAITS, "stands_still"]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (to_be_played_back, [["stands_still"], [], WAITS, ["stands_still"]]),
        (played_back, [STILL, ["stands_still"], ["call_wanted"], []]),
        (confirmed, [STILL, ["stands_still"], ["call_wanted"], []]),
        (opened, [[], [], WAITS, ["stands_still"]]),
        (on_hold, [STILL, ["stands_still"], [], []]),
    ],
)
def test_who_has_to_act_is_reminded_twice_then_whoever_is_accountable_is_told(
    state: Callable[[], tuple[Panel, BriefDeadline]], told: list[list[str]]
):
    panel, kind = state()
    deadline = Deadline.objects.within(panel.brief).of_kind(kind).open().get()
    assert deadline.due_at is not None

    def at(days: int) -> datetime:
        assert deadline.due_at is not None
        return panel.brief.calendar.after_workdays(deadline.due_at, days)

    clock.send_reminders(deadline.due_at - timedelta(minutes=1))
    assert panel.reminded() == [[], [], [], []]
    for days in (0, 1, 2):
        clock.send_reminders(at(days))
        clock.send_reminders(at(days))
    assert panel.reminded() == told

    clock.send_reminders(at(4))
    again = Deadline.objects.get(pk=deadline.pk)
    assert (again.step, again.done_at) == (0, None)
    assert again.due_at is not None
    assert again.due_at > at(4)
    assert panel.reminded() == told
