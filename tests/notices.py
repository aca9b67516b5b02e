"""Notices of people, with their wording."""

from accounts.models import User
from accounts.notices import RenderedNotice, render


def notices_of(user: User) -> list[RenderedNotice]:
    """Return a person's notices, oldest first."""
    return render(user.notices.order_by("pk"), reader=user)


def notice_of(user: User) -> RenderedNotice:
    """Return a person's only notice."""
    (notice,) = notices_of(user)
    return notice


def subjects(user: User) -> list[str]:
    """Return the subject lines of a person's notices, oldest first."""
    return [notice.subject for notice in notices_of(user)]


def codes_of(user: User) -> list[str]:
    """Return the codes of a person's notices, alphabetically."""
    return sorted(user.notices.values_list("kind", flat=True))
