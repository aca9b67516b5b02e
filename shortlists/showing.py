"""The words that an interim was shown before they go to the client: how they stand now."""

from datetime import datetime

from interimhub.lib.prepared import Prepared
from shortlists import waiting
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry, ShownWords


def current_words(entry: Entry) -> ShownWords | None:
    """Return the words that are shown to the interim now, or None; one query."""
    return next(iter(_CURRENT(entry=entry)), None)


_CURRENT: Prepared[ShownWords] = Prepared(
    lambda *, entry: ShownWords.objects.current().of(entry).order_by("pk")
)


def words_before(shown: ShownWords) -> ShownWords | None:
    """Return the earlier words that the interim answered last, else those shown first, or None.

    Under the same permission. What was replaced before they answered, they may never have read.
    """
    return next(iter(_BEFORE(mandate=shown.mandate_id, number=shown.number)), None)


_BEFORE: Prepared[ShownWords] = Prepared(
    lambda *, mandate, number: ShownWords.objects.filter(
        mandate=mandate, number__lt=number
    ).last_answered_first()[:1]
)


def end_words(entry: Entry, *, now: datetime) -> bool:
    """End what is shown now, so that it never goes; return whether anything was. Entry is locked.

    The caller says why: other words are shown, the brief has changed, or the conversation ends.
    """
    shown = current_words(entry)
    if shown is None:
        return False
    shown.end()
    waiting.close(entry, ConversationDeadline.WORDS_CHECK, now=now)
    return True
