"""Notices of references, to the interim and to those it is lent to. None holds a word of it."""

from dataclasses import dataclass

from django.db import models

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from references.models import Reference
from shortlists.notices.about import AboutPerson, AboutRepresented, interim_name


class AboutReference(NoticeKind[Reference]):
    """A notice to the interim who asked; it opens the reference."""

    category = Category.CONVERSATIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Reference]:
        """Keep the reader's own."""
        return Reference.objects.visible_to(reader)

    def url(self) -> str:
        return self.about.get_absolute_url()


@register
@dataclass(frozen=True)
class ReferenceWritten(AboutReference):
    """Tell the interim that the referee has written."""

    code = "reference.written"

    def subject(self) -> str:
        return f"{self.about.work}: a reference has been written"

    def body(self) -> str:
        return (
            f"{self.about.name or 'The referee'} has written what they saw. Read it first: nobody"
            " else can, until you lend it for a brief.\n\n"
            "You cannot change it. You can hide it."
        )


@register
@dataclass(frozen=True)
class ReferenceDeclined(AboutReference):
    """Tell the interim that the referee does not want to write."""

    code = "reference.declined"

    def subject(self) -> str:
        return f"{self.about.work}: no reference this time"

    def body(self) -> str:
        return (
            "The person you asked does not want to write a reference. Nobody else is told, and it"
            " does not count against you. Their name and address are deleted."
        )


@register
@dataclass(frozen=True)
class ReferenceUnanswered(AboutReference):
    """Tell the interim that the wait is over."""

    code = "reference.unanswered"

    def subject(self) -> str:
        return f"{self.about.work}: no answer to your request for a reference"

    def body(self) -> str:
        return (
            "The person you asked did not answer in time. We reminded them once and do not write to"
            " them again about this. Their name and address are deleted. It does not count against"
            " you."
        )


@register
@dataclass(frozen=True)
class ReferenceUndelivered(AboutReference):
    """Tell the interim that the letter did not arrive."""

    code = "reference.undelivered"

    def subject(self) -> str:
        return f"{self.about.work}: your request for a reference could not be delivered"

    def body(self) -> str:
        return (
            "The mail server of the person you asked refused our letter. Check the address with"
            " them, then ask again."
        )


@register
@dataclass(frozen=True)
class ReferenceErased(AboutReference):
    """Tell the interim that the referee deleted what they wrote."""

    code = "reference.erased"

    def subject(self) -> str:
        return f"{self.about.work}: a reference has been deleted"

    def body(self) -> str:
        return (
            "The person who wrote it has deleted it, as they may at any time. Nobody can read it"
            " any more, also where you had lent it."
        )


@register
@dataclass(frozen=True)
class ReferenceLent(AboutRepresented):
    """Tell the firm that speaks that it can read a reference."""

    code = "reference.lent"

    def subject(self) -> str:
        return f"{self.about.brief.name}: {interim_name(self.about)} lends you a reference"

    def body(self) -> str:
        return (
            "You can read it in the conversation. The client reads it once the interim is put"
            " forward. The interim can take it back at any time."
        )


@register
@dataclass(frozen=True)
class ReferenceTakenBack(AboutRepresented):
    """Tell the firm that speaks that a reference can no longer be read."""

    code = "reference.taken_back"

    def subject(self) -> str:
        return f"{self.about.brief.name}: {interim_name(self.about)} took a reference back"

    def body(self) -> str:
        return "Neither you nor the client can read it any more. Do not pass on what it said."


@register
@dataclass(frozen=True)
class ReferenceLentToClient(AboutPerson):
    """Tell those who decide that there is a reference to read."""

    code = "reference.lent_to_client"
    category = Category.CONVERSATIONS

    def subject(self) -> str:
        return f"{self.about.brief.name}: a reference for {interim_name(self.about)}"

    def body(self) -> str:
        return "They lend you a reference about one of their results. It is on their page."
