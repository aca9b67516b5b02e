"""Notices about deadlines: reminders, and endings without an answer."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from accounts.models import User
from accounts.notices import Category, register
from providers.models import Firm
from shortlists.asking import url_for
from shortlists.confidential import title_for_interim
from shortlists.notices.about import (
    AboutEntry,
    AboutOwnApproach,
    AboutQuestion,
    AboutRepresented,
    interim_name,
)


@register
@dataclass(frozen=True)
class ReplyReminder(AboutEntry):
    """Remind the interim to answer an approach."""

    code = "entry.reply_due"
    category = Category.REMINDERS
    is_optional = True
    asked_by: User
    firm: Firm
    is_late: bool

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: your answer, please"

    def body(self) -> str:
        when = "was due just now" if self.is_late else "is due within twelve hours"
        return (
            f"{self.asked_by.get_full_name()} of {self.firm.name} asked whether "
            f"“{title_for_interim(self.about)}” interests you. Your answer {when}. A no is "
            "fine too, and you need not give a reason."
        )


@register
class PleaseCall(AboutOwnApproach):
    """Ask the consultant to call an interim who has not answered after two reminders."""

    code = "entry.call_wanted"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{self.about.entry.brief.name}: please call, no answer yet"

    def body(self) -> str:
        return (
            f"An interim whom you asked about “{self.about.entry.brief.name}” has not answered, "
            "after two reminders. Please call them. Without a reply the conversation ends tomorrow."
        )


@register
class Expired(AboutEntry):
    """Tell the interim that the conversation ended without their answer."""

    code = "entry.expired"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: ended without an answer"

    def body(self) -> str:
        return (
            f"You did not answer about “{title_for_interim(self.about)}”, after reminders and a "
            "notice to whoever asked, so the conversation has ended. This never counts against "
            "you: no other firm and no ranking learns of it. If it still interests you, write to "
            "those who asked; the page names them."
        )


@register
class ExpiredToFirm(AboutOwnApproach):
    """Tell the consultant that an approach has ended without an answer."""

    code = "entry.expired_to_firm"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.entry.brief.name}: ended without an answer"

    def body(self) -> str:
        return (
            f"The interim whom you asked about “{self.about.entry.brief.name}” did not answer in "
            "time. The conversation has ended. This never counts against them: there may be good "
            "reasons for it."
        )


@register
class AnswerOverdue(AboutQuestion):
    """Remind the consultant of an overdue question."""

    code = "question.overdue"
    category = Category.REMINDERS
    is_optional = True

    def url(self) -> str:
        return url_for(self.about.firm, self.about.entry)

    def subject(self) -> str:
        return f"{self.about.entry.brief.name}: a question is overdue"

    def body(self) -> str:
        return (
            "An interim asked you a question before they decide, and the deadline for your answer "
            "has passed. Their own deadline was extended until your answer."
        )


@register
@dataclass(frozen=True)
class MandateEndsSoon(AboutRepresented):
    """Warn the consultant that a permission ends unused."""

    code = "mandate.ends_soon"
    category = Category.REMINDERS
    is_optional = True
    ends_on: date

    def subject(self) -> str:
        day = date_format(self.ends_on, "j F")
        return f"Put {interim_name(self.about)} forward before {day}"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)} chose you for “{self.about.brief.name}”. The permission "
            f"ends on {date_format(self.ends_on, 'j F Y')} and you have not put them forward yet. "
            "If you cannot, tell them why."
        )


@register
class NotPutForward(AboutEntry):
    """Tell the interim that the firm did not put them forward in time."""

    code = "mandate.unused"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.brief.name}: not put forward"

    def body(self) -> str:
        entry = self.about
        return (
            f"{entry.speaker().user.get_full_name()} of {entry.firm.name} did not put you forward "
            f"for “{entry.brief.name}” before your permission ran out, after two reminders. The "
            "conversation has ended. It does not count against you."
        )


@register
class MandateEnded(AboutRepresented):
    """Tell the consultant that the permission has ended unused."""

    code = "mandate.unused_to_firm"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)}: permission ended"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)}’s permission to represent them on "
            f"“{self.about.brief.name}” ended unused. They have been notified that you did not put "
            "them forward."
        )
