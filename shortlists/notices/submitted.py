"""Notices of a submission that its firm corrects or withdraws, to the client and to the interim."""

from dataclasses import dataclass

from django.db import models

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from engagements.notices import AboutBrief
from providers.models import Firm
from shortlists.differences import changed_parts, former_words, words_of
from shortlists.models import Entry, FormerWords
from shortlists.notices.about import (
    AboutEntry,
    AboutPerson,
    interim_name,
    person_url,
    with_reason,
)

# To the hiring manager


@register
class SubmissionCorrected(NoticeKind[FormerWords]):
    """Tell the hiring manager what a submission said that they had opened, and what it says now."""

    code = "submission.corrected"
    category = Category.DECISIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[FormerWords]:
        """Keep the former words that the client had opened, about people whom it may still see."""
        seen = Entry.objects.visible_to(reader)
        rows = FormerWords.objects.read().filter(submission__entry__in=seen)
        return rows.with_everything()

    def subject(self) -> str:
        return f"Corrected: what you read about {interim_name(self.about.submission.entry)}"

    def body(self) -> str:
        submission = self.about.submission
        entry = submission.entry
        parts = changed_parts(submission, former_words(self.about), words_of(submission))
        told = "\n\n".join(
            f"{part.label}\nIt said: “{part.was.strip() or 'nothing'}”"
            f"\nIt says: “{part.now.strip() or 'nothing'}”"
            for part in parts
        )
        return (
            f"{entry.speaker().user.full_name} of {entry.firm.name} has corrected what you read "
            f"about {interim_name(entry)} for “{entry.brief.name}”. You have a working day at "
            f"least to decide from now on.\n\n{told or 'It reads again as you had read it.'}"
        )

    def url(self) -> str:
        return person_url(self.about.submission.entry)


@register
class SubmissionWithdrawn(AboutPerson):
    """Tell the hiring manager that the firm takes back somebody whom they had opened, and why."""

    code = "entry.submission_withdrawn"
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.firm.name} takes {interim_name(self.about)} back"

    def body(self) -> str:
        entry = self.about
        return (
            f"{entry.speaker().user.full_name} of {entry.firm.name} no longer puts "
            f"{interim_name(entry)} forward for “{entry.brief.name}”"
            f"{with_reason(entry.submission.withdrawal_reason)}\n\nWhat you have read stays where "
            "it is, marked so. There is nothing for you to decide, and there is room for somebody "
            "else."
        )


@register
@dataclass(frozen=True)
class SubmissionWithdrawnUnread(AboutBrief):
    """Tell the hiring manager that a firm takes back somebody whom they had not opened."""

    code = "entry.submission_withdrawn_unread"
    category = Category.DECISIONS
    is_decision = True
    firm: Firm

    def subject(self) -> str:
        return f"{self.firm.name} takes somebody back: “{self.about.name}”"

    def body(self) -> str:
        return (
            f"{self.firm.name} no longer puts forward somebody whose page you had not opened, so "
            "it is closed now. There is nothing for you to do."
        )


# To the interim


@register
class SubmissionCorrectedToInterim(AboutEntry):
    """Tell the interim that the firm changed what the client reads about them."""

    code = "entry.submission_corrected_to_interim"

    def subject(self) -> str:
        return f"{self.about.brief.name}: what is said about you is corrected"

    def body(self) -> str:
        entry = self.about
        return (
            f"{entry.speaker().user.get_full_name()} has corrected what {entry.brief.client.name} "
            "reads from them about you. Your profile there is the one you agreed to; it has not "
            "changed. Ask them if you would like to know more."
        )


@register
class SubmissionWithdrawnToInterim(AboutEntry):
    """Tell the interim that the firm takes them back from the client, and why."""

    code = "entry.submission_withdrawn_to_interim"
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.brief.name}: no longer put forward, for now"

    def body(self) -> str:
        entry = self.about
        return (
            f"{entry.speaker().user.get_full_name()} of {entry.firm.name} no longer puts you "
            f"forward to {entry.brief.client.name} for “{entry.brief.name}”"
            f"{with_reason(entry.submission.withdrawal_reason)}\n\nThe client has not judged you. "
            "Your permission stands, so they may put you forward again; you may withdraw at any "
            "time."
        )
