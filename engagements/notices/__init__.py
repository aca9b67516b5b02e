"""What the people around a brief are notified of."""

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
    "PlaybackConfirmed",
    "PlaybackReturned",
    "PlaybackSent",
    "PlaybackWanted",
    "SeatDeclined",
]
