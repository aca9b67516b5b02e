"""A firm reads a brief once it was sent to that firm, on every path to every status."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Notice, User
from engagements.actions import panels
from engagements.models import Brief
from providers.models import Firm
from ranking.actions import open_brief
from shortlists.actions import briefs
from tests.browsers import browser_of
from tests.engagements.briefs import whole_brief
from tests.factories import NOW, CandidateFactory, ClientMemberFactory, ConsultantFactory

pytestmark = pytest.mark.django_db

S = Brief.Status


@dataclass
class Panel:
    """A brief with two firms on its panel, and people who are not involved."""

    brief: Brief
    lead: User
    second: User
    late: User
    strangers: list[User]

    @property
    def manager(self) -> User:
        return self.brief.manager.user

    def invite(self, *people: User) -> None:
        firms = [Firm.objects.get(members__user=person) for person in people]
        panels.set_panel(self.brief, by=self.manager, firms=firms, lead=firms[0], now=NOW)


def new_panel() -> Panel:
    people = [ConsultantFactory().user for _ in range(4)]
    strangers = [people[3], ClientMemberFactory().user, CandidateFactory().user]
    panel = Panel(whole_brief(), *people[:3], strangers=strangers)
    panel.invite(panel.lead, panel.second)
    return panel


def send(panel: Panel) -> None:
    panels.send_for_playback(panel.brief, by=panel.manager, now=NOW)


def take_back(panel: Panel) -> None:
    panels.take_back(panel.brief, by=panel.manager, now=NOW)


def confirm(panel: Panel) -> None:
    lead: Any = panel.brief.seats.get(is_lead=True).firm.members.get()
    words = dict.fromkeys(("situation", "success", "hard", "person"), "As we read it.")
    playback = panels.save_playback(
        panel.brief, by=lead, challenge="", is_by_phone=False, now=NOW, **words
    )
    panels.send_playback(panel.brief, by=lead, now=NOW)
    playback.refresh_from_db()
    panels.confirm_playback(playback, by=panel.manager, now=NOW)


def open_(panel: Panel) -> None:
    open_brief(panel.brief, by=panel.manager, now=NOW)


def hold(panel: Panel) -> None:
    day = NOW.date()
    briefs.hold_brief(panel.brief, reason="Budget", review_on=day, by=panel.manager, now=NOW)


def resume(panel: Panel) -> None:
    briefs.resume_brief(panel.brief, by=panel.manager, now=NOW)


def cancel(panel: Panel) -> None:
    reason = Brief.EndReason.GONE
    briefs.cancel_brief(panel.brief, end_reason=reason, reason="Gone", by=panel.manager, now=NOW)


def become(status: Brief.Status) -> Callable[[Panel], None]:
    return lambda panel: assert_moved(panel.brief.move_to(status))


def assert_moved(is_moved: bool) -> None:
    assert is_moved


# The step for each arrow; what follows from conversations is moved by hand.
STEPS: dict[tuple[S, S], Callable[[Panel], None]] = {
    (S.DRAFT, S.IN_CLARIFICATION): send,
    (S.IN_CLARIFICATION, S.DRAFT): take_back,
    (S.IN_CLARIFICATION, S.CONFIRMED): confirm,
    (S.CONFIRMED, S.OPEN): open_,
}
IS_SENT_AFTER = {(S.DRAFT, S.IN_CLARIFICATION): True, (S.IN_CLARIFICATION, S.DRAFT): False}


def arrows() -> Iterator[tuple[S, S]]:
    """Yield all but those of deleting: only drafts that no firm has read are deleted."""
    for source, targets in Brief.MOVES.items():
        if source != S.DELETED:
            yield from ((source, target) for target in sorted(targets - {S.DELETED}))


def step(source: S, target: S) -> Callable[[Panel], None]:
    if source == S.ON_HOLD and target not in Brief.ENDED:
        return resume
    by_target = {S.ON_HOLD: hold, S.CANCELLED: cancel}
    return STEPS.get((source, target)) or by_target.get(target) or become(target)


def ways() -> Iterator[list[tuple[S, S]]]:
    """Return paths over every transition, also from every hold:

    a shortest one and a detour each.
    """
    straight: dict[S, list[tuple[S, S]]] = {S.DRAFT: []}
    for status in straight_order():
        for source, target in arrows():
            if source == status and target not in straight and source != S.ON_HOLD:
                straight[target] = [*straight[source], (source, target)]
    detour = [
        (S.DRAFT, S.IN_CLARIFICATION),
        (S.IN_CLARIFICATION, S.DRAFT),
    ]
    for before in ([], detour):
        for status, way in straight.items():
            if status in Brief.ENDED or status == S.ON_HOLD:
                continue
            for target in sorted(Brief.MOVES[status] - {S.DELETED}):
                yield [*before, *way, (status, target)]
            held = [*before, *way, (status, S.ON_HOLD)]
            for target in (status, S.CANCELLED, S.UNFILLED):
                yield [*held, (S.ON_HOLD, target)]


def straight_order() -> list[S]:
    return [status for status in S if status != S.ON_HOLD]


def named(way: list[tuple[S, S]]) -> str:
    return "-".join(target for _, target in way)


def is_sent(way: list[tuple[S, S]]) -> bool:
    sent = False
    for arrow in way:
        sent = IS_SENT_AFTER.get(arrow, sent)
    return sent


def go(panel: Panel, way: list[tuple[S, S]]) -> None:
    for source, target in way:
        step(source, target)(panel)
        panel.brief.refresh_from_db()
        assert panel.brief.status == target


def reads(user: User, brief: Brief) -> bool:
    """Return whether this person can read the brief; all its pages must agree."""
    browser = browser_of(user)
    page = browser.get(brief.get_absolute_url()).status_code
    playback = browser.get(reverse("engagements:playback", args=[brief.ref])).status_code
    listed = brief.title in browser.get(reverse("engagements:briefs")).content.decode()
    answers = {page == 200, playback == 200, listed}
    assert len(answers) == 1, (page, playback, listed)
    return answers.pop()


@pytest.mark.parametrize("way", [pytest.param(way, id=named(way)) for way in ways()])
def test_a_firm_reads_a_brief_that_it_was_sent_and_no_other(way: list[tuple[S, S]]):
    panel = new_panel()

    go(panel, way)

    assert reads(panel.manager, panel.brief)
    for consultant in (panel.lead, panel.second):
        assert reads(consultant, panel.brief) is is_sent(way)
    for person in (panel.late, *panel.strangers):
        assert not Brief.objects.visible_to(person).exists()


@pytest.mark.parametrize("way", [[], [(S.DRAFT, S.IN_CLARIFICATION)]], ids=["draft", "sent"])
def test_pages_of_a_brief_agree_that_nobody_else_reads_it(way: list[tuple[S, S]]):
    panel = new_panel()
    go(panel, way)

    assert not any(reads(person, panel.brief) for person in (panel.late, *panel.strangers))


@pytest.mark.parametrize("end", [hold, cancel])
def test_nobody_is_notified_of_a_brief_that_was_never_sent_to_them(
    end: Callable[[Panel], None],
):
    panel = new_panel()

    end(panel)

    assert not Notice.objects.filter(user__in=[panel.lead, panel.second]).exists()


@pytest.mark.parametrize("way", [[], [(S.DRAFT, S.IN_CLARIFICATION)]], ids=["draft", "sent"])
def test_an_added_firm_reads_what_the_others_read(way: list[tuple[S, S]]):
    panel = new_panel()
    go(panel, way)

    panel.invite(panel.lead, panel.second, panel.late)

    assert reads(panel.late, panel.brief) is reads(panel.second, panel.brief) is is_sent(way)


def test_a_firm_that_is_left_out_and_invited_again_reads_the_brief_once_it_is_sent_again():
    panel = new_panel()
    send(panel)
    panel.invite(panel.lead)
    take_back(panel)
    panel.brief.refresh_from_db()
    panel.invite(panel.lead, panel.second)

    assert not reads(panel.second, panel.brief)

    send(panel)
    assert reads(panel.second, panel.brief)
