"""The names that a reader of a brief may know."""

from accounts.models import User
from engagements.models import Brief
from providers.models import consultant_of
from shortlists.models import Entry


def names_known_to(reader: User, brief: Brief) -> dict[int, str]:
    """Return the names of the interims on a brief whom `reader` may know, by user id.

    A mandate discloses an interim's name to the firm that holds it, a submission discloses it to
    the client.
    """
    rows = Entry.objects.visible_to(reader).filter(brief=brief).represented()
    if consultant := consultant_of(reader):
        rows = rows.filter(firm=consultant.firm)
    people = rows.exclude(candidate__user=None)
    return dict(people.values_list("candidate__user_id", "candidate__user__full_name"))
