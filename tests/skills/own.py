"""Our own part of the vocabulary with its index, small enough to be built once per test run."""

from functools import cache

from skills import multilingual
from skills.linking import index
from skills.linking.linker import Linker
from skills.linking.names import Name, Vocabulary, from_files


@cache
def own_vocabulary() -> Vocabulary:
    return Vocabulary.from_names(name for name in from_files().names if name.code.startswith("ih:"))


@cache
def own_linker() -> Linker:
    """Link to our own terms by meaning; the processes of a run share the index."""
    index.build(own_vocabulary())
    return Linker(
        own_vocabulary(),
        index.open_index(own_vocabulary()),
        index.open_index(own_vocabulary(), multilingual),
    )


@cache
def english_linker() -> Linker:
    """Link to our own terms where the multilingual encoder is missing."""
    index.build(own_vocabulary())
    return Linker(own_vocabulary(), index.open_index(own_vocabulary()))


@cache
def spelling_linker() -> Linker:
    """Link to our own terms where nothing can be encoded."""
    return Linker(own_vocabulary())


def names(*rows: tuple[str, str]) -> Vocabulary:
    """Make a vocabulary of (code, name) rows; a code's first name is its own."""
    seen: set[str] = set()
    made = []
    for code, text in rows:
        made.append(Name(code, text, "skill", is_own=code not in seen))
        seen.add(code)
    return Vocabulary.from_names(made)
