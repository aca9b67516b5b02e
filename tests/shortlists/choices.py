"""Helpers that create conversations for tests of the interim and the client."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client as Browser

from accounts.models import User
from candidates.models import FirmStance
from candidates.snapshot import snapshot
from engagements.models import Brief
from interimhub.lib.undo import WINDOW
from providers.models import Consultant, Firm
from shortlists import clock
from shortlists.models import Entry
from tests.factories import (
    NOW,
    CandidateFactory,
    ClientMemberFactory,
    ConsultantFactory,
    EntryFactory,
    MandateFactory,
    PanelSeatFactory,
    RationaleFactory,
    SubmissionFactory,
)
from tests.shortlists.worlds import ready_brief

PACK: dict[str, Any] = {
    "title": "Interim site director",
    "client": "a European maker of medicines",
    "is_confidential": True,
    "sector": "Pharmaceuticals",
    "what_happened": "A regulator found nine things to put right.",
    "criteria": [{"measure": "Overdue deviations", "target": "20", "due_on": "2027-03-31"}],
    "starts_on": "2026-12-01",
    "truth": [
        {
            "kind": "travel",
            "label": "Travel and nights away",
            "answer": "",
            "is_unknown": True,
            "found_out_by": "The site's head of HR",
            "found_out_on": "2026-11-27",
        }
    ],
    "why_you": "You closed such a case in 2025.",
    "approached_by": {"firm": "Firm", "consultant": "A consultant"},
}


def let_it_be_heard(now: datetime = NOW) -> None:
    """Let the ten minutes pass in which a no that was given `now` can be taken back."""
    clock.pass_on_held_answers(now + WINDOW)


@dataclass
class Approach:
    """An interim approached by one of two firms on a confidential brief."""

    entry: Entry
    interim: User
    asking: Firm
    other: Firm
    consultant: Consultant


def approached(*, brief: Brief | None = None, **facts: Any) -> Approach:
    """Return an approached interim who has 48 hours to answer."""
    brief = brief or ready_brief(is_confidential=True)
    consultant = ConsultantFactory()
    elsewhere = ConsultantFactory()
    for person in (consultant, elsewhere):
        PanelSeatFactory(brief=brief, firm=person.firm, consultant=person)
    defaults = {
        "approach__pack": PACK,
    }
    entry = EntryFactory(approached=True, brief=brief, consultant=consultant, **(defaults | facts))
    assert entry.candidate.user is not None
    return Approach(entry, entry.candidate.user, consultant.firm, elsewhere.firm, consultant)


def put_forward(brief: Brief, *, status: str = "submitted", **facts: Any) -> Entry:
    """Return a submitted entry with a rationale for every criterion."""
    consultant = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=consultant.firm, consultant=consultant)
    candidate = CandidateFactory()
    entry = EntryFactory(
        brief=brief,
        candidate=candidate,
        consultant=consultant,
        approach__pack=PACK,
        **{status: True},
        **facts,
    )
    mandate = MandateFactory(entry=entry, profile=snapshot(candidate, named=True))
    submission = SubmissionFactory(entry=entry, mandate=mandate)
    for criterion in brief.criteria.all():
        RationaleFactory(submission=submission, criterion=criterion)
    return entry


def shortlist() -> Brief:
    """Return a brief in the status shortlisting."""
    brief = ready_brief()
    Brief.objects.filter(pk=brief.pk).update(status=Brief.Status.SHORTLISTING, shortlisting_at=NOW)
    brief.refresh_from_db()
    return brief


def block(entry: Entry, firm: Firm) -> None:
    """Let the interim block a firm."""
    FirmStance.objects.create(
        candidate=entry.candidate, firm=firm, stance=FirmStance.Stance.BLOCKED
    )


def as_person(client: Browser, user: User) -> Browser:
    """Sign a user in and return the browser."""
    client.force_login(user)
    return client


def colleague(brief: Brief, **facts: Any) -> User:
    """Return another member of the brief's client."""
    user: User = ClientMemberFactory(client=brief.client, **facts).user
    return user
