"""What the people around a brief, and those of a client, are told."""

from engagements.notices.clients import (
    ClientAdminMade,
    ClientMemberJoined,
    ClientMemberLeft,
    ClientMemberRemoved,
)
from engagements.notices.panels import (
    BriefOpened,
    PlaybackConfirmed,
    PlaybackReturned,
    PlaybackSent,
    PlaybackWanted,
    SeatDeclined,
)

__all__ = [
    "BriefOpened",
    "ClientAdminMade",
    "ClientMemberJoined",
    "ClientMemberLeft",
    "ClientMemberRemoved",
    "PlaybackConfirmed",
    "PlaybackReturned",
    "PlaybackSent",
    "PlaybackWanted",
    "SeatDeclined",
]
