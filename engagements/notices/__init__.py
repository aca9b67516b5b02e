"""Notices about briefs, for firms and hiring managers."""

from engagements.notices.amendments import (
    ChangeConfirmed,
    ChangedInPlayback,
    ChangeEnded,
    ChangeLapsed,
    ChangeObjected,
    ChangeOverdue,
    ChangeProposed,
    ChangeWithdrawn,
)
from engagements.notices.panels import (
    AboutBrief,
    BriefOpened,
    PlaybackConfirmed,
    PlaybackReturned,
    PlaybackSent,
    PlaybackWanted,
    SeatDeclined,
    SeatHandedOver,
)
from engagements.notices.people import BriefDecided, Decision, PersonAdded, PersonRemoved
from engagements.notices.waits import BriefStandsStill, BriefWaits, PleaseCallAboutBrief

__all__ = [
    "AboutBrief",
    "BriefDecided",
    "BriefOpened",
    "BriefStandsStill",
    "BriefWaits",
    "ChangeConfirmed",
    "ChangeEnded",
    "ChangeLapsed",
    "ChangeObjected",
    "ChangeOverdue",
    "ChangeProposed",
    "ChangeWithdrawn",
    "ChangedInPlayback",
    "Decision",
    "PersonAdded",
    "PersonRemoved",
    "PlaybackConfirmed",
    "PlaybackReturned",
    "PlaybackSent",
    "PlaybackWanted",
    "PleaseCallAboutBrief",
    "SeatDeclined",
    "SeatHandedOver",
]
