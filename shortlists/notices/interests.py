"""Notices about an interim's interest in a brief: to the one firm they told, and back."""

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from engagements.disclosed_names import confidential_reader
from ranking.blind import reader_of
from shortlists.models import Interest


class _AboutInterest(NoticeKind[Interest]):
    """A notice to the firm; it opens the page on which it answers."""

    category = Category.CONVERSATIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Interest]:
        """Return the interests that the reader may see."""
        rows = Interest.objects.visible_to(reader).prefetch_related("candidate__record")
        people = ("candidate__user", "firm", "brief__client", "brief__manager__user")
        return rows.select_related(*people)

    def url(self) -> str:
        return self.about.get_absolute_url()


class _ToInterim(_AboutInterest):
    """A notice to the interim; it opens their page of the brief, or their home."""

    def url(self) -> str:
        return reverse("home")

    @property
    def title(self) -> str:
        """The title of the brief, as the interim may read it."""
        brief = self.about.brief
        return confidential_reader(brief)(brief.name) if brief.is_confidential else brief.name


@register
class InterestExpressed(_AboutInterest):
    """Ask the consultant to answer an interim who told this firm alone that a brief fits."""

    code = "interest.expressed"

    def subject(self) -> str:
        return f"{self.about.brief.name}: an interim would like to hear you"

    def body(self) -> str:
        said = reader_of(self.about.candidate)(self.about.words.strip())
        return (
            f"An interim who fits “{self.about.brief.name}” chose {self.about.firm.name} to hear"
            " of it. No other firm is told. Write to them, or say why not: they read the reason."
            + (f"\n\nThey write:\n\n“{said}”" if said else "")
        )


@register
class InterestOverdue(_AboutInterest):
    """Remind the consultant that an interim waits for an answer to their interest."""

    code = "interest.overdue"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{self.about.brief.name}: an interim waits for your answer"

    def body(self) -> str:
        return (
            f"An interim told {self.about.firm.name} that “{self.about.brief.name}” interests"
            " them. Write to them, or say why not."
        )


@register
class InterestEscalated(_AboutInterest):
    """Tell the administrators of a firm that an interim's interest has had no answer."""

    code = "interest.escalated"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{self.about.brief.name}: no answer to an interim who chose you"

    def body(self) -> str:
        return (
            f"An interim told {self.about.firm.name} alone that “{self.about.brief.name}” interests"
            " them, and has had no answer after two reminders. Any of you can answer. Without an"
            " answer they are told that none came."
        )


@register
class InterestTakenBack(_AboutInterest):
    """Tell the consultant that the interim has taken their interest back."""

    code = "interest.taken_back"

    def subject(self) -> str:
        return f"{self.about.brief.name}: an interim took their interest back"

    def body(self) -> str:
        return "There is nothing to answer any more. They need give no reason."


@register
class InterestDeclined(_ToInterim):
    """Tell the interim that the firm said no, and why."""

    code = "interest.declined"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{self.title}: {self.about.firm.name} says no"

    def body(self) -> str:
        brief = self.about.brief
        read = confidential_reader(brief) if brief.is_confidential else str
        return (
            f"You told {self.about.firm.name} that “{self.title}” interests you. They give this"
            f" reason:\n\n“{read(self.about.answer.strip())}”\n\nNobody else learns of it, and it"
            " does not count against you. You can tell another firm on the brief."
        )


@register
class InterestLapsed(_ToInterim):
    """Tell the interim that the firm did not answer in time."""

    code = "interest.lapsed"

    def subject(self) -> str:
        return f"{self.title}: {self.about.firm.name} has not answered you"

    def body(self) -> str:
        return (
            f"You told {self.about.firm.name} that “{self.title}” interests you. They have not"
            " answered, after two reminders and a notice to their administrators. It says nothing"
            " about you, and does not count against you. You can tell another firm on the brief."
        )


@register
class InterestLapsedToFirm(_AboutInterest):
    """Tell the consultant that the interim no longer waits for the answer."""

    code = "interest.lapsed_to_firm"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{self.about.brief.name}: an interim was not answered in time"

    def body(self) -> str:
        return (
            "The interim who chose you was told that no answer came. You may still write to them"
            " from your matches, if they are open to you."
        )
