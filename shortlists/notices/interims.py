"""Notices to interims: each step of a conversation, and each ending.

None of them names a confidential client before the interim grants a mandate.
"""

import copy
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import ActivityNote, User
from accounts.notices import Category, register
from engagements.models import Criterion
from providers.models import Firm
from shortlists.confidential import reader_of_interim, title_for_interim
from shortlists.models import Entry, approach_of
from shortlists.notices.about import (
    AboutApproach,
    AboutEntry,
    AboutQuestion,
    AboutSlot,
    in_reader_zone,
    in_words,
    with_reason,
)


@register
class Approached(AboutApproach):
    """Ask the interim whether a brief interests them; the client is named as in the pack."""

    code = "entry.approached"

    def subject(self) -> str:
        consultant = self.about.consultant.at_work().user.full_name
        title = reader_of_interim(self.about.entry)(self.about.pack["title"])
        return f"{consultant} asks whether this is for you: {title}"

    def body(self) -> str:
        approach = self.about
        asked_by = approach.consultant.at_work().user.full_name
        words = reader_of_interim(approach.entry)(approach.words.strip())
        return (
            f"{asked_by} of {approach.firm.name} has read your profile "
            f"and writes:\n\n“{words}”\n\n"
            f"The work is with {approach.pack['client']}. All that is known of it, what is hard "
            "included, is on the page. Ask what you like before you answer. If you say yes, you "
            "choose which of the firms on the brief represents you."
        )


@register
class QuestionAnswered(AboutQuestion):
    """Tell the interim the answer to their question."""

    code = "question.answered"

    def subject(self) -> str:
        entry = self.about.entry
        approach = approach_of(entry)
        title = approach.pack.get("title") if approach else ""
        title = reader_of_interim(entry)(title or entry.brief.name)
        return f"{title}: your question is answered"

    def body(self) -> str:
        question = self.about
        by = question.answered_by
        name = by.get_full_name() if by else question.firm.name
        answer = reader_of_interim(question.entry)(question.answer.strip())
        return f"You asked:\n\n“{question.text.strip()}”\n\n{name} answers:\n\n“{answer}”"


@register
class DeclineConfirmed(AboutEntry):
    """Confirm to the interim that they declined."""

    code = "entry.decline_confirmed"
    category = Category.DECISIONS

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: you declined"

    def body(self) -> str:
        return (
            f"You declined “{title_for_interim(self.about)}”. Whoever asked you has been notified. "
            "It does not count against you anywhere, and you hear no more of this brief."
        )


@register
class WithdrawalConfirmed(AboutEntry):
    """Confirm to the interim that they have withdrawn."""

    code = "entry.withdrawal_confirmed"
    category = Category.DECISIONS

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: you have withdrawn"

    def body(self) -> str:
        return (
            f"You have withdrawn from “{title_for_interim(self.about)}”. Any "
            "permission to represent you on it has ended. What somebody has already read stays, "
            "marked as withdrawn. Nobody learns why, and it does not count against you."
        )


@register
@dataclass(frozen=True)
class AvailabilityWanted(AboutEntry):
    """Ask the interim to confirm their availability."""

    code = "entry.availability_wanted"
    by: User

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: are you still available?"

    def body(self) -> str:
        return (
            f"{self.by.get_full_name()} would like to put you forward, and the client needs an "
            "availability confirmed within a week. Check that the day is still right and confirm "
            "it with one tap."
        )

    def url(self) -> str:
        return reverse("candidates:availability")


@register
class PutForward(AboutEntry):
    """Tell the interim that they were put forward to the client."""

    code = "entry.put_forward"

    def subject(self) -> str:
        return f"{self.about.brief.name}: you have been put forward"

    def body(self) -> str:
        return (
            f"{self.about.speaker().user.get_full_name()} has put you forward to "
            f"{self.about.brief.client.name}, with the profile you agreed to. The client decides "
            "next; you will be notified either way."
        )


@register
@dataclass(frozen=True)
class InterviewOffered(AboutEntry):
    """Ask the interim to pick a time."""

    code = "interview.offered"
    category = Category.INTERVIEWS
    count: int

    def subject(self) -> str:
        return f"{self.about.brief.client.name} would like to meet you"

    def body(self) -> str:
        brief = self.about.brief
        return (
            f"{brief.manager.user.get_full_name()} invites you to an interview about "
            f"“{brief.name}” and proposes {self.count} times. Pick the one that suits you, or say "
            "that none does and when you could."
        )


@register
class InterviewConfirmed(AboutSlot):
    """Confirm to the interim the time that they picked."""

    code = "interview.confirmed"

    def subject(self) -> str:
        return f"Your interview: {in_reader_zone(self.about.starts_at)}"

    def body(self) -> str:
        brief = self.about.entry.brief
        where = f" {self.about.place}." if self.about.place else ""
        return (
            f"You meet {brief.manager.user.get_full_name()} of {brief.client.name} about "
            f"“{brief.name}” on {in_reader_zone(self.about.starts_at)}.{where}"
        )


@register
class NotSelected(AboutEntry):
    """Tell the interim that the client declined, and why; the client previews it."""

    code = "entry.not_selected"
    category = Category.DECISIONS
    is_decision = True

    @classmethod
    def preview(cls, entry: Entry, *, criterion: Criterion | None, text: str) -> "NotSelected":
        """Return the notice as it would read with this reason; nothing is changed."""
        declined = copy.copy(entry)
        declined.end_criterion, declined.end_text = criterion, text
        return cls(declined)

    def subject(self) -> str:
        return f"{self.about.brief.name}: the client has answered"

    def body(self) -> str:
        entry, brief = self.about, self.about.brief
        criterion = entry.end_criterion
        about = [f"It relates to this criterion: {in_words(criterion)}."] if criterion else []
        return "\n\n".join(
            [
                (
                    f"{brief.manager.user.get_full_name()} of {brief.client.name} has decided not "
                    f"to continue with you on “{brief.name}”, and gives you the reason:"
                ),
                f"“{entry.end_text.strip()}”",
                *about,
                (
                    f"{entry.speaker().user.get_full_name()} of {entry.firm.name}, who represented "
                    "you, has been notified as well and can discuss it with you. Your permission "
                    "for them to represent you ended with this answer. It changes nothing in your "
                    "profile."
                ),
            ]
        )


@register
@dataclass(frozen=True)
class EntryOnHold(AboutEntry):
    """Tell the interim that the brief is on hold."""

    code = "entry.on_hold"
    category = Category.DECISIONS
    reason: ActivityNote | None = None

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: on hold"

    def body(self) -> str:
        reason = with_reason(reader_of_interim(self.about)(self.reason.text if self.reason else ""))
        return (
            f"The client has put “{title_for_interim(self.about)}” on hold{reason}\n\nYour place "
            "is kept and every deadline is paused. You may withdraw at any time. You will be "
            "notified when it is resumed."
        )


@register
@dataclass(frozen=True)
class BriefResumed(AboutEntry):
    """Tell the interim that the brief is resumed, and whether their answer is due later."""

    code = "entry.resumed"
    category = Category.DECISIONS
    is_reply_moved: bool

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: resumed"

    def body(self) -> str:
        moved = " The deadline for your answer has moved by the length of the pause."
        return (
            f"“{title_for_interim(self.about)}” is no longer on hold. Your status is the same as "
            f"before the hold.{moved if self.is_reply_moved else ''}"
        )


PROGRESS_BY_STATUS = {
    Entry.Status.APPROACHED: "You had been asked and had not answered yet. There is nothing left "
    "for you to do.",
    Entry.Status.INTERESTED: "You had said that it interests you, and no firm represented you yet.",
    Entry.Status.MANDATED: "{firm} represented you and had not put you forward yet. Their "
    "permission ended with the brief.",
    Entry.Status.SUBMITTED: "{firm} had put you forward. Nobody had assessed you and nobody was "
    "chosen instead of you.",
    Entry.Status.CLIENT_REVIEW: "The client was considering you. Nobody was chosen instead of you.",
    Entry.Status.INTERVIEW: "You had been invited to an interview; it will not take place. Nobody "
    "was chosen instead of you.",
}


@register
@dataclass(frozen=True)
class BriefCancelled(AboutEntry):
    """Tell the interim that the brief has ended; the text depends on their status."""

    code = "entry.closed"
    category = Category.DECISIONS
    is_decision = True
    status_before: str

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: ended"

    def body(self) -> str:
        entry = self.about
        reason = with_reason(reader_of_interim(entry)(entry.brief.end_reason))
        progress = PROGRESS_BY_STATUS.get(Entry.Status(self.status_before), "")
        return (
            f"The client has cancelled “{title_for_interim(entry)}”{reason}"
            f"\n\n{progress.format(firm=entry.firm.name)}\n\n"
            "It does not count against you anywhere."
        )


@register
@dataclass(frozen=True)
class SpeakerChanged(AboutEntry):
    """Tell the interim who their consultant is after the previous one has left the firm."""

    code = "entry.speaker_changed"
    firm: Firm
    before: User
    after: User

    def subject(self) -> str:
        return f"{self.after.full_name} answers you now: “{self.about.brief.name}”"

    def body(self) -> str:
        firm = self.firm.name
        return (
            f"{self.before.full_name} no longer works for {firm} and has no access any more. "
            f"{self.after.full_name} of {firm} answers you from now on. What you agreed to and "
            "every deadline are unchanged. You may withdraw at any time."
        )


@register
@dataclass(frozen=True)
class ManagerChangedToInterim(AboutEntry):
    """Tell an interim who knows the client who decides after the hiring manager has left."""

    code = "entry.manager_changed"
    before: User
    after: User

    def subject(self) -> str:
        return f"{self.after.full_name} decides now: “{self.about.brief.name}”"

    def body(self) -> str:
        client = self.about.brief.client.name
        return (
            f"{self.before.full_name} no longer belongs to {client}. {self.after.full_name} "
            "manages the brief from now on and answers you. Nothing else has changed."
        )
