"""What a manager and the firms have to do before a brief opens, before and after each action."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Deadline
from engagements.actions import panels
from engagements.models import Brief, Playback
from ranking.actions import open_brief
from shortlists.actions import briefs
from tests.deadlines import today, verbs
from tests.engagements.briefs import whole_brief
from tests.factories import (
    NOW,
    TODAY,
    BriefFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SAID = {
    "situation": "The site must answer nine observations.",
    "success": "Nine verified corrective actions.",
    "hard": "",
    "person": "",
    "challenge": "",
    "is_by_phone": False,
}


class Panel:
    """A brief that two firms are asked to understand."""

    def __init__(self) -> None:
        self.lead, self.other = ConsultantFactory(), ConsultantFactory()
        self.brief = whole_brief()
        self.manager = self.brief.manager.user
        for person in (self.lead, self.other):
            PanelSeatFactory(
                brief=self.brief,
                firm=person.firm,
                consultant=person,
                is_lead=person is self.lead,
                opened_at=None,
            )
        panels.send_for_playback(self.brief, by=self.manager, now=NOW)

    def play_back(self, *, now: datetime = NOW) -> Playback:
        panels.save_playback(self.brief, by=self.lead, now=now, **SAID)
        panels.send_playback(self.brief, by=self.lead, now=now)
        return self.brief.playbacks.get()

    def confirm(self) -> None:
        panels.confirm_playback(self.play_back(), by=self.manager, now=NOW)
        self.brief.refresh_from_db()

    @property
    def verbs(self) -> list[list[str]]:
        return [verbs(user) for user in (self.manager, self.lead.user, self.other.user)]


def test_a_draft_waits_to_be_finished_and_then_for_its_panel() -> None:
    manager = ClientMemberFactory()
    facts = {"client": manager.client, "manager": manager}
    BriefFactory(complete=False, title="Unfinished", **facts)
    BriefFactory(title="Finished", **facts)
    PanelSeatFactory(brief=BriefFactory(title="With a panel", **facts), opened_at=None)

    found = {wait.about: (wait.what, wait.verb) for wait in today(manager.user)}

    assert found == {
        "Unfinished": ("Finish your brief; 2 answers to go", "Continue writing"),
        "Finished": ("Choose the firms for your brief", "Invite firms"),
        "With a panel": ("Ask for the playback of your brief", "Ask for it"),
    }


def test_a_playback_waits_for_every_consultant_of_the_leading_firm_until_it_is_sent() -> None:
    panel = Panel()
    colleague = ConsultantFactory(firm=panel.lead.firm)

    (wait,) = today(panel.lead.user)
    assert (wait.verb, wait.due_at) == ("Write it", NOW + 4 * DAY)  # Monday
    assert verbs(colleague.user) == ["Write it"]
    assert panel.verbs == [[], ["Write it"], []]
    panel.play_back()
    assert panel.verbs == [["Read it"], [], []]
    assert verbs(colleague.user) == []


def test_a_playback_waits_for_its_manager_for_one_working_day() -> None:
    thursday, friday = Panel(), Panel()
    thursday.play_back(now=NOW)
    friday.play_back(now=NOW + DAY)

    due = [today(each.manager, NOW + DAY)[0].due_at for each in (thursday, friday)]

    assert due == [
        datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    ]


def test_a_playback_that_is_sent_back_waits_for_the_leading_firm_again() -> None:
    panel = Panel()

    panels.send_back_playback(panel.play_back(), by=panel.manager, comments="No.", now=NOW)

    assert panel.verbs == [[], ["Write it"], []]


def test_a_confirmed_brief_waits_to_be_opened() -> None:
    panel = Panel()
    panel.confirm()

    (wait,) = today(panel.manager)
    assert (wait.what, wait.verb) == ("Open the brief to its panel", "Open it")
    open_brief(panel.brief, by=panel.manager, now=NOW)

    assert panel.verbs == [[], ["Review the matches"], ["Review the matches"]]


def test_a_brief_that_is_taken_back_waits_only_for_its_manager() -> None:
    panel = Panel()
    panel.play_back()

    panels.take_back(panel.brief, by=panel.manager, now=NOW)

    assert panel.verbs == [["Ask for it"], [], []]
    assert not Deadline.objects.open().exists()


def test_another_leading_firm_has_to_play_it_back() -> None:
    panel = Panel()
    firms = [panel.lead.firm, panel.other.firm]

    panels.set_panel(panel.brief, by=panel.manager, firms=firms, lead=panel.other.firm, now=NOW)

    assert panel.verbs == [[], [], ["Write it"]]


def test_setting_the_same_panel_again_changes_nothing() -> None:
    panel = Panel()
    firms = [panel.lead.firm, panel.other.firm]

    panels.set_panel(panel.brief, by=panel.manager, firms=firms, lead=panel.lead.firm, now=NOW)

    assert panel.verbs == [[], ["Write it"], []]


def test_a_hold_pauses_a_playback_and_moves_its_due_date() -> None:
    panel = Panel()
    panel.play_back()
    briefs.hold_brief(
        panel.brief, reason="The board meets.", review_on=TODAY + DAY, by=panel.manager, now=NOW
    )

    assert panel.verbs == [[], [], []]
    briefs.resume_brief(panel.brief, by=panel.manager, now=NOW + DAY)

    (wait,) = today(panel.manager, NOW + DAY)
    assert wait.due_at == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_a_firm_added_to_an_open_brief_reviews_it_before_and_after_it_names_somebody() -> None:
    panel = Panel()
    panel.confirm()
    open_brief(panel.brief, by=panel.manager, now=NOW)
    late = ConsultantFactory()
    firms = [panel.lead.firm, panel.other.firm, late.firm]
    panels.set_panel(panel.brief, by=panel.manager, firms=firms, lead=panel.lead.firm, now=NOW)
    before = [wait.what for wait in today(late.user)]

    panels.answer_for(panel.brief.seats.get(firm=late.firm), by=late, now=NOW)

    assert before == ["The brief is open, and nobody of your firm answers for it yet"]
    (wait,) = today(late.user)
    assert wait.what.startswith("The brief is open: ")


def test_a_firm_that_gave_up_its_seat_and_is_invited_again_reviews_again() -> None:
    panel = Panel()
    panel.confirm()
    open_brief(panel.brief, by=panel.manager, now=NOW)
    seat = panel.brief.seats.get(firm=panel.other.firm)
    panels.decline_seat(seat, by=panel.other.user, reason="No time.", now=NOW)
    firms = [panel.lead.firm, panel.other.firm]
    panels.set_panel(panel.brief, by=panel.manager, firms=firms, lead=panel.lead.firm, now=NOW)

    assert verbs(panel.other.user) == ["Review the matches"]


def test_a_former_consultant_of_the_leading_firm_has_nothing_to_write() -> None:
    panel = Panel()
    panel.lead.left_at = NOW
    panel.lead.save(update_fields=["left_at"])

    assert verbs(panel.lead.user) == []


def test_nothing_waits_for_somebody_who_is_not_involved() -> None:
    Panel()

    assert today(UserFactory()) == []
    assert Brief.objects.count() == 1
