"""The one door: every row that a page touches comes through `fetch`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import User

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or no with a reason that a person can act on."""

    is_yes: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.is_yes


YES = Answer(True)


def no(reason: str) -> Answer:
    """Answer no, and why."""
    return Answer(False, reason)


Policy = Callable[[User, M], Answer]


def fetch(rows: Any, user: Any, *, may: Policy[M] | None = None, **lookup: Any) -> M:
    """Return the one row that `lookup` names.

    Args:
        rows: a manager or QuerySet with `visible_to(user)`.
        user: the person who asks.
        may: what they want to do with it; a policy.

    Raises:
        Http404: there is none, or they may not know of it: the two look the same.
        PermissionDenied: they see it and may not do this; the message is the policy's reason.
    """
    visible: QuerySet[M] = rows.visible_to(user)
    try:
        row = visible.get(**lookup)
    except (ObjectDoesNotExist, ValueError):
        raise Http404 from None
    if may is not None and not (answer := may(user, row)):
        raise PermissionDenied(answer.reason)
    return row
