"""Extract suggestions from a text: skills, situations, seniority, criteria, each with its quote."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from matching.linking import Window, best_similarity, windows
from redaction.neutral import masked
from skills import encoder
from skills.linking import criteria, own_title
from skills.linking.linker import OWN, PHRASE, SPELT_PHRASE, Linker
from skills.models import Concept
from skills.scales import Seniority
from skills.words import key_of

MAX_CHARACTERS = 20_000
MAX_PHRASES = 1_500
MAX_NAME_WORDS = 7
"""Words of a phrase that is looked up as an exact name."""
MIN_PHRASE_LENGTH = 8
"""Characters of a phrase that may match a concept by meaning."""
SKILLS, SITUATIONS, CRITERIA = 12, 5, 6
CERTAIN_CHANGE = 0.8

MIN_OWN, MIN_ESCO, MIN_SITUATION = 0.61, 0.68, 0.55
"""Minimum score of a phrase. Higher than for a single phrase, since a text has hundreds."""

SITUATION = (Concept.Kind.SITUATION.value,)
KINDS_OF_SKILL = tuple(kind.value for kind in Concept.SKILLS)

# A line that continues in lower case was wrapped to fit a page.
WRAP = re.compile(r"\r?\n(?=[a-z0-9])")
SENTENCE = re.compile(r"[^\n.!?;]+(?:[.!?;](?!\s|$)[^\n.!?;]*)*[.!?;]*")


@dataclass(frozen=True, slots=True)
class TextMatch:
    """One suggestion found in a text.

    Attributes:
        code: the code of the concept, or of the family of a job title; empty for a criterion.
        label: the label of the concept or seniority, or the text of the criterion.
        score: at most 1.
        is_certain: whether four in five suggestions like this are right.
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
    """

    skills: tuple[TextMatch, ...] = ()
    situations: tuple[TextMatch, ...] = ()
    seniority: tuple[TextMatch, ...] = ()
    criteria: tuple[TextMatch, ...] = ()
    is_cut: bool = False
    has_meaning: bool = False


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
    found, has_all = _concepts(linker, masked(read, names))
    return Suggestions(
        skills=_quoted(text, _without_overlaps(found, linker, KINDS_OF_SKILL), skills),
        situations=_quoted(text, _without_overlaps(found, linker, SITUATION), situations),
        seniority=_quoted(text, _seniority(read), 1),
        criteria=_quoted(text, _criteria(read), criteria_),
        is_cut=len(text) > MAX_CHARACTERS or not has_all,
        has_meaning=linker.has_encoder,
    )


def _quoted(text: str, found: Iterable[TextMatch], most: int) -> tuple[TextMatch, ...]:
    """Return the first `most` of them, quoted from the original text with its line breaks."""
    some = islice(found, most)
    return tuple(replace(one, quote=text[one.start : one.end]) for one in some)


@dataclass(frozen=True, slots=True)
class _Match:
    """A concept, by index, and the words that match it."""

    concept: int
    score: float
    window: Window


def _concepts(linker: Linker, text: str) -> tuple[list[_Match], bool]:
    """Return the concepts in a text, by name and by meaning, and whether all of it was read."""
    named = list(_named(linker, text, MAX_NAME_WORDS))
    unique: dict[str, Window] = {}
    for window in windows(text, 4, most=MAX_CHARACTERS):
        if " " in window.text and len(window.text) >= MIN_PHRASE_LENGTH:
            unique.setdefault(key_of(window.text), window)
    unique.pop("", None)
    keys = list(unique)[:MAX_PHRASES]
    meant: list[_Match] = []
    if keys:
        vectors = None
        if linker.has_encoder:
            vectors = encoder.encode([unique[key].text.lower() for key in keys])
        measure = PHRASE if linker.has_encoder else SPELT_PHRASE
        found = best_similarity(linker.names, measure.weights, keys, vectors)
        extra = measure.certain - PHRASE.certain
        for concept, code in enumerate(linker.vocabulary.codes):
            threshold = _min_score(code, linker.vocabulary.kinds[concept]) + extra
            score = min(float(found.score[concept] + linker.bonus[concept]), 0.99)
            if score >= threshold:
                meant.append(_Match(concept, score, unique[keys[found.window[concept]]]))
    return [*named, *meant], len(unique) <= MAX_PHRASES


def _min_score(code: str, kind: str) -> float:
    """Return the minimum score of a phrase for this concept."""
    if kind in SITUATION:
        return MIN_SITUATION
    return MIN_OWN if code.startswith(OWN) else MIN_ESCO


def _named(linker: Linker, text: str, longest: int) -> Iterator[_Match]:
    """Yield the exact names in the text, but none inside a longer one."""
    found: list[tuple[Window, tuple[int, ...]]] = []
    for window in windows(text, longest, most=MAX_CHARACTERS):
        concepts = linker.vocabulary.by_key.get(key_of(window.text), ())
        if concepts and _is_specific(linker, window, concepts):
            found.append((window, concepts))
    end = -1
    for window, concepts in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if window.end > end:
            end = window.end
            for concept in concepts:
                yield _Match(concept, 1.0, window)


def _is_specific(linker: Linker, window: Window, concepts: tuple[int, ...]) -> bool:
    """Whether a name in a text is more than a common word.

    An abbreviation must be written in capitals; a single word must be one of our own names.
    """
    if " " in window.text:
        return True
    if len(window.text) <= 5:
        return len(window.text) > 1 and not window.text.islower() and not window.text.istitle()
    return any(linker.vocabulary.codes[at].startswith(OWN) for at in concepts)


def _without_overlaps(
    found: list[_Match], linker: Linker, kinds: tuple[str, ...]
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
            is_certain=match.score >= PHRASE.certain,
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
