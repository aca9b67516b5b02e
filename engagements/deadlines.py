"""What the people on a brief have to do. Their clocks pause and end with the brief."""

from accounts.models import DeadlineKind


class BriefDeadline(DeadlineKind):
    """Of a brief. Those that the apps above start or end are here too: the brief is their subject.

    The comment of each says whose it is and what its subject is.
    """

    PLAYBACK_WRITE = "playback.write", "Play a brief back"  # the leading firm; the brief
    PLAYBACK_CONFIRM = "playback.confirm", "Confirm a playback"  # the manager; the playback
    BRIEF_OPEN = "brief.open", "Open a brief to its panel"  # the manager; the brief
    MATCHES_REVIEW = "matches.review", "Review the matches"  # the firm's consultant; the seat
    HOLD_REVIEW = "hold.review", "Look at a held brief again"  # the manager; the brief
