"""Notices about conversations on value, talks with a sponsor, and approvals."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from engagements.models import BriefApproval, SponsorAnswer, SponsorTalk, ValueConversation


@register
@dataclass(frozen=True)
class ValueRecorded(NoticeKind[ValueConversation]):
    """Tell the people of a brief that a conversation on its value was recorded."""

    code = "value.recorded"
    category = Category.BRIEFS
    by: User

    @staticmethod
    def rows(reader: User) -> models.QuerySet[ValueConversation]:
        """Keep those on the briefs that the reader may see."""
        return ValueConversation.objects.visible_to(reader).select_related("brief", "corrects")

    def subject(self) -> str:
        corrected = self.about.corrects is not None
        what = "the record of a conversation is corrected" if corrected else "a conversation"
        return f"{self.about.brief.name}: {what}"

    def body(self) -> str:
        return (
            f"{self.by.full_name} has recorded a conversation of {self.about.minutes} minutes on "
            f"what “{self.about.brief.name}” is worth. What it changed:\n\n{self.about.changed}\n\n"
            "If something of it is not right, record it as you remember it."
        )

    def url(self) -> str:
        return reverse("engagements:value", args=[self.about.brief.ref])


class AboutTalk(NoticeKind[SponsorTalk]):
    """A notice about a talk with a sponsor."""

    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[SponsorTalk]:
        """Keep those on the briefs that the reader may see."""
        rows = SponsorTalk.objects.visible_to(reader)
        return rows.select_related("brief", "asked_by__user", "asked_by__firm", "answered_by")

    def url(self) -> str:
        return reverse("engagements:value", args=[self.about.brief.ref])


@register
class TalkAsked(AboutTalk):
    """Ask the sponsor, and those who decide, to pick one of two times for a talk."""

    code = "talk.asked"

    def subject(self) -> str:
        return f"{self.about.brief.name}: a firm asks to talk with the sponsor"

    def body(self) -> str:
        talk, asking = self.about, self.about.asked_by
        return (
            f"{asking.user.full_name} of {asking.firm.name} asks for {talk.minutes} minutes with "
            f"the sponsor of “{talk.brief.name}”:\n\n{talk.why}\n\nPick one of two times, or say "
            "why not. Where the sponsor took no part, every firm and every interim reads so."
        )


@register
class TalkAnswered(AboutTalk):
    """Tell both sides how a request for a talk with the sponsor has ended."""

    code = "talk.answered"

    def subject(self) -> str:
        return f"{self.about.brief.name}: the talk with the sponsor"

    def body(self) -> str:
        talk = self.about
        who = talk.answered_by.full_name if talk.answered_by else ""
        if talk.picked_at:
            at = timezone.localtime(talk.picked_at)
            return f"{who} has agreed to {date_format(at, 'l j F, H:i')} ({at:%Z})."
        if talk.reason:
            return f"{who} has picked neither time:\n\n{talk.reason}"
        return "Nobody has answered in time, so the request has ended. You can ask again."


class AboutSponsor(NoticeKind[SponsorAnswer]):
    """A notice about somebody's answer whether they are the sponsor."""

    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[SponsorAnswer]:
        """Keep those on the briefs of the reader's client."""
        rows = SponsorAnswer.objects.visible_to(reader)
        return rows.select_related("brief__manager__user", "member__user")

    def url(self) -> str:
        return reverse("engagements:proof", args=[self.about.brief.ref])


@register
class SponsorAsked(AboutSponsor):
    """Ask somebody whether they are the sponsor of a brief."""

    code = "sponsor.asked"

    def subject(self) -> str:
        return f"Are you the sponsor of “{self.about.brief.name}”?"

    def body(self) -> str:
        manager = self.about.brief.manager.user.full_name
        return (
            f"{manager} has named you. Interims read whether the sponsor confirms it before they "
            "answer. Read the brief, then say yes, or no with a reason."
        )


@register
class SponsorAnswered(AboutSponsor):
    """Tell those who decide on a brief what its sponsor has answered."""

    code = "sponsor.answered"

    def subject(self) -> str:
        says = "confirms to be" if self.about.is_confirmed else "says not to be"
        return f"{self.about.member.user.full_name} {says} the sponsor: {self.about.brief.name}"

    def body(self) -> str:
        if self.about.is_confirmed:
            return "Firms read it on the brief, and interims before they answer."
        return f"The reason:\n\n{self.about.reason}"


@register
@dataclass(frozen=True)
class SponsorSilent(AboutSponsor):
    """Tell those who decide on a brief that its sponsor has not answered."""

    code = "sponsor.silent"
    category = Category.REMINDERS
    is_over: bool

    def subject(self) -> str:
        return f"{self.about.brief.name}: the sponsor has not answered"

    def body(self) -> str:
        said = f"{self.about.member.user.full_name} was asked twice to confirm to be the sponsor."
        if self.is_over:
            return f"{said} Interims read that it is not confirmed. An answer still counts."
        return f"{said} A word from you helps."


@register
class BriefApproved(NoticeKind[BriefApproval]):
    """Tell the people of a brief that somebody has approved it."""

    code = "brief.approved"
    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[BriefApproval]:
        """Keep those on the briefs of the reader's client."""
        rows = BriefApproval.objects.visible_to(reader)
        return rows.select_related("brief", "approver__user")

    def subject(self) -> str:
        return f"{self.about.approver.user.full_name} approves “{self.about.brief.name}”"

    def body(self) -> str:
        return f"In their words:\n\n{self.about.words}"

    def url(self) -> str:
        return reverse("engagements:proof", args=[self.about.brief.ref])
