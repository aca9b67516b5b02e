"""Notices about briefs, for firms and hiring managers."""

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

__all__ = [
    "AboutBrief",
    "BriefOpened",
    "PlaybackConfirmed",
    "PlaybackReturned",
    "PlaybackSent",
    "PlaybackWanted",
    "SeatDeclined",
    "SeatHandedOver",
]
