"""Notices about who plays a brief back, and by when."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.notices import register
from engagements.notices.panels import AboutBrief, AboutSeat
from providers.models import Firm


@register
@dataclass(frozen=True)
class PlaybackPassedOn(AboutSeat):
    """Tell each firm of the panel that another one plays the brief back now, and why."""

    code = "playback.passed_on"
    before: Firm
    after: Firm

    def subject(self) -> str:
        brief, firm = self.about.brief, self.about.firm
        if firm == self.after:
            return f"{brief.name}: please play it back"
        if firm == self.before:
            return f"{brief.name}: {self.after.name} plays it back now"
        return f"{brief.name}: another firm plays it back"

    def body(self) -> str:
        brief, firm = self.about.brief, self.about.firm
        if firm == self.after:
            return (
                f"{self.before.name} has not played “{brief.name}” back in time, so your firm does."
                f" You have {brief.playback_time_in_words}. Restate the brief in your own words."
            )
        if firm == self.before:
            return (
                f"Your firm had {brief.playback_time_in_words} to play “{brief.name}” back, and "
                f"sent nothing in that time. {self.after.name} does it now, so that the client need"
                " not wait. You keep your seat, and you can follow the playback."
            )
        return (
            f"{self.after.name} plays “{brief.name}” back now, in place of {self.before.name}. "
            "You can follow it."
        )

    def url(self) -> str:
        return reverse("engagements:playback", args=[self.about.brief.ref])


@register
@dataclass(frozen=True)
class LeadChanged(AboutBrief):
    """Tell those who decide on a brief that another firm plays it back now."""

    code = "playback.lead_changed"
    before: Firm
    after: Firm

    def subject(self) -> str:
        return f"{self.about.name}: {self.after.name} plays it back now"

    def body(self) -> str:
        return (
            f"{self.before.name} has not played your brief back in time. {self.after.name} does it "
            f"now and has {self.about.playback_time_in_words}. You need not do anything."
        )

    def url(self) -> str:
        return reverse("engagements:playback", args=[self.about.ref])


@register
class PlaybackMissed(AboutBrief):
    """Tell those who decide on a brief that they may open it without a playback."""

    code = "playback.missed"

    def subject(self) -> str:
        return f"{self.about.name}: no firm has played it back in time"

    def body(self) -> str:
        return (
            "The firms that were asked have let their time pass. You can call them and wait, or "
            "open the brief without a playback. Then say why: every firm and every interim who is "
            "asked reads your reason."
        )

    def url(self) -> str:
        return reverse("engagements:playback", args=[self.about.ref])


@register
@dataclass(frozen=True)
class UrgencyChanged(AboutBrief):
    """Tell the panel that a brief is urgent, and why, or that it no longer is."""

    code = "brief.urgency_changed"
    is_urgent: bool

    def subject(self) -> str:
        return f"{self.about.name}: {'urgent' if self.is_urgent else 'not urgent any more'}"

    def body(self) -> str:
        if not self.is_urgent:
            return (
                f"“{self.about.name}” is not urgent any more. The firm that plays it back has four"
                " business hours, as for every brief."
            )
        reason = f": {self.about.urgency_reason}" if self.about.urgency_reason else "."
        return (
            f"The hiring manager has marked “{self.about.name}” as urgent{reason}\n\nThe firm that "
            "plays it back has 60 minutes of business hours. Then another firm takes over."
        )
