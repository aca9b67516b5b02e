"""What an interim reads while the client is confidential: texts without names."""

from collections.abc import Callable

from engagements.disclosed_names import confidential_reader
from shortlists.models import Entry


def reader_of_interim(entry: Entry) -> Callable[[str], str]:
    """Return a function that gives each text of a conversation as its interim may read it.

    Until their permission to represent, the names of a confidential client, its people and their
    contacts are hidden; afterwards, and where the client is named, nothing is.
    """
    if entry.has_named_client or not entry.brief.is_confidential:
        return str
    return confidential_reader(entry.brief)


def title_for_interim(entry: Entry) -> str:
    """Return what the interim may call the brief."""
    return reader_of_interim(entry)(entry.brief.name)
