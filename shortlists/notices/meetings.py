"""Notices of who was at a meeting."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.notices import Category, register
from shortlists.asking import url_for
from shortlists.models import InterviewSlot
from shortlists.notices.about import AboutSlot, interim_name, person_url


@register
class RecordWanted(AboutSlot):
    """Ask the consultant whether they were at the first meeting of their interim."""

    code = "interview.record_wanted"
    category = Category.REMINDERS

    @staticmethod
    def rows(reader: User) -> QuerySet[InterviewSlot]:
        return AboutSlot.rows(reader).prefetch_related("entry__approaches")

    def url(self) -> str:
        return url_for(self.about.entry.firm, self.about.entry)

    def subject(self) -> str:
        return f"{interim_name(self.about.entry)}: were you at the first meeting?"

    def body(self) -> str:
        return (
            f"{self.about.entry.brief.client.name} has met {interim_name(self.about.entry)}. Who "
            "speaks for somebody is at their first meeting. Say on the page that you were there, "
            "or why not: the client and the interim read it."
        )


@register
class RecordEscalated(RecordWanted):
    """Tell the administrators of a firm that nobody has said who was at a meeting."""

    code = "interview.record_escalated"


class _NotThere(AboutSlot):
    """A notice that a consultant was not at the first meeting, and why."""

    @staticmethod
    def rows(reader: User) -> QuerySet[InterviewSlot]:
        return AboutSlot.rows(reader).select_related("attendance__consultant__user")

    def subject(self) -> str:
        return f"{self.about.entry.firm.name} was not at the meeting, and says why"

    def body(self) -> str:
        said = self.about.attendance
        who = said.consultant.user.get_full_name()
        return (
            f"{who} of {self.about.entry.firm.name} was not at the first meeting about "
            f"“{self.about.entry.brief.name}”, and says why:\n\n“{said.reason.strip()}”"
        )


@register
class NotAtMeeting(_NotThere):
    """Tell the client that the consultant was not at the first meeting, and why."""

    code = "interview.not_there"

    def url(self) -> str:
        return person_url(self.about.entry)


@register
class NotAtMeetingToInterim(_NotThere):
    """Tell the interim that their consultant was not at the first meeting, and why."""

    code = "interview.not_there_to_interim"
