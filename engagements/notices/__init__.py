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
from engagements.notices.chain import SubFirmAnswered, SubFirmAsked, SubFirmDeclared
from engagements.notices.conflicts import ConflictAnswered, ConflictDisclosed
from engagements.notices.leading import (
    LeadChanged,
    PlaybackMissed,
    PlaybackPassedOn,
    UrgencyChanged,
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
from engagements.notices.thread import FirmsDisagree, PanelPosted
from engagements.notices.value import (
    BriefApproved,
    SponsorAnswered,
    SponsorAsked,
    SponsorSilent,
    TalkAnswered,
    TalkAsked,
    ValueRecorded,
)
from engagements.notices.waits import BriefStandsStill, BriefWaits, PleaseCallAboutBrief

__all__ = [
    "AboutBrief",
    "BriefApproved",
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
    "ConflictAnswered",
    "ConflictDisclosed",
    "Decision",
    "FirmsDisagree",
    "LeadChanged",
    "PanelPosted",
    "PersonAdded",
    "PersonRemoved",
    "PlaybackConfirmed",
    "PlaybackMissed",
    "PlaybackPassedOn",
    "PlaybackReturned",
    "PlaybackSent",
    "PlaybackWanted",
    "PleaseCallAboutBrief",
    "SeatDeclined",
    "SeatHandedOver",
    "SponsorAnswered",
    "SponsorAsked",
    "SponsorSilent",
    "SubFirmAnswered",
    "SubFirmAsked",
    "SubFirmDeclared",
    "TalkAnswered",
    "TalkAsked",
    "UrgencyChanged",
    "ValueRecorded",
]
