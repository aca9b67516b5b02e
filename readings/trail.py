"""How the trail counts the suggestions that somebody has answered."""

from collections.abc import Sequence

from accounts.models.facts import StoredFacts


def suggestions_accepted(facts: Sequence[StoredFacts], source: str) -> str:
    """Say how many suggestions were accepted; `source` says where they came from."""
    return f"accepted {_counted(facts)} {source}"


def suggestions_undone(facts: Sequence[StoredFacts], source: str) -> str:
    """Say how many accepted suggestions were taken back."""
    return f"took back {_counted(facts)} {source}"


def _counted(facts: Sequence[StoredFacts]) -> str:
    # The same suggestion accepted again, with another importance or level, is still one.
    different = {
        (one.get("text"), one.get("suggestion", number)) for number, one in enumerate(facts)
    }
    count = len(different)
    return "a suggestion" if count == 1 else f"{count} suggestions"
