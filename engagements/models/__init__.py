"""Clients, briefs, panels, playbacks and fit runs."""

from engagements.models.briefs import Brief, BriefQuerySet
from engagements.models.clients import (
    Client,
    ClientInvitation,
    ClientMember,
    client_member_of,
)
from engagements.models.fit import (
    FitProgress,
    FitResult,
    FitRun,
    FitShard,
    is_ranking_given_up,
)
from engagements.models.panels import PanelSeat, Playback
from engagements.models.parts import Criterion, Requirement, TruthItem

__all__ = [
    "Brief",
    "BriefQuerySet",
    "Client",
    "ClientInvitation",
    "ClientMember",
    "Criterion",
    "FitProgress",
    "FitResult",
    "FitRun",
    "FitShard",
    "PanelSeat",
    "Playback",
    "Requirement",
    "TruthItem",
    "client_member_of",
    "is_ranking_given_up",
]
