"""From a pasted text to what it speaks of, each with the words that it came from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from matching.linking import Window, alike_any, windows
from skills import encoder
from skills.linking import criteria, own_title
from skills.linking.linker import OWN, PHRASE, SPELT_PHRASE, Linker
from skills.models import Concept
from skills.scales import Seniority
from skills.words import key_of

MOST_CHARACTERS = 20_000
MOST_ENCODED = 1_500
LONGEST_NAME = 7
"""Words of a name that are looked up letter by letter."""
SHORTEST_PHRASE = 8
"""Letters of words that may mean something without being a name."""
SKILLS, SITUATIONS, CRITERIA = 12, 5, 6
CERTAIN_CHANGE = 0.8

SURE_OWN, SURE_FOREIGN, SURE_SITUATION = 0.61, 0.68, 0.55
"""What a phrase must score to be named: more than alone, since a text has hundreds of them."""

SITUATION = (Concept.Kind.SITUATION.value,)
KINDS_OF_SKILL = tuple(kind.value for kind in Concept.SKILLS)

# A line that goes on in small letters was broken to fit a page.
WRAP = re.compile(r"\r?\n(?=[a-z0-9])")
SENTENCE = re.compile(r"[^\n.!?;]+(?:[.!?;](?!\s|$)[^\n.!?;]*)*[.!?;]*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that a text seems to say.

    Attributes:
        code: of the concept, of a title its family's; empty for a criterion.
        label: the concept's, the seniority's, or the criterion in plain words.
        score: at most 1, best first.
        is_certain: whether four in five of such were right.
        quote: the words it came from: `text[start:end]` of the text as given.
        value: of a title, its seniority (1 to 7).
        baseline, target: of a criterion, in the text's own words.
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
    """What a text seems to say, best first; nothing twice.

    Attributes:
        seniority: at most one: of whom the text is about.
        is_cut: whether the text was too long to be read to its end.
        has_meaning: whether meaning counted, or spelling alone.
    """

    skills: tuple[Suggestion, ...] = ()
    situations: tuple[Suggestion, ...] = ()
    seniority: tuple[Suggestion, ...] = ()
    criteria: tuple[Suggestion, ...] = ()
    is_cut: bool = False
    has_meaning: bool = False


def suggest_from(
    linker: Linker,
    text: str,
    *,
    skills: int = SKILLS,
    situations: int = SITUATIONS,
    criteria_: int = CRITERIA,
) -> Suggestions:
    """Return what a text seems to say of skills, situations, seniority and criteria.

    Args:
        skills, situations, criteria_: how many of each at most.
    """
    read = WRAP.sub(lambda wrap: " " * len(wrap[0]), text[:MOST_CHARACTERS])
    found, has_all = _concepts(linker, read)
    return Suggestions(
        skills=_quoting(text, _apart(found, linker, KINDS_OF_SKILL), skills),
        situations=_quoting(text, _apart(found, linker, SITUATION), situations),
        seniority=_quoting(text, _seniority(read), 1),
        criteria=_quoting(text, _criteria(read), criteria_),
        is_cut=len(text) > MOST_CHARACTERS or not has_all,
        has_meaning=linker.has_encoder,
    )


def _quoting(text: str, found: Iterable[Suggestion], most: int) -> tuple[Suggestion, ...]:
    """Return the first of them with the words as they stand in the text, line breaks and all."""
    some = islice(found, most)
    return tuple(replace(one, quote=text[one.start : one.end]) for one in some)


@dataclass(frozen=True, slots=True)
class _Find:
    """A concept, by number, and the words that speak of it."""

    concept: int
    score: float
    window: Window


def _concepts(linker: Linker, text: str) -> tuple[list[_Find], bool]:
    """Return what the text names, and what it means; and whether all of it was read for that."""
    named = list(_named(linker, text, LONGEST_NAME))
    unique: dict[str, Window] = {}
    for window in windows(text, 4, most=MOST_CHARACTERS):
        if " " in window.text and len(window.text) >= SHORTEST_PHRASE:
            unique.setdefault(key_of(window.text), window)
    unique.pop("", None)
    keys = list(unique)[:MOST_ENCODED]
    meant: list[_Find] = []
    if keys:
        vectors = None
        if linker.has_encoder:
            vectors = encoder.encode([unique[key].text.lower() for key in keys])
        measure = PHRASE if linker.has_encoder else SPELT_PHRASE
        found = alike_any(linker.names, measure.shares, keys, vectors)
        extra = measure.certain - PHRASE.certain
        for concept, code in enumerate(linker.vocabulary.codes):
            bar = _sure(code, linker.vocabulary.kinds[concept]) + extra
            score = min(float(found.score[concept] + linker.favour[concept]), 0.99)
            if score >= bar:
                meant.append(_Find(concept, score, unique[keys[found.window[concept]]]))
    return [*named, *meant], len(unique) <= MOST_ENCODED


def _sure(code: str, kind: str) -> float:
    """Return what a phrase must score to name this concept."""
    if kind in SITUATION:
        return SURE_SITUATION
    return SURE_OWN if code.startswith(OWN) else SURE_FOREIGN


def _named(linker: Linker, text: str, longest: int) -> Iterator[_Find]:
    """Give the names that stand in the text letter by letter, but none inside a longer one."""
    found: list[tuple[Window, tuple[int, ...]]] = []
    for window in windows(text, longest, most=MOST_CHARACTERS):
        bearing = linker.vocabulary.by_key.get(key_of(window.text), ())
        if bearing and _is_telling(linker, window, bearing):
            found.append((window, bearing))
    reach = -1
    for window, bearing in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if window.end > reach:
            reach = window.end
            for concept in bearing:
                yield _Find(concept, 1.0, window)


def _is_telling(linker: Linker, window: Window, bearing: tuple[int, ...]) -> bool:
    """Whether these words say more than that somebody used a common word.

    An abbreviation has to be written as one; a single word has to be one of our own names.
    """
    if " " in window.text:
        return True
    if len(window.text) <= 5:
        return len(window.text) > 1 and not window.text.islower() and not window.text.istitle()
    return any(linker.vocabulary.codes[at].startswith(OWN) for at in bearing)


def _apart(found: list[_Find], linker: Linker, kinds: tuple[str, ...]) -> Iterator[Suggestion]:
    """Give the best of each concept, and of concepts that share their words the best alone."""
    taken: list[Window] = []
    seen: set[int] = set()
    of_kind = [find for find in found if linker.vocabulary.kinds[find.concept] in kinds]
    order = linker.vocabulary.codes
    for find in sorted(
        of_kind,
        key=lambda find: (-find.score, find.window.start, -find.window.end, order[find.concept]),
    ):
        at = find.window
        overlaps = any(at.start < other.end and other.start < at.end for other in taken)
        if find.concept in seen or overlaps:
            continue
        taken.append(at)
        seen.add(find.concept)
        yield Suggestion(
            code=order[find.concept],
            label=linker.vocabulary.labels[find.concept],
            score=find.score,
            is_certain=find.score >= PHRASE.certain,
            quote=at.text,
            start=at.start,
            end=at.end,
        )


def _seniority(text: str) -> Iterator[Suggestion]:
    """Give the seniority of whom the text is about, by the title it gives them."""
    found = own_title.find_own(text)
    if found is not None:
        yield Suggestion(
            code=found.title.role or "",
            label=str(Seniority(found.title.level).label),
            score=1.0 if found.is_own else CERTAIN_CHANGE,
            is_certain=found.is_own,
            quote=found.window.text,
            start=found.window.start,
            end=found.window.end,
            value=found.title.level,
        )


def _criteria(text: str) -> Iterable[Suggestion]:
    found: dict[str, Suggestion] = {}
    for sentence in SENTENCE.finditer(text):
        for one in criteria.read_measured(sentence[0]):
            words = sentence[0][one.start : one.end]
            start = sentence.start() + one.start + len(words) - len(words.lstrip())
            quote = words.strip()
            label = criteria.shown(quote)
            suggestion = Suggestion(
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
