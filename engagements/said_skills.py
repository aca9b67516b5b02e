"""Skills that somebody says are needed, in a playback or in the comments on it."""

import re
from collections.abc import Collection

from skills.models import Concept, Label
from skills.words import key_of

MAX_WORDS = 6
MAX_PHRASES = 600
SENTENCE = re.compile(r"[^.!?;\n]+")
WORD = re.compile(r"\w+")
# English, German, French, Dutch.
_NEEDED = """
    must need needs needed require requires required essential indispensable add
    muss müssen brauchen braucht benötigen benötigt nötig notwendig erforderlich zwingend unbedingt
    unverzichtbar voraussetzung
    doit doivent faut nécessaire nécessaires exige exigé exigée requis requise requiert obligatoire
    obligatoires besoin
    moet moeten nodig vereist noodzakelijk verplicht onmisbaar
"""
_NOT = "no not never nicht kein keine keinen keiner pas aucun aucune niet geen"
NEEDED, NOT = frozenset(_NEEDED.split()), frozenset(_NOT.split())


def said_musts(texts: Collection[str], *, known: Collection[str]) -> list[Concept]:
    """Return the skills that are said to be needed, in one of four languages, as they are said.

    A sentence counts that has a word such as "must" with no "not" beside it. Only names of the
    vocabulary are found, the longest first. Needs no query if no text says that something is
    needed, else one.

    Args:
        known: codes of skills to leave out.
    """
    phrases: dict[str, int] = {}
    for text in texts:
        for sentence in SENTENCE.findall(text):
            if _is_needed(sentence):
                _collect(sentence, phrases)
    if not phrases:
        return []
    rows = Label.objects.filter(key__in=phrases, concept__in=Concept.objects.skills())
    named = rows.select_related("concept").order_by("-is_meant", "-is_preferred", "concept__code")
    found: dict[str, Concept] = {}
    for row in named:
        found.setdefault(row.key, row.concept)
    kept = [key for key in found if not any(_is_within(key, other) for other in found)]
    concepts = {found[key].code: found[key] for key in sorted(kept, key=lambda key: phrases[key])}
    return [concept for code, concept in concepts.items() if code not in known]


def _is_needed(sentence: str) -> bool:
    """Whether a word such as "must" is in it, with no "not" next to it or one word away."""
    words = [word.casefold() for word in WORD.findall(sentence)]
    return any(
        word in NEEDED and NOT.isdisjoint(words[max(place - 2, 0) : place + 3])
        for place, word in enumerate(words)
    )


def _collect(sentence: str, phrases: dict[str, int]) -> None:
    words = key_of(sentence).split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + MAX_WORDS, len(words)) + 1):
            if len(phrases) < MAX_PHRASES:
                phrases.setdefault(" ".join(words[start:end]), len(phrases))


def _is_within(key: str, other: str) -> bool:
    return key != other and f" {key} " in f" {other} "
