"""What the people around a brief are notified of."""

from engagements.notices.panels import (
    AboutBrief,
    BriefOpened,
    PlaybackConfirmed,
    PlaybackReturned,
    PlaybackSent,
    PlaybackWanted,
    SeatDeclined,
)

__all__ = [
    "AboutBrief",
    "BriefOpened",
    "PlaybackConfirmed",
    "PlaybackReturned",
    "PlaybackSent",
    "PlaybackWanted",
    "SeatDeclined",
]
