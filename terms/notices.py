"""Notices about terms. None holds an amount, nor the answer of a check: that stands on the page."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.notices import Category, register
from engagements.models import Brief
from engagements.notices.panels import AboutBrief
from shortlists.confidential import title_for_interim
from shortlists.notices.about import AboutEntry, AboutRepresented, interim_name

# To the interim


class AboutCheck(AboutEntry):
    """A notice to the interim about a sealed check; it opens the conversation at its answer."""

    def url(self) -> str:
        return self.about.get_absolute_url() + "#terms"


@register
class CheckAnswered(AboutCheck):
    """Tell the interim that the sealed check has an answer."""

    code = "terms.checked"

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: the sealed check has an answer for you"

    def body(self) -> str:
        return (
            "You are interested, so your floor was compared with what the client can pay. Only you "
            "read the answer, on the page of the conversation. Neither side has read the other’s "
            "amounts. Your floor of this moment stays the one that counts here."
        )


@register
class CheckedAgain(AboutCheck):
    """Tell the interim that the check ran again, against another envelope."""

    code = "terms.checked_again"

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: the sealed check has run again"

    def body(self) -> str:
        return (
            "The client has set or changed its envelope, so the sealed check ran again, with the "
            "floor that it had read before. Only you read what it found, on the page of the "
            "conversation."
        )


@register
class CannotMove(AboutCheck):
    """Tell the interim that the envelope does not move."""

    code = "terms.cannot_move"

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: the envelope does not move"

    def body(self) -> str:
        return (
            "The client was asked whether its envelope can move, without a name and without an "
            "amount, and says that it cannot. You can work within it, or step out; neither counts "
            "against you."
        )


@register
class NotAnswered(AboutCheck):
    """Tell the interim that the client has not said whether its envelope can move."""

    code = "terms.not_answered"

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: the client has not said whether it can move"

    def body(self) -> str:
        return (
            "After two reminders the client has not said whether its envelope can move. The "
            "decision is yours again: you can work within it, or step out. Neither counts against "
            "you."
        )


@register
class DecisionReminder(AboutCheck):
    """Remind the interim that a sealed check leaves something to decide."""

    code = "terms.reminder"
    category = Category.REMINDERS
    is_optional = True

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: say what follows from the sealed check"

    def body(self) -> str:
        return (
            "The sealed check leaves a decision to you, and only you know of it. Without a word "
            "nothing ends: the conversation goes on as it is."
        )


@register
class LeftOpen(AboutCheck):
    """Tell the interim that nobody waits any more for what they decide about terms."""

    code = "terms.left_open"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: the terms stay open"

    def body(self) -> str:
        return (
            "You have not said what follows from the sealed check. Nothing ends, and nobody was "
            "told of it. You can still decide on the page, as long as the conversation goes on."
        )


@register
class SteppedOut(AboutEntry):
    """Confirm to the interim that they stepped out."""

    code = "terms.stepped_out"
    category = Category.DECISIONS

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: the terms did not meet"

    def body(self) -> str:
        return (
            f"You stepped out of “{title_for_interim(self.about)}”: the terms did not meet. It "
            "counts against nobody, neither you nor the firm nor the client. Any permission to "
            "represent you on it has ended."
        )


# To the firm that represents them


@register
class TermsDidNotMeet(AboutRepresented):
    """Tell the consultant, in neutral words, that the terms did not meet."""

    code = "terms.did_not_meet"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.brief.name}: no longer available"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)} is no longer available for “{self.about.brief.name}”: the "
            "terms did not meet. It counts against nobody. No amount was shown to anybody, and the "
            "client does not read the reason."
        )


# To the client


class AboutEnvelope(AboutBrief):
    """A notice to those who decide on a brief; it opens the page of the envelope."""

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Brief]:
        """Keep the briefs that the reader reads for their client."""
        return Brief.objects.of_own_client(reader).select_related("client")

    def url(self) -> str:
        return reverse("terms:envelope", args=[self.about.ref])


@register
class EnvelopeAsked(AboutEnvelope):
    """Ask the client whether its envelope can move, without a name, a number or an amount."""

    code = "envelope.asked"

    def subject(self) -> str:
        return f"{self.about.name}: someone worth meeting is outside your envelope"

    def body(self) -> str:
        return (
            f"Someone worth meeting for “{self.about.name}” is outside your envelope: can it move? "
            "You are not told who asks, nor by how much. Change the envelope, or say that it "
            "cannot move; both are an answer."
        )


@register
@dataclass(frozen=True)
class EnvelopeReminder(AboutEnvelope):
    """Remind the client that somebody waits to hear whether its envelope can move."""

    code = "envelope.reminder"
    category = Category.REMINDERS
    is_last: bool

    def subject(self) -> str:
        return f"{self.about.name}: can your envelope move?"

    def body(self) -> str:
        rest = (
            "After two reminders nobody has answered; in two working days they are told so."
            if self.is_last
            else "“It cannot move” is an answer, too."
        )
        return (
            f"Someone worth meeting for “{self.about.name}” waits to hear whether your envelope "
            f"can move. {rest}"
        )
