"""Clients, briefs, panels and playbacks."""

from engagements.models.amendments import Amendment, AmendmentQuerySet, latest_amendment
from engagements.models.brief_readers import read_by_client
from engagements.models.briefs import BRIEF_PARTS, Brief, BriefQuerySet
from engagements.models.chain import SubFirm
from engagements.models.clients import (
    Client,
    ClientInvitation,
    ClientMember,
    client_member_of,
)
from engagements.models.conflicts import Conflict
from engagements.models.deletions import DeletedDraft
from engagements.models.drafts import BriefDraft, BriefDraftQuerySet
from engagements.models.former import FormerBrief, FormerBriefQuerySet
from engagements.models.panels import (
    PanelSeat,
    PanelSeatQuerySet,
    informed_firms,
)
from engagements.models.parts import Criterion, Requirement, TruthItem, criteria_of, requirements_of
from engagements.models.people import BriefPerson, BriefPersonQuerySet
from engagements.models.playbacks import (
    PLAYBACK_PARTS,
    Playback,
)
from engagements.models.proof import BriefApproval, SponsorAnswer, SponsorAnswerQuerySet
from engagements.models.stages import SelectionStage, stages_of
from engagements.models.thread import PanelPost
from engagements.models.value_conversations import (
    SponsorTalk,
    SponsorTalkQuerySet,
    ValueConversation,
    ValueConversationQuerySet,
    ValueParticipant,
)

__all__ = [
    "BRIEF_PARTS",
    "PLAYBACK_PARTS",
    "Amendment",
    "AmendmentQuerySet",
    "Brief",
    "BriefApproval",
    "BriefDraft",
    "BriefDraftQuerySet",
    "BriefPerson",
    "BriefPersonQuerySet",
    "BriefQuerySet",
    "Client",
    "ClientInvitation",
    "ClientMember",
    "Conflict",
    "Criterion",
    "DeletedDraft",
    "FormerBrief",
    "FormerBriefQuerySet",
    "PanelPost",
    "PanelSeat",
    "PanelSeatQuerySet",
    "Playback",
    "Requirement",
    "SelectionStage",
    "SponsorAnswer",
    "SponsorAnswerQuerySet",
    "SponsorTalk",
    "SponsorTalkQuerySet",
    "SubFirm",
    "TruthItem",
    "ValueConversation",
    "ValueConversationQuerySet",
    "ValueParticipant",
    "client_member_of",
    "criteria_of",
    "informed_firms",
    "latest_amendment",
    "read_by_client",
    "requirements_of",
    "stages_of",
]
