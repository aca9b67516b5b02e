"""Notices to firms and hiring managers, from the playback to the opening of a brief."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from accounts.models import ActivityNote, User
from accounts.notices import Category, NoticeKind, register
from engagements.models import Brief, PanelSeat, Playback
from providers.models import Firm


class AboutBrief(NoticeKind[Brief]):
    """A notice that opens a brief."""

    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Brief]:
        """Keep the briefs of the reader's client, or those that their firm is on the panel of."""
        return Brief.objects.visible_to(reader).select_related("client")

    def url(self) -> str:
        return self.about.get_absolute_url()


class AboutSeat(NoticeKind[PanelSeat]):
    """A notice about one firm's seat on a brief."""

    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[PanelSeat]:
        """Keep the seats on the briefs that the reader may see."""
        seats = PanelSeat.objects.filter(brief__in=Brief.objects.visible_to(reader))
        return seats.select_related("brief__client", "firm")


class AboutPlayback(NoticeKind[Playback]):
    """A notice that opens a playback."""

    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Playback]:
        """Keep the playbacks of the briefs that the reader may see."""
        playbacks = Playback.objects.filter(brief__in=Brief.objects.visible_to(reader))
        return playbacks.select_related("brief", "firm", "consultant__user")

    def url(self) -> str:
        return reverse("engagements:playback", args=[self.about.brief.ref])


@register
@dataclass(frozen=True)
class PlaybackWanted(AboutSeat):
    """Ask the leading firm for a playback; tell the other firms who writes it."""

    code = "brief.playback_wanted"
    lead: Firm

    def subject(self) -> str:
        return f"{self.about.brief.name}: a brief to understand"

    def body(self) -> str:
        brief, firm = self.about.brief, self.about.firm
        task = (
            "Your firm leads the playback: restate the brief in your own words."
            if firm == self.lead
            else f"{self.lead.name} restates it in its own words; you can follow it and "
            "comment by phone."
        )
        return f"{brief.client.name} has invited {firm.name} to a brief. {task}"

    def url(self) -> str:
        return reverse("engagements:playback", args=[self.about.brief.ref])


@register
@dataclass(frozen=True)
class PlaybackSent(AboutPlayback):
    """Ask the hiring manager whether the firms have understood the brief."""

    code = "playback.sent"
    by: User
    is_by_phone: bool

    def subject(self) -> str:
        return f"{self.about.brief.name}: is this what you need?"

    def body(self) -> str:
        how = "as you said it on the phone" if self.is_by_phone else "in their own words"
        return (
            f"{self.by.full_name} of {self.about.firm.name} has played your brief back, {how}. "
            "Confirm it with one tap, or send it back with what is missing. "
            "Nobody is approached before you confirm it."
        )


@register
class PlaybackConfirmed(AboutBrief):
    """Tell the panel that the hiring manager agrees with the playback."""

    code = "playback.confirmed"

    def subject(self) -> str:
        return f"{self.about.name}: the playback is confirmed"

    def body(self) -> str:
        return (
            "The hiring manager has confirmed the playback. "
            "You all see the brief open at the same moment."
        )


@register
@dataclass(frozen=True)
class PlaybackReturned(AboutPlayback):
    """Tell the consultant that the playback was returned, with the comments."""

    code = "playback.returned"
    comments: ActivityNote | None = None

    def subject(self) -> str:
        return f"{self.about.brief.name}: your playback was sent back"

    def body(self) -> str:
        comments = f":\n\n{self.comments.text}" if self.comments else "."
        return f"The hiring manager has sent your playback back{comments}"


@register
class BriefOpened(AboutBrief):
    """Tell the panel that the brief is open."""

    code = "brief.opened"

    def subject(self) -> str:
        return f"{self.about.name}: open now"

    def body(self) -> str:
        return (
            "The brief is now open to every firm on its panel. "
            "The people who fit are being ranked; review them and say who you could represent."
        )


@register
class SeatDeclined(AboutSeat):
    """Tell the hiring manager that a firm has given up its seat, and why."""

    code = "seat.declined"

    def subject(self) -> str:
        return f"{self.about.firm.name} has given up its seat: {self.about.brief.name}"

    def body(self) -> str:
        return f"Their reason:\n\n{self.about.decline_reason}"

    def url(self) -> str:
        return reverse("engagements:panel", args=[self.about.brief.ref])


@register
@dataclass(frozen=True)
class SeatHandedOver(AboutSeat):
    """Tell the hiring manager who answers for a firm, after a consultant has left it."""

    code = "seat.handed_over"
    before: User
    after: User

    def subject(self) -> str:
        return f"{self.after.full_name} answers for {self.about.firm.name}: {self.about.brief.name}"

    def body(self) -> str:
        return (
            f"{self.before.full_name} no longer works for {self.about.firm.name}. "
            f"{self.after.full_name} now answers for the firm on this brief, and for the "
            "people it puts forward. Nothing else has changed."
        )

    def url(self) -> str:
        return self.about.brief.get_absolute_url()
