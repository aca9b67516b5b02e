"""Notices about a change of the brief, in the conversations on it."""

from dataclasses import dataclass

from accounts.notices import Category, register
from engagements.brief_changes import changes_of, in_words
from engagements.models import Amendment
from shortlists.confidential import reader_of_interim, title_for_interim
from shortlists.notices.about import AboutEntry, AboutRepresented, interim_name


@register
@dataclass(frozen=True)
class BriefChanged(AboutEntry):
    """Tell an interim what changed in the brief, and what that means for them."""

    code = "entry.brief_changed"
    amendment: Amendment

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: the brief has changed"

    def body(self) -> str:
        entry = self.about
        changes = in_words(changes_of(self.amendment, read=reader_of_interim(entry)))
        return f"The brief of your conversation now says:\n\n{changes}\n\n{self._so()}"

    def _so(self) -> str:
        entry = self.about
        if entry.is_in_front_of_client:
            return (
                "You stay put forward; the client reads you as before. Say on the page that it"
                " still suits you. If it does not, you can withdraw there, without a reason."
            )
        if entry.is_represented:
            return (
                f"Your permission to {entry.firm.name} was for the brief as it was. Say on the page"
                " that it still suits you; nobody puts you forward before that."
            )
        return "Read it before you answer; your answer is then for the brief as it is now."


@register
class AgreementReminder(AboutEntry):
    """Remind the interim that the firm waits for their word on the changed brief."""

    code = "entry.change_reminder"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: does it still suit you?"

    def body(self) -> str:
        return (
            "The brief has changed since you gave your permission. What changed is on the page. One"
            f" tap there tells {self.about.firm.name} that it still suits you."
        )


@register
class ChangeAgreed(AboutRepresented):
    """Tell the firm that the interim agrees to the changed brief."""

    code = "entry.change_agreed"

    def subject(self) -> str:
        return f"{interim_name(self.about)} agrees to the change: {self.about.brief.name}"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)} has read what changed in the brief. Your permission to"
            " represent them is for the brief as it reads now."
        )


@register
class AgreementLate(AboutRepresented):
    """Tell the firm that the interim has not said whether the changed brief suits them."""

    code = "entry.change_unanswered"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"Please call {interim_name(self.about)}: {self.about.brief.name}"

    def body(self) -> str:
        return (
            "The brief has changed since they gave you permission, and they have not said whether"
            " it still suits them. Before that you cannot put them forward. A call helps."
        )
