"""Notices of permissions to represent: in writing, asked for, taken back, given back."""

from dataclasses import dataclass

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst

from accounts.models import ActivityNote, User
from accounts.notices import Category, NoticeKind, register
from providers.models import Firm
from shortlists.asking import url_for
from shortlists.confidential import title_for_interim
from shortlists.contents import facts_of
from shortlists.models import Mandate
from shortlists.notices.about import (
    AboutEntry,
    AboutPerson,
    AboutRepresented,
    interim_name,
    with_reason,
)


class _AboutMandate(NoticeKind[Mandate]):
    """A notice about one version of a permission; it opens the permission."""

    category = Category.CONVERSATIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Mandate]:
        """Keep those that the reader gave or is asked for, and those of their firm."""
        return Mandate.objects.visible_to(reader).with_people()

    def url(self) -> str:
        return self.about.get_absolute_url()


def _written(mandate: Mandate) -> str:
    return "\n".join(f"{label}: {words}" for label, words in facts_of(mandate))


@register
class PermissionInWriting(_AboutMandate):
    """Confirm to the interim what they permit, in writing and whole."""

    code = "mandate.in_writing"

    def subject(self) -> str:
        return f"Your permission to {self.about.firm.name}, in writing"

    def body(self) -> str:
        return (
            f"You let {self.about.firm.name} represent you. This is all that you agreed to:\n\n"
            f"{_written(self.about)}\n\n"
            "It is for this brief only. You may take it back at any time, without a reason. Keep "
            "this mail, or print the page."
        )


@register
class Chosen(_AboutMandate):
    """Tell the consultant that the interim chose them, with everything the permission says."""

    code = "mandate.granted"

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Mandate]:
        """Keep those of the reader's firm, with who asked: by that its address is known."""
        return _AboutMandate.rows(reader).prefetch_related("entry__approaches")

    def url(self) -> str:
        return url_for(self.about.firm, self.about.entry)

    def subject(self) -> str:
        mandate = self.about
        return f"You represent {interim_name(mandate.entry)} on “{mandate.entry.brief.name}”"

    def body(self) -> str:
        entry = self.about.entry
        return (
            f"{interim_name(entry)} has chosen you to represent them on “{entry.brief.name}”, on "
            "this brief only, with the profile as it is today. Put them forward with a reason for "
            f"every success criterion.\n\nThe permission in writing:\n\n{_written(self.about)}"
        )


@register
class PermissionInWritingToFirm(_AboutMandate):
    """Confirm to the firm what the interim permits, in writing and whole."""

    code = "mandate.in_writing_to_firm"

    def subject(self) -> str:
        mandate = self.about
        return f"{interim_name(mandate.entry)}: the permission in writing"

    def body(self) -> str:
        return (
            f"{interim_name(self.about.entry)} lets you represent them, in these words:\n\n"
            f"{_written(self.about)}\n\n"
            "It is for this brief only, and they may take it back at any time."
        )


@register
class PermissionWanted(_AboutMandate):
    """Tell the interim that a firm asks for their permission."""

    code = "mandate.requested"

    def url(self) -> str:
        return self.about.entry.get_absolute_url() + "#permission"

    def subject(self) -> str:
        mandate = self.about
        return f"{title_for_interim(mandate.entry)}: {mandate.firm.name} asks to represent you"

    def body(self) -> str:
        mandate = self.about
        who = mandate.consultant.user.get_full_name()
        conflicts = f"\n\nThey declare: “{mandate.conflicts.strip()}”" if mandate.conflicts else ""
        return (
            f"{who} of {mandate.firm.name} asks for your permission, until "
            f"{date_format(mandate.ends_on, 'j F Y')}, and says why:\n\n“{mandate.reason.strip()}”"
            f"{conflicts}\n\nAll of it is on the page. You have 72 hours; without an answer "
            "nothing changes. You may also choose another firm, or none."
        )


@register
class PermissionReminder(PermissionWanted):
    """Remind the interim that a firm waits for their word."""

    code = "mandate.answer_due"
    category = Category.REMINDERS
    is_optional = True

    def subject(self) -> str:
        return f"{title_for_interim(self.about.entry)}: your word to {self.about.firm.name}, please"


class _Answered(_AboutMandate):
    """A notice to the firm about what it asked for; it opens the firm's page of it."""

    def subject(self) -> str:
        return f"{self.about.entry.brief.name}: {self._how}"

    def body(self) -> str:
        return (
            f"What you asked an interim for on “{self.about.entry.brief.name}”: {self._how}. "
            f"Nothing else has changed. {capfirst(self._why)}"
        )

    _how = _why = ""


@register
class PermissionRefused(_Answered):
    """Tell the firm that the interim does not give what it asked for."""

    code = "mandate.refused"
    category = Category.DECISIONS
    is_decision = True
    _how = "permission not given"
    _why = "they need not give a reason."


@register
class PermissionLapsed(_Answered):
    """Tell the firm that what it asked for was not answered in time."""

    code = "mandate.lapsed"
    category = Category.DECISIONS
    is_decision = True
    _how = "no answer in time"
    _why = "it never counts against them."


@register
class PleaseCallAboutPermission(_AboutMandate):
    """Ask the consultant to call an interim who has not answered a request."""

    code = "mandate.call_wanted"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{self.about.entry.brief.name}: please call about the permission"

    def body(self) -> str:
        return (
            f"An interim whose permission you asked for on “{self.about.entry.brief.name}” has not "
            "answered. Please call them. Without a reply your request lapses tomorrow."
        )


@register
class RequestLapsed(_AboutMandate):
    """Tell the interim that a request ended without their answer."""

    code = "mandate.request_lapsed"
    category = Category.DECISIONS

    def subject(self) -> str:
        return f"{title_for_interim(self.about.entry)}: a request has lapsed"

    def body(self) -> str:
        return (
            f"{self.about.firm.name} had asked for your permission, and you did not answer. "
            "Nothing has changed, and it does not count against you."
        )


@register
class PermissionTakenBack(AboutRepresented):
    """Tell the firm that the interim took the permission back."""

    code = "mandate.revoked"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)} took back the permission: “{self.about.brief.name}”"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)} no longer lets you represent them on "
            f"“{self.about.brief.name}”. They need not say why. You may put nothing more forward; "
            "what you have read and written stays here, marked."
        )


@dataclass(frozen=True)
class _ChooseAgain(AboutEntry):
    """A notice to the interim that opens the choice of another firm than `firm`."""

    firm: Firm


@register
@dataclass(frozen=True)
class TakingBackConfirmed(_ChooseAgain):
    """Confirm to the interim that they took their permission back."""

    code = "mandate.revocation_confirmed"
    category = Category.DECISIONS

    def subject(self) -> str:
        return f"{self.about.brief.name}: {self.firm.name} no longer represents you"

    def body(self) -> str:
        return (
            f"You took back your permission to {self.firm.name} on “{self.about.brief.name}”. They "
            "have been told, without a reason. What the client had opened stays, marked; what it "
            "had not, it no longer can.\n\nYou may choose another firm on the page, or leave the "
            "brief. You have 72 hours."
        )


@register
@dataclass(frozen=True)
class Released(_ChooseAgain):
    """Tell the interim that the firm gave their permission back, and why."""

    code = "mandate.released"
    category = Category.DECISIONS
    is_decision = True
    reason: ActivityNote | None = None

    def subject(self) -> str:
        return f"{self.about.brief.name}: {self.firm.name} no longer represents you"

    def body(self) -> str:
        return (
            f"{self.firm.name} gave your permission back"
            f"{with_reason(self.reason.text if self.reason else '')}\n\n"
            "It does not count against you. Another firm on the "
            "brief can represent you: choose it on the page within 72 hours, or leave the brief."
        )


@register
class ChooseReminder(AboutEntry):
    """Remind the interim to choose another firm, or to leave."""

    code = "voice.choose_due"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{self.about.brief.name}: who represents you now?"

    def body(self) -> str:
        return (
            f"No firm represents you on “{self.about.brief.name}” at the moment. Choose one on the "
            "page, or say there that you leave. Without a word from you it ends, and that does not "
            "count against you."
        )


@register
class EndedUnchosen(AboutEntry):
    """Tell the interim that it ended because no firm was chosen."""

    code = "voice.unchosen"
    category = Category.DECISIONS
    is_decision = True

    def subject(self) -> str:
        return f"{self.about.brief.name}: ended"

    def body(self) -> str:
        return (
            f"You chose no other firm for “{self.about.brief.name}”, after three reminders, so the "
            "conversation has ended. This never counts against you: no firm and no ranking learns "
            "of it."
        )


@register
class VoiceChanged(AboutPerson):
    """Tell the client that a firm no longer represents somebody it has read about."""

    code = "entry.voice_changed"
    is_decision = True

    def subject(self) -> str:
        return f"{interim_name(self.about)}: no longer represented by {self.about.firm.name}"

    def body(self) -> str:
        return (
            f"{self.about.firm.name} no longer represents {interim_name(self.about)} on "
            f"“{self.about.brief.name}”. What you have read stays where it is, marked so. Times "
            "that were agreed to meet no longer stand. They may come back with another firm."
        )
