"""Notices where the interim, or a firm they asked, does not act in time; and the endings."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from accounts.notices import Category, register
from shortlists.asking import url_for
from shortlists.confidential import title_for_interim
from shortlists.notices.about import (
    AboutEntry,
    AboutPerson,
    AboutQuestion,
    AboutRepresented,
    interim_name,
)

NEVER_COUNTS = (
    "This never counts against you: no other firm and no ranking learns of it. If it still "
    "interests you, write to your consultant."
)


# Times to meet


@register
class TimesReminder(AboutEntry):
    """Remind the interim to pick a time to meet the client."""

    code = "interview.pick_due"
    category = Category.REMINDERS
    is_optional = True

    def subject(self) -> str:
        return f"{self.about.brief.name}: pick a time to meet the client"

    def body(self) -> str:
        brief = self.about.brief
        return (
            f"{brief.manager.user.get_full_name()} proposes times to meet you about "
            f"“{brief.name}”, and you have picked none. Pick one on the page, or say there that "
            "none suits and when you could."
        )


@register
class PleaseCallAboutTimes(AboutRepresented):
    """Ask the consultant to call an interim who has not picked a time."""

    code = "interview.call_wanted"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{interim_name(self.about)}: please call, no time picked to meet the client"

    def body(self) -> str:
        entry = self.about
        return (
            f"{entry.brief.client.name} would like to meet {interim_name(entry)} about "
            f"“{entry.brief.name}”. After two reminders they have neither picked a time nor asked "
            "for others. Please call them; without a word this ends in two working days."
        )


@register
class EndedUnpicked(AboutEntry):
    """Tell the interim that the conversation ended since they picked no time."""

    code = "entry.ended_unpicked"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.brief.name}: ended without an answer"

    def body(self) -> str:
        entry = self.about
        return (
            f"You picked no time to meet {entry.brief.client.name}, after two reminders and a "
            f"notice to {entry.firm.name}, so this has ended, and with it their permission to "
            f"represent you. {NEVER_COUNTS}"
        )


@register
class EndedUnpickedToFirm(AboutRepresented):
    """Tell the consultant that the conversation ended since the interim picked no time."""

    code = "entry.ended_unpicked_to_firm"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)}: ended without an answer on “{self.about.brief.name}”"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)} picked no time to meet the client and asked for no other, "
            "after two reminders. This has ended, and with it your permission. It never counts "
            "against them: there may be good reasons for it."
        )


@register
class EndedUnpickedToClient(AboutPerson):
    """Tell the hiring manager that the interim picked none of the times."""

    code = "entry.ended_unpicked_to_client"
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)}: no time picked on “{self.about.brief.name}”"

    def body(self) -> str:
        entry = self.about
        return (
            f"{interim_name(entry)} picked none of the times you proposed, after two reminders, so "
            "this has ended. There may be good reasons for it. What you have read stays where it "
            f"is; {entry.speaker().user.get_full_name()} of {entry.firm.name} can tell you more."
        )


# A changed brief


@register
class EndedUnagreed(AboutEntry):
    """Tell the interim that the conversation ended since they did not agree to a change."""

    code = "entry.ended_unagreed"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{title_for_interim(self.about)}: ended without an answer"

    def body(self) -> str:
        return (
            f"“{title_for_interim(self.about)}” changed after you had given {self.about.firm.name} "
            "your permission, and you did not say whether it still suits you, after two reminders "
            f"and a notice to the firm. So this has ended, and the permission too. {NEVER_COUNTS}"
        )


@register
class EndedUnagreedToFirm(AboutRepresented):
    """Tell the consultant that the conversation ended since the interim did not agree."""

    code = "entry.ended_unagreed_to_firm"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)}: ended without an answer on “{self.about.brief.name}”"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)} did not say whether the changed brief suits them, after "
            "two reminders. Your permission was for the brief as it was, and has ended. It never "
            "counts against them."
        )


# A question to a firm


@register
class QuestionEscalated(AboutQuestion):
    """Tell the administrators of a firm that an interim's question has had no answer."""

    code = "question.escalated"
    category = Category.REMINDERS

    def url(self) -> str:
        return url_for(self.about.firm, self.about.entry)

    def subject(self) -> str:
        return f"{self.about.entry.brief.name}: no answer to an interim’s question"

    def body(self) -> str:
        return (
            f"An interim asked {self.about.firm.name} a question about "
            f"“{self.about.entry.brief.name}” and has had no answer, after two reminders. Any of "
            "you can answer it. Without an answer the interim is told tomorrow that none came."
        )


@register
class QuestionUnanswered(AboutQuestion):
    """Tell the interim that a firm did not answer their question in time."""

    code = "question.unanswered"

    def subject(self) -> str:
        title = title_for_interim(self.about.entry)
        return f"{title}: {self.about.firm.name} has not answered you"

    def body(self) -> str:
        question = self.about
        return (
            f"You asked {question.firm.name}:\n\n“{question.text.strip()}”\n\nThey have not "
            "answered, after two reminders and a notice to their administrators. They still may. "
            "It says nothing about you. What you can do now is on the page of the brief, and your "
            "own deadline leaves you a day at least."
        )


@register
class QuestionUnansweredToFirm(AboutQuestion):
    """Tell the consultant that the interim no longer waits for the answer."""

    code = "question.unanswered_to_firm"
    category = Category.REMINDERS

    def url(self) -> str:
        return url_for(self.about.firm, self.about.entry)

    def subject(self) -> str:
        return f"{self.about.entry.brief.name}: a question was not answered in time"

    def body(self) -> str:
        return (
            "An interim’s question has had no answer, after two reminders. They have been told "
            "that you did not answer it, and decide without it. You can still answer."
        )


# A permission that is not used


@register
@dataclass(frozen=True)
class PermissionEscalated(AboutRepresented):
    """Tell the administrators of a firm that a permission is about to end unused."""

    code = "mandate.escalated"
    category = Category.REMINDERS
    ends_on: date

    def subject(self) -> str:
        return f"{interim_name(self.about)}: not put forward yet on “{self.about.brief.name}”"

    def body(self) -> str:
        entry = self.about
        return (
            f"{interim_name(entry)} chose {entry.firm.name} for “{entry.brief.name}”. "
            f"{entry.speaker().user.get_full_name()} has not put them forward, after two "
            f"reminders, and the permission ends on {date_format(self.ends_on, 'j F Y')}. The "
            "interim is then told that the firm did not act."
        )
