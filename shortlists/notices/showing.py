"""Notices of the words that an interim reads before they go to the client."""

from django.db import models

from accounts.models import User
from accounts.notices import Category, NoticeKind, register
from shortlists.asking import url_for
from shortlists.models import Entry, ShownWords
from shortlists.notices.about import AboutEntry, AboutRepresented, interim_name

# To the interim


class _AboutWords(AboutEntry):
    """A notice to the interim that opens the words."""

    def url(self) -> str:
        return self.about.get_absolute_url() + "#words"


@register
class WordsShown(_AboutWords):
    """Ask the interim whether what the client will read about them is right."""

    code = "entry.words_shown"

    def subject(self) -> str:
        return f"{self.about.brief.name}: read what the client will read about you"

    def body(self) -> str:
        entry = self.about
        speaker = entry.speaker().user.get_full_name()
        return (
            f"{speaker} of {entry.firm.name} has written why you would reach each result of "
            f"“{entry.brief.name}”. Read it before {entry.brief.client.name} does: on the page you "
            "say that it is right, or what is wrong. If something is wrong it does not go; "
            f"{speaker} changes it and shows it to you again. The page says until when. Without "
            "your answer by then, it may go."
        )


@register
class WordsReminder(_AboutWords):
    """Remind the interim to read what the client will read about them."""

    code = "entry.words_reminder"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{self.about.brief.name}: is it right what the client will read about you?"

    def body(self) -> str:
        entry = self.about
        speaker = entry.speaker().user.get_full_name()
        return (
            f"You have not said yet whether it is right what {speaker} writes about you for "
            f"“{entry.brief.name}”. The page says until when you can; after that "
            f"{speaker} may put you forward with it. One tap is enough if it is right."
        )


# To the firm


@register
class WordsAgreed(AboutRepresented):
    """Tell the consultant that the interim agrees to the words, so that they may go."""

    code = "entry.words_agreed"

    def subject(self) -> str:
        return f"{interim_name(self.about)}: says that it is right; put them forward"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)} has read what you wrote for “{self.about.brief.name}” and "
            "says that it is right. You can put them forward now, with exactly these words."
        )


@register
class WordsObjected(NoticeKind[ShownWords]):
    """Tell the consultant what the interim says is wrong in the words."""

    code = "entry.words_objected"
    category = Category.CONVERSATIONS

    @staticmethod
    def rows(reader: User) -> models.QuerySet[ShownWords]:
        """Keep those of the conversations that the reader may see."""
        people = ("candidate__user", "firm", "brief")
        rows = ShownWords.objects.filter(entry__in=Entry.objects.visible_to(reader))
        related = rows.select_related(*(f"entry__{name}" for name in people))
        return related.prefetch_related("entry__approaches")

    def subject(self) -> str:
        return f"{interim_name(self.about.entry)}: objects to what you wrote"

    def body(self) -> str:
        entry = self.about.entry
        return (
            f"{interim_name(entry)} has read what you wrote for “{entry.brief.name}”, and says "
            f"what is wrong:\n\n“{self.about.objection.strip()}”\n\nChange it and show it again; "
            "these words do not go. They see what you changed."
        )

    def url(self) -> str:
        return url_for(self.about.entry.firm, self.about.entry)


@register
class WordsUnanswered(AboutRepresented):
    """Tell the consultant that the interim's time to object has passed, so the words may go."""

    code = "entry.words_unanswered"
    category = Category.REMINDERS

    def subject(self) -> str:
        return f"{interim_name(self.about)}: has not objected in time; put them forward"

    def body(self) -> str:
        return (
            f"{interim_name(self.about)} had the time to read what you wrote for "
            f"“{self.about.brief.name}”, was reminded, and has not objected. You can put them "
            "forward now, with exactly these words. Until you do they can still object."
        )
