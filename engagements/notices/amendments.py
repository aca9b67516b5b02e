"""Notices about proposed changes of a brief, for its firms and its manager."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from engagements.brief_changes import changes_of, changes_since, in_words
from engagements.models import Amendment
from engagements.notices.panels import AboutBrief
from providers.models import Firm


class AboutAmendment(NoticeKind[Amendment]):
    """A notice about a proposed change; it opens the brief, which shows it."""

    category = Category.BRIEFS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Amendment]:
        """Keep the changes of the briefs that the reader may see."""
        return Amendment.objects.visible_to(reader).with_people()

    def url(self) -> str:
        return f"{self.about.brief.get_absolute_url()}#change"

    def difference(self) -> str:
        """Return what would change, as lines."""
        return in_words(changes_of(self.about))


@register
@dataclass(frozen=True)
class ChangeProposed(AboutAmendment):
    """Ask a firm to confirm a change; tell the others of it."""

    code = "change.proposed"
    answers: Firm

    def subject(self) -> str:
        return f"{self.about.brief.name}: a change is proposed"

    def body(self) -> str:
        by, brief = self.about.proposed_by.full_name, self.about.brief
        return (
            f"{by} of {brief.client.name} would change the brief:\n\n{self.difference()}\n\n"
            f"The reason given: “{self.about.reason.strip()}”\n\n"
            f"{self.answers.name} confirms it with one tap or objects with a sentence. Until then"
            " the brief stands as it is: go on with it."
        )


@register
@dataclass(frozen=True)
class ChangedInPlayback(AboutBrief):
    """Tell the panel what changed in a brief that is played back."""

    code = "brief.changed"
    version: int

    def subject(self) -> str:
        return f"{self.about.name}: the brief has changed, play it back again"

    def body(self) -> str:
        changes = in_words(changes_since(self.about, self.version))
        return (
            f"{self.about.client.name} has changed the brief while it is played back:\n\n{changes}"
            "\n\nThe leading firm plays it back again; its words are kept. Nobody is approached"
            " before the manager confirms the playback."
        )

    def url(self) -> str:
        return reverse("engagements:playback", args=[self.about.ref])


@register
class ChangeConfirmed(AboutAmendment):
    """Tell the manager and the panel that the brief reads differently from now on."""

    code = "change.confirmed"

    def subject(self) -> str:
        return f"{self.about.brief.name}: the brief has changed"

    def body(self) -> str:
        return (
            f"{self.about.firm.name} has confirmed the change. The brief now says:\n\n"
            f"{self.difference()}\n\n"
            "People are ranked again. Whoever is in a conversation has been told what changed;"
            " whoever was put forward stays. Those represented and not put forward yet are asked"
            " whether it still suits them."
        )


@register
class ChangeObjected(AboutAmendment):
    """Tell the manager why a firm objects."""

    code = "change.objected"

    def subject(self) -> str:
        return f"{self.about.firm.name} objects to your change: {self.about.brief.name}"

    def body(self) -> str:
        return (
            f"They write:\n\n“{self.about.answer.strip()}”\n\n"
            "The brief stands as it was. You can propose another change, or call them."
        )


@register
class ChangeWithdrawn(AboutAmendment):
    """Tell the panel that a proposed change is withdrawn."""

    code = "change.withdrawn"

    def subject(self) -> str:
        return f"{self.about.brief.name}: the proposed change is withdrawn"

    def body(self) -> str:
        return "The client has withdrawn the change that it proposed. The brief stands as it is."


@register
class ChangeOverdue(AboutAmendment):
    """Remind the firm that a change waits for it."""

    code = "change.overdue"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{self.about.brief.name}: a change waits for your answer"

    def body(self) -> str:
        return (
            f"{self.about.proposed_by.full_name} has proposed to change:\n\n{self.difference()}\n\n"
            "Confirm it or object. Three working days after its deadline it ends without effect."
        )


@register
class ChangeLapsed(AboutAmendment):
    """Tell both sides that a change was not answered in time."""

    code = "change.lapsed"

    def subject(self) -> str:
        return f"{self.about.brief.name}: the proposed change was not answered"

    def body(self) -> str:
        return (
            f"{self.about.firm.name} has neither confirmed the change nor objected, so the proposal"
            " has ended. The brief stands as it was. The manager can propose it again."
        )


@register
class ChangeEnded(AboutAmendment):
    """Tell both sides that a change can no longer be answered."""

    code = "change.ended"

    def subject(self) -> str:
        return f"{self.about.brief.name}: the proposed change has ended"

    def body(self) -> str:
        return f"{self.about.answer} The proposal has ended; the brief stands as it was."
