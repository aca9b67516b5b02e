"""A change of a brief that its firm has confirmed."""

from typing import Any

from accounts.models import Deadline
from engagements.models import Brief
from providers.models import Consultant
from shortlists.actions import amendments
from shortlists.deadlines import ConversationDeadline
from tests.engagements.changes import propose
from tests.factories import NOW, ConsultantFactory, PanelSeatFactory


def led(brief: Brief) -> Consultant:
    """Give the brief a leading firm and return its consultant."""
    lead: Consultant = ConsultantFactory(firm__name="Larkspur")
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True)
    return lead


def change(brief: Brief, lead: Consultant, answers: Any = None) -> Brief:
    """Propose and confirm a change; return the brief as it reads then."""
    amendments.confirm_change(propose(brief, answers), by=lead, now=NOW)
    return Brief.objects.get(pk=brief.pk)


def agreements() -> list[Deadline]:
    return list(Deadline.objects.of_kind(ConversationDeadline.CHANGE_AGREE).open())
