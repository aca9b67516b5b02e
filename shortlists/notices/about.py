"""Base classes of the notices in a conversation, and the texts that they share."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from accounts.notices import Category, NoticeKind
from engagements.models import Criterion
from shortlists.asking import url_for
from shortlists.models import Approach, Entry, InterviewSlot, Question

_PEOPLE = ("candidate__user", "firm", "consultant__user", "brief__client", "brief__manager__user")
_ENTRY = ("entry", *(f"entry__{name}" for name in _PEOPLE))


class AboutEntry(NoticeKind[Entry]):
    """A notice that opens a conversation."""

    category = Category.CONVERSATIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Entry]:
        """Return the conversations that the reader may see."""
        rows = Entry.objects.visible_to(reader)
        return rows.select_related(*_PEOPLE, "end_criterion", "submission")

    def url(self) -> str:
        return self.about.get_absolute_url()


class AboutRepresented(AboutEntry):
    """A notice to the firm that an interim has chosen; it opens the firm's page."""

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Entry]:
        """Keep the conversations that the reader may see, with who asked in them."""
        return AboutEntry.rows(reader).prefetch_related("approaches")

    def url(self) -> str:
        return url_for(self.about.firm, self.about)


def person_url(entry: Entry) -> str:
    """Return the path of the client's page about a submitted interim."""
    return reverse("shortlists:person", args=[entry.ref])


class AboutPerson(AboutEntry):
    """A notice to the client about a submitted interim; it opens that person's page."""

    category = Category.DECISIONS

    def url(self) -> str:
        return person_url(self.about)


class AboutApproach(NoticeKind[Approach]):
    """A notice to the interim about one firm's approach; it opens the conversation."""

    category = Category.CONVERSATIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Approach]:
        """Return the approaches in the conversations that the reader may see."""
        rows = Approach.objects.filter(entry__in=Entry.objects.visible_to(reader))
        return rows.select_related("firm", "consultant__user", "entry__brief")

    def url(self) -> str:
        return self.about.entry.get_absolute_url()


class AboutOwnApproach(NoticeKind[Approach]):
    """A notice to a firm about its own approach; it names nobody, and opens the firm's page.

    It stays readable when the interim chose another firm; the page then says so.
    """

    category = Category.CONVERSATIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Approach]:
        """Keep what the reader's firm has sent."""
        return Approach.objects.visible_to(reader).select_related("entry__brief")

    def url(self) -> str:
        return self.about.get_absolute_url()


class AboutQuestion(NoticeKind[Question]):
    """A notice about an interim's question; it opens the conversation.

    It stays readable to the firm that was asked, also when the interim chose another.
    """

    category = Category.CONVERSATIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Question]:
        """Keep the questions that the reader may see."""
        rows = Question.objects.visible_to(reader).select_related("answered_by", "firm", *_ENTRY)
        return rows.prefetch_related("entry__approaches")

    def url(self) -> str:
        return self.about.entry.get_absolute_url()


class AboutSlot(NoticeKind[InterviewSlot]):
    """A notice about the time of an interview; it opens the conversation."""

    category = Category.INTERVIEWS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[InterviewSlot]:
        """Return the times in the conversations that the reader may see."""
        rows = InterviewSlot.objects.filter(entry__in=Entry.objects.visible_to(reader))
        return rows.select_related(*_ENTRY)

    def url(self) -> str:
        return self.about.entry.get_absolute_url()


def with_reason(text: str) -> str:
    """Return the end of a sentence that quotes a reason; a full stop if it was erased."""
    return f", and gives this reason:\n\n“{text.strip()}”" if text.strip() else "."


def interim_name(entry: Entry) -> str:
    """Return the name of an interim; only for readers who may know it."""
    user = entry.candidate.user
    return user.get_full_name() if user else "the interim"


def in_words(criterion: Criterion) -> str:
    """Return a criterion as part of a sentence: measure, baseline → target."""
    span = " → ".join(part for part in (criterion.baseline, criterion.target) if part)
    return f"{criterion.measure}, {span}" if span else criterion.measure


def in_reader_zone(moment: datetime) -> str:
    """Return a moment in words, in the reader's time zone."""
    local = timezone.localtime(moment)
    zone = timezone.get_current_timezone_name().replace("_", " ")
    return f"{date_format(local, 'l j F Y')} at {local:%H:%M} ({zone})"
