"""Notices to firms and clients. None of them says why an interim withdrew."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import ActivityNote, User
from accounts.notices import Category, register
from engagements.notices import AboutBrief
from shortlists.asking import url_for
from shortlists.models import Entry, InterviewSlot
from shortlists.notices.about import (
    AboutOwnApproach,
    AboutPerson,
    AboutQuestion,
    AboutRepresented,
    AboutSlot,
    in_reader_zone,
    in_words,
    interim_name,
    person_url,
    with_reason,
)

# To the consultant of the conversation


@register
class Chosen(AboutRepresented):
    """Tell the consultant that the interim chose them."""

    code = "mandate.granted"

    def subject(self) -> str:
        return f"You represent {interim_name(self.about)} on “{self.about.brief.name}”"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)} has chosen you to represent them on "
            f"“{self.about.brief.name}”, on this brief only, with the profile as it is today. Put "
            "them forward with a reason for every success criterion."
        )


@register
class QuestionAsked(AboutQuestion):
    """Tell the consultant that the interim has asked a question."""

    code = "question.asked"

    def url(self) -> str:
        return url_for(self.about.firm, self.about.entry)

    def subject(self) -> str:
        return f"{self.about.entry.brief.name}: a question"

    def body(self) -> str:
        return "An interim whom you asked has a question before they answer."


@register
class Declined(AboutOwnApproach):
    """Tell the consultant that the interim declined."""

    code = "entry.declined"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.entry.brief.name}: an interim declined"

    def body(self) -> str:
        entry = self.about.entry
        reason = entry.end_text.strip()
        why = f"They say: “{reason}”" if reason else "They gave no reason, and need not."
        return f"An interim whom you asked about “{entry.brief.name}” has declined. {why}"


@register
class ApproachWithdrawn(AboutOwnApproach):
    """Tell whoever asked, in neutral words, that the interim is no longer available."""

    code = "approach.withdrawn"
    category = Category.DECISIONS

    def subject(self) -> str:
        return _no_longer_available(self.about.entry)

    def body(self) -> str:
        return _what_stays(self.about.entry, "An interim")


@register
class Withdrawn(AboutRepresented):
    """Tell the consultant, in neutral words, that an interim is no longer available."""

    code = "entry.withdrawn"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return _no_longer_available(self.about)

    def body(self) -> str:
        return _what_stays(self.about, interim_name(self.about))


def _no_longer_available(entry: Entry) -> str:
    return f"{entry.brief.name}: no longer available"


def _what_stays(entry: Entry, who: str) -> str:
    return (
        f"{who} is no longer available for “{entry.brief.name}”. What you have read stays where it "
        "is, marked as withdrawn."
    )


@register
class NotSelectedToFirm(AboutRepresented):
    """Tell the consultant that the client declined, with the text that the interim reads."""

    code = "entry.not_selected_to_firm"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)} was not chosen for “{self.about.brief.name}”"

    def body(self) -> str:
        entry = self.about
        criterion = entry.end_criterion
        about = f" It relates to: {in_words(criterion)}." if criterion else ""
        return (
            f"The client gives {interim_name(entry)} this reason:\n\n“{entry.end_text.strip()}”"
            f"\n\n{about} They have been notified. A call from you helps more than the "
            "letter."
        )


@register
class InterviewOfferedToFirm(AboutRepresented):
    """Tell the consultant that their interim is invited to an interview."""

    code = "interview.offered_to_firm"
    category = Category.INTERVIEWS
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)} is invited to an interview"

    def body(self) -> str:
        return (
            f"{self.about.brief.client.name} would like to meet {interim_name(self.about)} about "
            f"“{self.about.brief.name}”. They have been asked to pick a time."
        )


@register
class InterviewSetToFirm(AboutSlot):
    """Tell the consultant which time was picked."""

    code = "interview.set_to_firm"

    @staticmethod
    def rows(reader: User) -> QuerySet[InterviewSlot]:
        return AboutSlot.rows(reader).prefetch_related("entry__approaches")

    def url(self) -> str:
        return url_for(self.about.entry.firm, self.about.entry)

    def subject(self) -> str:
        when = in_reader_zone(self.about.starts_at)
        return f"Interview with {interim_name(self.about.entry)}: {when}"

    def body(self) -> str:
        entry = self.about.entry
        return (
            f"{interim_name(entry)} has picked {in_reader_zone(self.about.starts_at)} for the "
            f"interview about “{entry.brief.name}”."
        )


@register
@dataclass(frozen=True)
class TimesDeclinedToFirm(AboutRepresented):
    """Tell the consultant that no proposed time suits."""

    code = "interview.times_declined_to_firm"
    category = Category.INTERVIEWS
    note: ActivityNote | None = None

    def subject(self) -> str:
        return f"{interim_name(self.about)} asks for another time"

    def body(self) -> str:
        words = f", who writes:\n\n“{self.note.text.strip()}”" if self.note else "."
        return (
            f"None of the times you proposed suits {interim_name(self.about)}{words}\n\nPropose "
            "others on their page."
        )


# To the hiring manager


@register
class SomebodyToMeet(AboutPerson):
    """Tell the hiring manager that an interim was put forward."""

    code = "entry.submitted"
    category = Category.CONVERSATIONS

    def subject(self) -> str:
        # Without the name: who withdraws consent before the page is opened stays unknown.
        return f"{self.about.brief.name}: {self.about.firm.name} puts somebody forward"

    def body(self) -> str:
        return (
            f"{self.about.speaker().user.get_full_name()} of {self.about.firm.name} puts an "
            "interim forward, with a reason for every success criterion and what you should ask "
            "about."
        )


@register
class WithdrawnToClient(AboutPerson):
    """Tell the hiring manager, in neutral words, that an interim is no longer available."""

    code = "entry.withdrawn_to_client"
    is_decision = True

    def subject(self) -> str:
        return Withdrawn(self.about).subject()

    def body(self) -> str:
        return Withdrawn(self.about).body()


@register
class WithdrawnUnread(AboutBrief):
    """Tell the hiring manager that an interim, not opened yet, is no longer available."""

    code = "entry.withdrawn_unread"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.name}: no longer available"

    def body(self) -> str:
        return (
            f"Somebody who had been put forward for “{self.about.name}” is no longer available. "
            "You had not opened their page, so it is closed now. The firm knows."
        )


@register
class InterviewSet(InterviewSetToFirm):
    """Tell the hiring manager which time was picked."""

    code = "interview.set"

    def url(self) -> str:
        return person_url(self.about.entry)


@register
@dataclass(frozen=True)
class TimesDeclined(AboutPerson):
    """Tell the hiring manager that no proposed time suits."""

    code = "interview.times_declined"
    category = Category.INTERVIEWS
    note: ActivityNote | None = None

    def subject(self) -> str:
        return TimesDeclinedToFirm(self.about, note=self.note).subject()

    def body(self) -> str:
        return TimesDeclinedToFirm(self.about, note=self.note).body()


# To the firms on the brief


@register
@dataclass(frozen=True)
class CapRaised(AboutBrief):
    """Tell the panel that more people may be put forward."""

    code = "brief.cap_raised"
    cap: int
    reason: ActivityNote | None = None

    def subject(self) -> str:
        return f"{self.about.name}: up to {self.cap} people"

    def body(self) -> str:
        why = f", and says why:\n\n“{self.reason.text.strip()}”" if self.reason else "."
        return f"The client would like to meet up to {self.cap} people on “{self.about.name}”{why}"


@register
@dataclass(frozen=True)
class OnHoldToFirms(AboutBrief):
    """Tell the panel that the brief is on hold."""

    code = "brief.on_hold"
    reason: ActivityNote | None = None

    def subject(self) -> str:
        return f"{self.about.name}: on hold"

    def body(self) -> str:
        reason = with_reason(self.reason.text if self.reason else "")
        return (
            f"The client has put “{self.about.name}” on hold{reason}\n\nNobody can be approached "
            "or put forward meanwhile; every deadline is paused. The interims you are speaking "
            "with have been notified."
        )


@register
class ResumedToFirms(AboutBrief):
    """Tell the panel that the brief is resumed."""

    code = "brief.resumed"

    def subject(self) -> str:
        return f"{self.about.name}: resumed"

    def body(self) -> str:
        return (
            f"“{self.about.name}” is no longer on hold. Every deadline moves by the length of "
            "the pause."
        )


@register
class CancelledToFirms(AboutBrief):
    """Tell the panel that the brief has ended."""

    code = "brief.cancelled"

    def subject(self) -> str:
        return f"{self.about.name}: ended"

    def body(self) -> str:
        return (
            f"The client has cancelled “{self.about.name}”{with_reason(self.about.end_reason)}"
            "\n\nEvery interim on it has been notified, in words "
            "that fit their progress. All permissions to represent somebody on it have ended."
        )


@register
class InterimNotAvailable(AboutBrief):
    """Tell a firm that asked that the interim is not available; every reason has the same text."""

    code = "brief.interim_not_available"

    def subject(self) -> str:
        return f"{self.about.name}: not available"

    def body(self) -> str:
        return (
            f"An interim whom you asked about “{self.about.name}” is not available for this brief. "
            "Other matches may be."
        )


@register
@dataclass(frozen=True)
class ManagerChanged(AboutBrief):
    """Tell the panel who manages the brief after its manager has left."""

    code = "brief.manager_changed"
    before: User
    after: User

    def subject(self) -> str:
        return f"{self.after.full_name} manages “{self.about.name}” now"

    def body(self) -> str:
        client = self.about.client.name
        return (
            f"{self.before.full_name} no longer belongs to {client}. {self.after.full_name} "
            "manages the brief from now on: open questions and answers go to them. Nothing else "
            "has changed."
        )
