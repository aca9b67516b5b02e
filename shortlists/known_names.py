"""The names that a reader of a brief may know."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from engagements.models import Brief
from interimhub.lib.prepared import Prepared
from providers.models import consultant_of
from shortlists.models import Entry


def names_known_to(reader: User, brief: Brief) -> dict[int, str]:
    """Return the names of the interims on a brief whom `reader` may know, by user id.

    A mandate discloses an interim's name to the firm that holds it, a submission discloses it to
    the client.
    """
    return dict(_NAMES(reader=reader, brief=brief))


def _names(*, reader: User, brief: Brief) -> QuerySet[Any]:
    rows = Entry.objects.visible_to(reader).filter(brief=brief).represented()
    if consultant := consultant_of(reader):
        rows = rows.filter(firm=consultant.firm)
    people: QuerySet[Any] = rows.exclude(candidate__user=None)
    return people.values_list("candidate__user_id", "candidate__user__full_name")


_NAMES: Prepared[tuple[int, str]] = Prepared(_names)
