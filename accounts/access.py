"""Access control: pages load their rows by `fetch`, which checks visibility and permission."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import User
from interimhub.lib.refused import MovedOn

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Answer:
    """A policy's answer: yes, or no with a reason that the reader can act on.

    Attributes:
        is_too_late: whether the row has moved on, so that it could have been done before.
    """

    is_yes: bool
    reason: str = ""
    is_too_late: bool = False

    def __bool__(self) -> bool:
        return self.is_yes


YES = Answer(True)


def no(reason: str) -> Answer:
    """Return a refusal with its reason."""
    return Answer(False, reason)


def too_late(reason: str) -> Answer:
    """Return a refusal because of where the row stands now: the reader's page is an old one."""
    return Answer(False, reason, is_too_late=True)


Policy = Callable[[User, M], Answer]


def fetch(rows: Any, user: Any, *, may: Policy[M] | None = None, **lookup: Any) -> M:
    """Return the one row that `lookup` names.

    Args:
        rows: a manager or QuerySet with `visible_to(user)`.
        user: the reader.
        may: the policy to check for what they want to do with the row.

    Raises:
        Http404: there is no such row, or the user may not see it. The response is the same.
        PermissionDenied: the row is visible, but the policy says no; the message is its reason.
        MovedOn: the policy says that it is too late.
    """
    visible: QuerySet[M] = rows.visible_to(user)
    try:
        row = visible.get(**lookup)
    except (ObjectDoesNotExist, ValueError):
        raise Http404 from None
    if may is not None:
        insist(may(user, row), row)
    return row


def insist(answer: Answer, row: Any) -> None:
    """Go on only if a policy says yes.

    Raises:
        PermissionDenied: it says no.
        MovedOn: it says that it is too late for this row.
    """
    if answer.is_too_late:
        raise MovedOn(answer.reason, row=row)
    if not answer:
        raise PermissionDenied(answer.reason)
