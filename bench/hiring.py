"""Writes a world for pages: firms, clients, interims, briefs with rankings and conversations.

    DATABASE_URL=… .venv/bin/python -m bench.hiring --interims 300000 --briefs 1000

For `bench/pages.py`, on a migrated database with the vocabulary. Two dozen briefs are
created by the product's code and really ranked; the others are copies of them for other people
(`copying`).
"""

import argparse
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import django
from django.utils import timezone

NEEDS = 24
FIRMS, CONSULTANTS = 120, 3
CLIENTS, MEMBERS = 250, 2
SEATS = 3
SEATS_OF_KIND = ("specialist", "specialist", "specialist", "generalist", "rpo")

BELONG_TO_MEMBERS = """
INSERT INTO account_emailaddress (user_id, email, verified, "primary")
SELECT u.id, u.email, true, true FROM accounts_user AS u
WHERE NOT EXISTS (SELECT 1 FROM account_emailaddress AS e WHERE e.user_id = u.id)
"""
# Two of five copies have ended, with their conversations and deadlines.
ENDED = (
    """
    UPDATE engagements_brief SET status = 'filled' WHERE id > %s AND id %% 5 < 2
    """,
    """
    UPDATE shortlists_entry SET status = 'closed', ended_at = now(), end_text = 'It is filled.'
    WHERE brief_id > %s AND brief_id %% 5 < 2
        AND status IN ('approached', 'interested', 'mandated', 'submitted', 'client_review')
    """,
    """
    UPDATE accounts_deadline SET done_at = now() WHERE done_at IS NULL AND scope IN (
        SELECT 'engagements.brief:' || id FROM engagements_brief WHERE id > %s AND id %% 5 < 2)
    """,
)


def write_world(interims: int, briefs: int) -> None:
    """Write interims, briefs, and all other people involved."""
    from bench.copying import copy_briefs  # noqa: PLC0415 - models
    from bench.crowd import read_words, write_people  # noqa: PLC0415
    from bench.population import write_belongings  # noqa: PLC0415
    from ranking import profile_words  # noqa: PLC0415

    consultants, members = _consultants(), _members()
    write_people(interims)
    write_belongings()
    read_words()
    profile_words.write_all()
    _run("ANALYZE")
    needs = [_need(number, consultants, members) for number in range(min(NEEDS, briefs))]
    copy_briefs(
        needs,
        briefs - len(needs),
        managers=[member.pk for member in members],
        # Alternate between firms, so that the firms of a panel differ.
        offices=[c.pk for n in range(CONSULTANTS) for c in consultants[n::CONSULTANTS]],
    )
    for statement in ENDED:
        _run(statement, needs[-1].pk)
    _run(BELONG_TO_MEMBERS)
    _run("VACUUM ANALYZE")


def _run(statement: str, *values: int) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _consultants() -> list[Any]:
    from skills.models import Concept  # noqa: PLC0415
    from tests.factories import ConsultantFactory, FirmFactory  # noqa: PLC0415

    fields = list(Concept.objects.filter(kind=Concept.Kind.SECTOR).order_by("code"))
    found = []
    for number in range(FIRMS):
        firm = FirmFactory(kind=SEATS_OF_KIND[number % len(SEATS_OF_KIND)])
        if firm.is_specialist:
            firm.specialisms.set([fields[(number + step) % len(fields)] for step in range(3)])
        found += ConsultantFactory.create_batch(CONSULTANTS, firm=firm)
    return found


def _members() -> list[Any]:
    from tests.factories import ClientFactory, ClientMemberFactory  # noqa: PLC0415

    return [
        member
        for _ in range(CLIENTS)
        for member in ClientMemberFactory.create_batch(MEMBERS, client=ClientFactory())
    ]


def _need(number: int, consultants: list[Any], members: list[Any]) -> Any:
    """Return a brief in search, ranked for real, with nine conversations."""
    from bench.crowd import give_needs  # noqa: PLC0415
    from engagements.actions.panels import wait_for_review  # noqa: PLC0415
    from engagements.models import Brief, TruthItem  # noqa: PLC0415
    from ranking.runs import rank_brief  # noqa: PLC0415
    from tests.factories import (  # noqa: PLC0415
        BriefFactory,
        PanelSeatFactory,
        PlaybackFactory,
        TruthItemFactory,
    )

    now = timezone.now()
    member = members[number * 7 % len(members)]
    brief: Brief = BriefFactory(
        shortlisting=True,
        client=member.client,
        manager=member,
        title=f"Interim director, need {number + 1}",
        tried_before="A consultancy wrote a plan.",
        harm="Customers without their deliveries; seen first by the depots.",
        days_per_week=5,
        days_on_site=3,
        starts_on=date(2026, 12, 1),
    )
    give_needs(brief, number)
    for kind in TruthItem.Kind:
        if kind != TruthItem.Kind.SPONSOR:
            TruthItemFactory(brief=brief, kind=kind, answer="Said in the letter.")
    # One firm of each kind; each brief has a different lead.
    first = number * 5 * CONSULTANTS
    for place in range(SEATS):
        office = consultants[(first + (place + 2) * CONSULTANTS) % len(consultants)]
        seat = PanelSeatFactory(
            brief=brief, firm=office.firm, consultant=office, is_lead=place == 0
        )
        wait_for_review(seat, now=now)
    lead = brief.seats.get(is_lead=True).consultant
    PlaybackFactory(brief=brief, consultant=lead, status="confirmed")
    _tell(brief)
    rank_brief(brief)
    _conversations(brief, lead)
    return brief


def _tell(brief: Any) -> None:
    """Record what has happened so far."""
    from accounts.models import Activity, Role  # noqa: PLC0415
    from engagements.trail import BriefEvent  # noqa: PLC0415

    for days, kind in enumerate(
        (BriefEvent.OPENED, BriefEvent.PLAYBACK_CONFIRMED, BriefEvent.SENT_FOR_PLAYBACK)
    ):
        Activity.record(
            by=brief.manager.user,
            role=Role.MANAGER,
            kind=kind,
            subject=brief,
            now=timezone.now() - timedelta(days=days + 5),
        )


def _conversations(brief: Any, lead: Any) -> None:
    from ranking.models import FitResult  # noqa: PLC0415
    from tests.factories import (  # noqa: PLC0415
        NOW,
        QuestionFactory,
        RationaleFactory,
        SubmissionFactory,
    )

    best = FitResult.objects.current(brief).open_to(lead.firm).with_people().best_first()
    found = list(best[:9])
    ended = {"ended_at": NOW, "ended_by": brief.manager.user, "end_text": "Another is nearer."}
    asked = {"status": "declined_by_interim", "approached_at": NOW, "end_reason": "other"}
    ways: list[dict[str, Any]] = [
        {"in_review": True},
        {"in_review": True},
        {"submitted": True},
        {"mandated": True},
        {"approached": True},
        {"approached": True},
        {"interested": True},
        asked | ended,
        {"submitted": True, "status": "not_selected", "end_reason": "context", **ended},
    ]
    for result, facts in zip(found, ways, strict=False):
        entry = _entry(brief, lead, result, facts)
        if entry.mandated_at:
            mandate = _mandate(entry)
        if entry.submitted_at:
            submission = SubmissionFactory(entry=entry, mandate=mandate, consultant=lead)
            for criterion in brief.criteria.all():
                RationaleFactory(submission=submission, criterion=criterion)
        if entry.awaits_interim:
            QuestionFactory(entry=entry)
        _notify(entry)


def _entry(brief: Any, lead: Any, result: Any, facts: dict[str, Any]) -> Any:
    from engagements.pack import PackSender, brief_pack  # noqa: PLC0415
    from tests.factories import EntryFactory  # noqa: PLC0415

    pack = replace(
        brief_pack(brief, named=False),
        why_you="Your record in such a year is what this work needs.",
        approached_by=PackSender(
            firm_ref=str(lead.firm.ref),
            firm=lead.firm.name,
            kind=lead.firm.kind,
            consultant=lead.user.full_name,
        ),
    )
    return EntryFactory(
        brief=brief,
        candidate=result.candidate,
        consultant=lead,
        result=result,
        deadline__due_at=timezone.now() + timedelta(days=3),
        approach__pack=pack.as_json(),
        **facts,
    )


def _mandate(entry: Any) -> Any:
    from candidates.snapshot import snapshot  # noqa: PLC0415
    from tests.factories import MandateFactory  # noqa: PLC0415

    return MandateFactory(
        entry=entry,
        brief_version=entry.brief.version,
        profile=snapshot(entry.candidate, named=True),
        ends_on=date(2099, 6, 30),
    )


def _notify(entry: Any) -> None:
    """Give the three people in a conversation an unread notice."""
    from shortlists import notices  # noqa: PLC0415
    from tests.factories import NoticeFactory  # noqa: PLC0415

    NoticeFactory(user=entry.candidate.user, what=notices.Approached(entry.approaches.get()))
    if entry.mandated_at:
        NoticeFactory(user=entry.consultant.user, what=notices.Chosen(entry))
    if entry.submitted_at:
        NoticeFactory(user=entry.brief.manager.user, what=notices.SomebodyToMeet(entry))


def main() -> None:
    """Write a world with the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--interims", type=int, required=True)
    parser.add_argument("--briefs", type=int, required=True)
    options = parser.parse_args()
    django.setup()
    write_world(options.interims, options.briefs)


if __name__ == "__main__":
    main()
