"""Clients, briefs, panels and playbacks."""

from engagements.models.amendments import Amendment, AmendmentQuerySet, latest_amendment
from engagements.models.brief_readers import read_by_client
from engagements.models.briefs import BRIEF_PARTS, Brief, BriefQuerySet
from engagements.models.clients import (
    Client,
    ClientInvitation,
    ClientMember,
    client_member_of,
)
from engagements.models.deletions import DeletedDraft
from engagements.models.drafts import BriefDraft, BriefDraftQuerySet
from engagements.models.former import FormerBrief, FormerBriefQuerySet
from engagements.models.panels import (
    PLAYBACK_PARTS,
    PanelSeat,
    PanelSeatQuerySet,
    Playback,
    informed_firms,
)
from engagements.models.parts import Criterion, Requirement, TruthItem, criteria_of, requirements_of
from engagements.models.people import BriefPerson, BriefPersonQuerySet

__all__ = [
    "BRIEF_PARTS",
    "PLAYBACK_PARTS",
    "Amendment",
    "AmendmentQuerySet",
    "Brief",
    "BriefDraft",
    "BriefDraftQuerySet",
    "BriefPerson",
    "BriefPersonQuerySet",
    "BriefQuerySet",
    "Client",
    "ClientInvitation",
    "ClientMember",
    "Criterion",
    "DeletedDraft",
    "FormerBrief",
    "FormerBriefQuerySet",
    "PanelSeat",
    "PanelSeatQuerySet",
    "Playback",
    "Requirement",
    "TruthItem",
    "client_member_of",
    "criteria_of",
    "informed_firms",
    "latest_amendment",
    "read_by_client",
    "requirements_of",
]
