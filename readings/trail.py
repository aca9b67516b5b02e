"""Sentences of the trail with the number of accepted or undone suggestions."""

from collections.abc import Sequence

from accounts.models.facts import StoredFacts


def suggestions_accepted(facts: Sequence[StoredFacts], source: str) -> str:
    """Return how many suggestions were accepted; `source` is where they came from."""
    return f"accepted {_counted(facts)} {source}"


def suggestions_undone(facts: Sequence[StoredFacts], source: str) -> str:
    """Return how many accepted suggestions were undone."""
    return f"undid {_counted(facts)} {source}"


def _counted(facts: Sequence[StoredFacts]) -> str:
    # The same suggestion accepted again, with another importance or level, is still one.
    different = {
        (one.get("text"), one.get("suggestion", number)) for number, one in enumerate(facts)
    }
    count = len(different)
    return "a suggestion" if count == 1 else f"{count} suggestions"
