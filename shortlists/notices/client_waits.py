"""Notices about deadlines of the client: to the client, to the firm and to the interim.

The firm and the interim read the same words whether the client met the interim or not.
"""

from dataclasses import dataclass

from django.urls import reverse

from accounts.notices import Category, register
from engagements.notices import AboutBrief
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry
from shortlists.notices.about import AboutEntry, AboutPerson, AboutRepresented, interim_name

_Kind = ConversationDeadline

# What the client has not done, as read by the interim and by the firm.
_NOT_DONE_FOR_YOU = {
    _Kind.SUBMISSION_READ: "has not read yet what {firm} wrote about you",
    _Kind.SUBMISSION_DECIDE: "has read about you and has not answered",
    _Kind.INTERVIEW_PROPOSE: "has not proposed other times to meet you",
    _Kind.INTERVIEW_DECIDE: "has not answered you after your meeting",
}
_NOT_DONE_FOR_THEM = {
    _Kind.SUBMISSION_READ: "has not read yet what you wrote about {name}",
    _Kind.SUBMISSION_DECIDE: "has read about {name} and has not answered",
    _Kind.INTERVIEW_PROPOSE: "has not proposed other times to meet {name}",
    _Kind.INTERVIEW_DECIDE: "has not answered after the meeting with {name}",
}


def _ends(kind: str) -> bool:
    """Whether the wait ends the conversation; after a meeting the client is asked again."""
    return _Kind(kind) is not _Kind.INTERVIEW_DECIDE


def _manager(entry: Entry) -> str:
    return f"{entry.brief.manager.user.get_full_name()} of {entry.brief.client.name}"


def _for_interim(entry: Entry, kind: str) -> str:
    return f"{_manager(entry)} {_NOT_DONE_FOR_YOU[_Kind(kind)].format(firm=entry.firm.name)}"


def _for_firm(entry: Entry, kind: str) -> str:
    return f"{_manager(entry)} {_NOT_DONE_FOR_THEM[_Kind(kind)].format(name=interim_name(entry))}"


# To the interim


@register
@dataclass(frozen=True)
class ClientLate(AboutEntry):
    """Tell the interim that the client's answer is overdue."""

    code = "client.late"
    category = Category.REMINDERS
    is_optional = True
    kind: ConversationDeadline

    def subject(self) -> str:
        return f"{self.about.brief.name}: still waiting"

    def body(self) -> str:
        return (
            f"{_for_interim(self.about, self.kind)}, and the deadline has passed. They have been "
            "reminded. You need not do anything, and it says nothing about you."
        )


@register
@dataclass(frozen=True)
class ClientEscalated(AboutEntry):
    """Tell the interim that others were told of the overdue answer, and how the wait ends."""

    code = "client.escalated_to_interim"
    category = Category.REMINDERS
    is_optional = True
    kind: ConversationDeadline

    def subject(self) -> str:
        return f"{self.about.brief.name}: still waiting, after two reminders"

    def body(self) -> str:
        entry = self.about
        return (
            f"{_for_interim(entry, self.kind)}, after two reminders. Their colleagues on the brief "
            f"have been told, and {entry.speaker().user.get_full_name()} of {entry.firm.name} has "
            f"been asked to call them. {self._what_follows()} It never counts against you."
        )

    def _what_follows(self) -> str:
        if not _ends(self.kind):
            return "They are asked again until they answer."
        return "If no answer comes within two working days, this ends, and says who did not answer."


@register
class EndedByClient(AboutEntry):
    """Tell the interim that the conversation ended since the client did not answer."""

    code = "entry.ended_by_client"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.brief.name}: ended without an answer"

    def body(self) -> str:
        entry = self.about
        did = f"did not read what {entry.firm.name} wrote about you"
        if entry.invited_at:
            did = "invited you and did not come back to you"
        elif entry.first_read_at:
            did = "read about you and did not answer"
        return (
            f"{_manager(entry)} {did}, after two reminders and a notice to their colleagues, so "
            f"this has ended, and with it the permission of {entry.firm.name}. Nobody was "
            "assessed, and nobody has declined you. It never counts against you: no ranking and no "
            "other firm learns of it."
        )


# To the firm


@register
@dataclass(frozen=True)
class PleaseCallClient(AboutRepresented):
    """Ask the consultant to call a client that has not answered after two reminders."""

    code = "client.call_wanted"
    category = Category.REMINDERS
    kind: ConversationDeadline

    def subject(self) -> str:
        return f"{self.about.brief.name}: please call {_manager(self.about)}"

    def body(self) -> str:
        follows = (
            f"Without an answer within two working days this ends for {interim_name(self.about)}, "
            "who then reads that it was the client who did not answer."
            if _ends(self.kind)
            else f"Tell {interim_name(self.about)} what you hear."
        )
        return (
            f"{_for_firm(self.about, self.kind)}, after two reminders. Please call them. {follows}"
        )


@register
class EndedByClientToFirm(AboutRepresented):
    """Tell the consultant that the conversation ended since the client did not answer."""

    code = "entry.ended_by_client_to_firm"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)}: ended without an answer on “{self.about.brief.name}”"

    def body(self) -> str:
        entry, name = self.about, interim_name(self.about)
        did = f"did not read what you wrote about {name}"
        if entry.invited_at:
            did = f"invited {name} and did not come back to them"
        elif entry.first_read_at:
            did = f"read about {name} and did not answer"
        return (
            f"{_manager(entry)} {did}, after two reminders and a notice to their colleagues, so "
            f"this has ended, and with it your permission to represent {name}. They read that it "
            "was the client who did not answer. A call from you helps more than the letter."
        )


# To the client

_WAITS_FOR = {
    _Kind.SUBMISSION_READ: "{name} waits to be read about",
    _Kind.SUBMISSION_DECIDE: "{name} is waiting for your answer",
    _Kind.INTERVIEW_PROPOSE: "{name} waits for other times to meet",
    _Kind.INTERVIEW_DECIDE: "{name} waits for your answer after the meeting",
}
_ASKED = {
    _Kind.SUBMISSION_READ: "{firm} has put {name} forward for “{brief}”, and the deadline to read "
    "about them has passed. Open their page; your time to decide begins then.",
    _Kind.SUBMISSION_DECIDE: "You have read about {name} for “{brief}”, and the deadline for an "
    "answer has passed. Invite them, or decline with a reason: it takes a minute, and good people "
    "do not stay available for long.",
    _Kind.INTERVIEW_PROPOSE: "None of the times you proposed suits {name}, and the deadline to "
    "propose others for “{brief}” has passed. Propose some, or decline with a reason.",
    _Kind.INTERVIEW_DECIDE: "You were to meet {name} about “{brief}”, and the deadline for an "
    "answer after the meeting has passed. If you want to go on, tell {consultant} of {firm}; "
    "if not, decline with a reason.",
}
_TOLD_NEXT = "Without an answer your colleagues on the brief and the firm are told next"
_AND_ENDS = ", and then this ends for them, with the reason that nobody answered."


@register
@dataclass(frozen=True)
class AnswerWanted(AboutPerson):
    """Remind whoever decides of somebody who waits for the client."""

    code = "client.answer_wanted"
    category = Category.REMINDERS
    is_optional = True
    kind: ConversationDeadline

    def subject(self) -> str:
        return _WAITS_FOR[_Kind(self.kind)].format(name=interim_name(self.about))

    def body(self) -> str:
        entry = self.about
        facts = {
            "name": interim_name(entry),
            "firm": entry.firm.name,
            "consultant": entry.speaker().user.get_full_name(),
            "brief": entry.brief.name,
        }
        asked = _ASKED[_Kind(self.kind)].format(**facts)
        return f"{asked}\n\n{_TOLD_NEXT}{_AND_ENDS if _ends(self.kind) else '.'}"


@register
@dataclass(frozen=True)
class AnswerEscalated(AboutPerson):
    """Tell everybody of the client who hears of decisions that somebody has had no answer."""

    code = "client.answer_escalated"
    category = Category.REMINDERS
    kind: ConversationDeadline

    def subject(self) -> str:
        return f"{interim_name(self.about)}: no answer yet on “{self.about.brief.name}”"

    def body(self) -> str:
        entry, name = self.about, interim_name(self.about)
        waits = _WAITS_FOR[_Kind(self.kind)].format(name=name).replace("your answer", "an answer")
        manager = entry.brief.manager.user.get_full_name()
        return (
            f"{waits} on “{entry.brief.name}”, after two reminders to {manager} and whoever "
            f"decides with them. {entry.speaker().user.get_full_name()} of {entry.firm.name} has "
            f"been asked to call.{self._what_follows()}"
        )

    def _what_follows(self) -> str:
        if not _ends(self.kind):
            return ""
        return (
            " Without an answer within two working days this ends; they and the firm then read "
            f"that {self.about.brief.client.name} did not answer."
        )


@register
class PlaceWanted(AboutBrief):
    """Tell the client that somebody waits for a place in front of it; it names nobody."""

    code = "client.place_wanted"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{self.about.name}: somebody waits for a place"

    def body(self) -> str:
        return (
            f"You meet {self.about.cap} people at the same time on “{self.about.name}”, and a firm "
            "has put one more forward, who waits for a place. Decide on somebody in front of you, "
            "or ask to meet more: you read of the next at once.\n\nWho waits is not told of the "
            "others. Without a place their wait ends like any other that is not answered."
        )

    def url(self) -> str:
        return reverse("shortlists:compare", args=[self.about.ref])


@register
class EndedToClient(AboutPerson):
    """Tell the client that the conversation with somebody ended since it did not answer."""

    code = "entry.ended_to_client"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)}: ended without an answer on “{self.about.brief.name}”"

    def body(self) -> str:
        entry, name = self.about, interim_name(self.about)
        return (
            f"{name} had no answer on “{entry.brief.name}”, after two reminders and a notice to "
            f"everybody on the brief, so this has ended for them. They and {entry.firm.name} read "
            f"that {entry.brief.client.name} did not answer. What you have read stays where it is. "
            f"If you still want to meet {name}, call {entry.speaker().user.get_full_name()}."
        )


@register
@dataclass(frozen=True)
class EndedUnread(AboutBrief):
    """Tell the client that somebody whom nobody there had read about waits no longer."""

    code = "entry.ended_unread"
    category = Category.DECISIONS
    is_decision = True
    had_place: bool

    def subject(self) -> str:
        return f"{self.about.name}: somebody was not read about in time"

    def body(self) -> str:
        waited = (
            "whose page nobody of you has opened"
            if self.had_place
            else "who waited for a place in front of you"
        )
        return (
            f"Somebody {waited}, on “{self.about.name}”, had no answer after two reminders and a "
            "notice to everybody on the brief, so this has ended for them. They and their firm "
            f"read that {self.about.client.name} did not read about them."
        )

    def url(self) -> str:
        return reverse("shortlists:compare", args=[self.about.ref])
