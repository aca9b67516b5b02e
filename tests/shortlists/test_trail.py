"""The trail keeps who changed which status in which role, from what to what, and why."""

from datetime import timedelta

import pytest

from engagements.models import Brief
from shortlists import actions, clock
from shortlists.actions import briefs, corrections, decisions, interviews, mandates, withdrawals
from tests.factories import NOW, TODAY, BriefFactory, EntryFactory, MandateFactory
from tests.shortlists.choices import approached, let_it_be_heard, put_forward, shortlist
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, open_to, ready_brief, seat_on
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db
TIMES = [NOW + timedelta(days=3), NOW + timedelta(days=4)]


def test_trail_of_a_conversation_from_approach_to_decision():
    brief = ready_brief()
    ours, manager = seat_on(brief), brief.manager.user
    candidate = open_to(ours.firm, availability_confirmed_on=TODAY)
    interim = candidate.user

    entry = actions.approach(brief, candidate, by=ours.user, why_you="Your record.", now=NOW)
    question = mandates.ask_question(entry, text="Who decides?", by=interim, now=NOW)
    actions.answer(question, by=ours.user, text="The board.", now=NOW)
    mandate = mandates.grant_mandate(
        entry,
        firm=ours.firm,
        profile_version=candidate.version,
        can_start_on=candidate.available_from,
        by=interim,
        now=NOW,
    )
    actions.ask_for_availability(entry, by=ours.user, now=NOW)
    submit_shown(entry, by=ours.user, now=NOW, **case_for(brief))
    decisions.read_person(entry, by=manager, now=NOW)
    for _ in range(2):
        entry.refresh_from_db()
        decisions.invite(entry, starts=TIMES, minutes=60, place="Room 4", by=manager, now=NOW)
        if not entry.slots.filter(declined_at__isnull=False).exists():
            interviews.decline_slots(entry, note="I teach on Mondays.", by=interim, now=NOW)
    slot = entry.slots.active().soonest_first()[0]
    interviews.pick_slot(entry, slot=slot, by=interim, now=NOW)
    criterion = brief.criteria.get()
    decisions.decline(
        entry, reason="criterion", criterion=criterion, text="Too far.", by=manager, now=NOW
    )
    let_it_be_heard()

    assert trail_of(entry) == [
        Event(
            "consultant",
            "entry.approached",
            "under_review",
            "approached",
            {"approach": entry.approaches.get().pk},
        ),
        Event("interim", "question.asked", facts={"question": question.pk}),
        Event("consultant", "question.answered", facts={"question": question.pk}),
        Event(
            "interim",
            "mandate.granted",
            "approached",
            "mandated",
            {
                "mandate": mandate.pk,
                "firm": ours.firm_id,
                "ends_on": mandate.ends_on.isoformat(),
                "profile_version": 1,
            },
        ),
        Event("consultant", "entry.availability_asked"),
        Event("consultant", "entry.submitted", "mandated", "submitted"),
        Event("member", "entry.read", "submitted", "client_review"),
        Event("manager", "entry.invited", "client_review", "interview"),
        Event("interim", "interview.times_declined", note="I teach on Mondays."),
        Event("manager", "entry.invited", "interview", "interview"),
        Event("interim", "interview.time_picked", facts={"starts_at": TIMES[0].isoformat()}),
        Event("manager", "entry.no_given"),
        Event(
            "manager",
            "entry.not_selected",
            "interview",
            "not_selected",
            {"reason": "criterion", "criterion": str(criterion.ref)},
        ),
    ]
    assert trail_of(brief) == [
        Event("clock", "brief.shortlisting_started", "open", "shortlisting"),
        Event("interim", "brief.interviewing_started", "shortlisting", "interviewing"),
    ]


def test_trail_of_declining_and_withdrawing():
    asked, shown = approached().entry, put_forward(shortlist())

    mandates.decline_approach(asked, reason="Too far.", by=asked.candidate.user, now=NOW)
    let_it_be_heard()
    withdrawals.withdraw(shown, by=shown.candidate.user, now=NOW)

    assert trail_of(asked) == [
        Event("interim", "entry.no_given"),
        Event("interim", "entry.declined", "approached", "declined_by_interim"),
    ]
    assert trail_of(shown) == [Event("interim", "entry.withdrawn", "submitted", "withdrawn")]


def test_trail_of_a_disputed_reason():
    entry = approached().entry

    corrections.question_reason(
        entry, line="requirement:ih:skill:gmp", by=entry.candidate.user, now=NOW
    )

    assert trail_of(entry) == [
        Event("interim", "reason.disputed", facts={"line": "requirement:ih:skill:gmp"})
    ]


def test_trail_of_expired_conversations_and_mandates():
    asked, unused = approached().entry, MandateFactory(ends_on=TODAY)

    for day in range(1, 9):
        clock.send_reminders(NOW + timedelta(days=day))

    assert trail_of(asked) == [
        Event("clock", "entry.expired", "approached", "expired", {"waited_for": "interim"})
    ]
    assert trail_of(unused.entry) == [
        Event("clock", "mandate.expired", facts={"mandate": unused.pk}),
        Event("clock", "entry.expired", "mandated", "expired", {"waited_for": "consultant"}),
    ]


def test_trail_of_a_held_resumed_and_cancelled_brief():
    brief = BriefFactory(shortlisting=True)
    quiet, shown = EntryFactory(brief=brief), put_forward(brief)
    by = brief.manager.user

    briefs.raise_cap(brief, cap=5, cap_reason="Two sites.", by=by, now=NOW)
    briefs.hold_brief(brief, reason="The board meets.", review_on=TODAY, by=by, now=NOW)
    briefs.resume_brief(brief, by=by, now=NOW)
    briefs.cancel_brief(
        brief, end_reason=Brief.EndReason.PLANS, reason="We sold the site.", by=by, now=NOW
    )

    assert trail_of(brief) == [
        Event("manager", "brief.cap_raised", facts={"before": 3, "after": 5}, note="Two sites."),
        Event(
            "manager",
            "brief.held",
            "shortlisting",
            "on_hold",
            {"review_on": TODAY.isoformat()},
            "The board meets.",
        ),
        Event("manager", "brief.resumed", "on_hold", "shortlisting"),
        Event(
            "manager",
            "brief.cancelled",
            "shortlisting",
            "cancelled",
            {"reason": "plans"},
            "We sold the site.",
        ),
    ]
    for entry, before in ((quiet, "under_review"), (shown, "submitted")):
        assert trail_of(entry) == [
            Event("clock", "entry.closed", before, "closed", {"reason": "plans"})
        ]
