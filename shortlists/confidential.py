"""Texts for the interim without the names of a confidential client."""

from collections.abc import Callable

from engagements.disclosed_names import confidential_reader
from shortlists.models import Entry


def reader_of_interim(entry: Entry) -> Callable[[str], str]:
    """Return a function that hides in a text what the interim may not read yet.

    Until the interim grants a mandate, the names of a confidential client, its people and their
    contact details are hidden. Afterwards, and where the client is named, nothing is hidden.
    """
    if entry.has_named_client or not entry.brief.is_confidential:
        return str
    return confidential_reader(entry.brief)


def title_for_interim(entry: Entry) -> str:
    """Return the title of the brief that the interim may read."""
    return reader_of_interim(entry)(entry.brief.name)
