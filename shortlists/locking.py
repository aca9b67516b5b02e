"""Lock a brief and an entry, always in this order, so that actions cannot deadlock."""

from engagements.disclosed_names import confidential_reader
from engagements.models import Brief
from interimhub.lib.refused import MovedOn
from shortlists.models import Entry

BRIEF_CHANGED = (
    "The brief has changed since you opened this page. What changed is shown above: read it, then"
    " choose."
)


class BriefOnHold(MovedOn):
    """The brief is on hold."""


class BriefOver(MovedOn):
    """The brief has ended."""


def lock_brief(brief_id: int) -> Brief:
    """Lock a brief until the transaction ends, and return its current state."""
    # `no_key`: other transactions may still write rows that refer to the brief.
    Brief.objects.select_for_update(no_key=True).only("pk").get(pk=brief_id)
    # Read again after the wait: the manager may have changed meanwhile, and a join would find none.
    return Brief.objects.select_related("client", "manager__user").get(pk=brief_id)


def lock_entry(entry: Entry) -> Entry:
    """Lock the brief, then the entry, and return its current state with its people."""
    brief = lock_brief(entry.brief_id)
    rows = Entry.objects.select_for_update(of=("self",), no_key=True).select_related(
        "candidate__user", "firm", "consultant__user"
    )
    locked = rows.get(pk=entry.pk)
    locked.brief = brief
    return locked


def insist_in_search(brief: Brief) -> None:
    """Raise an error unless the brief is in search.

    Raises:
        BriefOnHold: it is on hold; the message gives the manager's reason.
        BriefOver: it has ended.
    """
    if brief.is_on_hold:
        # An interim may be the one who reads this.
        read = confidential_reader(brief) if brief.is_confidential else str
        raise BriefOnHold(
            "The brief is on hold, so nothing can be decided on it now. "
            f"The reason given: {read(brief.hold_reason)}",
            row=brief,
        )
    if not brief.is_in_search:
        raise BriefOver("The brief has ended, so nothing more can be decided on it.", row=brief)
