"""Extract suggestions from a text: skills, situations, seniority, criteria, each with its quote."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from interimhub.lib.languages import foreign_language_of
from matching.linking import Window
from redaction.neutral import masked
from skills.linking import criteria, own_title
from skills.linking.in_text import CERTAIN, SENTENCE, Match, concepts_in
from skills.linking.linker import Linker
from skills.models import Concept
from skills.scales import Seniority
from skills.words import key_of

MAX_CHARACTERS = 20_000
SKILLS, SITUATIONS, CRITERIA = 12, 5, 6
CERTAIN_CHANGE = 0.8

SITUATION = (Concept.Kind.SITUATION.value,)
KINDS_OF_SKILL = tuple(kind.value for kind in Concept.SKILLS)

# A line that continues in lower case was wrapped to fit a page.
WRAP = re.compile(r"\r?\n(?=[a-z0-9])")


@dataclass(frozen=True, slots=True)
class TextMatch:
    """One suggestion found in a text.

    Attributes:
        code: the code of the concept, or of the family of a job title; empty for a criterion.
        label: the label of the concept or seniority, or the text of the criterion.
        score: at most 1.
        is_certain: whether nine in ten suggestions like this are right.
        quote: the words it was found in, `text[start:end]`.
        value: for a job title, its seniority (1 to 7).
        baseline, target: for a criterion, in the words of the text.
    """

    label: str
    score: float
    is_certain: bool
    quote: str
    start: int
    end: int
    code: str = ""
    value: int | None = None
    baseline: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions found in a text, best first, without duplicates.

    Attributes:
        seniority: at most one, of the person the text is about.
        is_cut: whether the text was too long to be read completely.
        has_meaning: whether meaning was compared, or spelling alone.
        is_foreign_unread: whether it is in another language than English, and only English can be
            compared by meaning here.
    """

    skills: tuple[TextMatch, ...] = ()
    situations: tuple[TextMatch, ...] = ()
    seniority: tuple[TextMatch, ...] = ()
    criteria: tuple[TextMatch, ...] = ()
    is_cut: bool = False
    has_meaning: bool = False
    is_foreign_unread: bool = False


def suggest_from(
    linker: Linker,
    text: str,
    *,
    names: str = "",
    skills: int = SKILLS,
    situations: int = SITUATIONS,
    criteria_: int = CRITERIA,
) -> Suggestions:
    """Return the suggestions found in a text.

    Skills and situations do not depend on who the text is about: names, titles, pronouns, age,
    origin and family are not read for them.

    Args:
        names: the full name of the person who brought the text.
        skills, situations, criteria_: the maximum number of each.
    """
    read = WRAP.sub(lambda wrap: " " * len(wrap[0]), text[:MAX_CHARACTERS])
    found, has_all = concepts_in(linker, masked(read, names))
    return Suggestions(
        skills=_quoted(text, _without_overlaps(found, linker, KINDS_OF_SKILL), skills),
        situations=_quoted(text, _without_overlaps(found, linker, SITUATION), situations),
        seniority=_quoted(text, _seniority(read), 1),
        criteria=_quoted(text, _criteria(read), criteria_),
        is_cut=len(text) > MAX_CHARACTERS or not has_all,
        has_meaning=linker.has_encoder or linker.has_languages,
        is_foreign_unread=not linker.has_languages and bool(foreign_language_of(read)),
    )


def _quoted(text: str, found: Iterable[TextMatch], most: int) -> tuple[TextMatch, ...]:
    """Return the first `most` of them, quoted from the original text with its line breaks."""
    some = islice(found, most)
    return tuple(replace(one, quote=text[one.start : one.end]) for one in some)


def _without_overlaps(
    found: list[Match], linker: Linker, kinds: tuple[str, ...]
) -> Iterator[TextMatch]:
    """Yield the best match of each concept; of matches that overlap only the best."""
    taken: list[Window] = []
    seen: set[int] = set()
    of_kind = [match for match in found if linker.vocabulary.kinds[match.concept] in kinds]
    order = linker.vocabulary.codes
    for match in sorted(
        of_kind,
        key=lambda match: (
            -match.score,
            match.window.start,
            -match.window.end,
            order[match.concept],
        ),
    ):
        at = match.window
        overlaps = any(at.start < other.end and other.start < at.end for other in taken)
        if match.concept in seen or overlaps:
            continue
        taken.append(at)
        seen.add(match.concept)
        yield TextMatch(
            code=order[match.concept],
            label=linker.vocabulary.labels[match.concept],
            score=match.score,
            is_certain=match.score >= CERTAIN,
            quote=at.text,
            start=at.start,
            end=at.end,
        )


def _seniority(text: str) -> Iterator[TextMatch]:
    """Yield the seniority of the person the text is about, read from their title."""
    found = own_title.find_own(text)
    if found is not None:
        yield TextMatch(
            code=found.title.role or "",
            label=str(Seniority(found.title.level).label),
            score=1.0 if found.is_own else CERTAIN_CHANGE,
            is_certain=found.is_own,
            quote=found.window.text,
            start=found.window.start,
            end=found.window.end,
            value=found.title.level,
        )


def _criteria(text: str) -> Iterable[TextMatch]:
    found: dict[str, TextMatch] = {}
    for sentence in SENTENCE.finditer(text):
        for one in criteria.find_criteria(sentence[0]):
            words = sentence[0][one.start : one.end]
            start = sentence.start() + one.start + len(words) - len(words.lstrip())
            quote = words.strip()
            label = criteria.as_criterion(quote)
            suggestion = TextMatch(
                label=label,
                score=min(one.score, 1.0),
                is_certain=one.score >= CERTAIN_CHANGE,
                quote=quote,
                start=start,
                end=start + len(quote),
                baseline=one.baseline,
                target=one.target,
            )
            if label:
                found.setdefault(key_of(label), suggestion)
    return sorted(found.values(), key=lambda one: (-one.score, one.start))
