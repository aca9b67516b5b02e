"""Notices about deadlines of a brief: to whoever has to act, and to whoever is accountable."""

from dataclasses import dataclass

from accounts.notices import Category, register
from engagements.deadlines import BriefDeadline
from engagements.notices.panels import AboutBrief

_Kind = BriefDeadline

_TO_DO = {
    _Kind.PLAYBACK_WRITE: "to be played back by your firm",
    _Kind.PLAYBACK_CONFIRM: "a playback to be read, and confirmed or sent back",
    _Kind.BRIEF_OPEN: "to be opened to its panel",
    _Kind.MATCHES_REVIEW: "matches to be reviewed by your firm",
    _Kind.HOLD_REVIEW: "on hold, to be resumed, kept on hold or ended",
}
_NOT_DONE = {
    _Kind.PLAYBACK_WRITE: "The leading firm has not played it back",
    _Kind.PLAYBACK_CONFIRM: "The client has not answered the playback",
    _Kind.BRIEF_OPEN: "The client has not opened it to its panel",
    _Kind.MATCHES_REVIEW: "Nobody of your firm has asked anybody or said what holds it up",
    _Kind.HOLD_REVIEW: "It is on hold, and the day on which that was to be reviewed has passed",
}


@register
@dataclass(frozen=True)
class BriefWaits(AboutBrief):
    """Remind whoever has to act of a brief whose deadline has passed."""

    code = "brief.waits"
    category = Category.REMINDERS
    is_optional = True
    kind: BriefDeadline

    def subject(self) -> str:
        return f"{self.about.name}: {_TO_DO[_Kind(self.kind)]}"

    def body(self) -> str:
        return (
            f"“{self.about.name}” waits: {_TO_DO[_Kind(self.kind)]}. The deadline has passed, and "
            "others can only go on after it. After two reminders whoever is accountable is told."
        )


@register
@dataclass(frozen=True)
class BriefStandsStill(AboutBrief):
    """Tell whoever is accountable that a brief has waited through two reminders."""

    code = "brief.stands_still"
    category = Category.REMINDERS
    kind: BriefDeadline

    def subject(self) -> str:
        return f"{self.about.name}: stands still, after two reminders"

    def body(self) -> str:
        return (
            f"{_NOT_DONE[_Kind(self.kind)]}: “{self.about.name}”, after two reminders. Nobody else "
            "can go on before that. A word from you helps."
        )


@register
@dataclass(frozen=True)
class PleaseCallAboutBrief(AboutBrief):
    """Ask the leading firm to call a client that does not act on its brief."""

    code = "brief.call_wanted"
    category = Category.REMINDERS
    kind: BriefDeadline

    def subject(self) -> str:
        return f"{self.about.name}: please call the client"

    def body(self) -> str:
        return (
            f"{_NOT_DONE[_Kind(self.kind)]}: “{self.about.name}”, after two reminders. Please call "
            f"{self.about.client.name} and ask what it needs from you."
        )
