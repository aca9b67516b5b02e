"""Search for interims whom the ranking may not have kept, without their names."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Value
from django.urls import reverse

from candidates.models import Candidate, CandidateSkill
from engagements.models import Brief
from interimhub.lib.pages import ListQuery
from interimhub.lib.search import TextPart, marked, terms
from providers.models import Firm
from ranking.blind import NO_HEADLINE, facts_of, reader_of
from ranking.models import FitResult, ProfileWords, ProfileWordsQuerySet
from skills.models import Concept
from skills.named import skills_named
from skills.search import search as search_names

MOST = 20
MOST_SKILLS = 4
MOST_SIMILAR = 5
_SPARE = 10  # rows read beyond a page, in place of those that have just changed

Labels = dict[int, str]  # of skills, by primary key


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A skill by which somebody was found.

    Attributes:
        label: its main name.
        other_name: another name that holds a word which the main name does not; or empty.
    """

    label: list[TextPart]
    other_name: list[TextPart]


@dataclass(frozen=True, slots=True)
class InterimHit:
    """One interim who is open to the firm.

    Attributes:
        mark: the seed of their image, different for each firm.
        headline: without names.
        title: the headline in parts, with what was found.
        skills: the first of those that hold a word, best known first.
        more_skills: how many more there are.
        facts: seniority and availability, in words.
        url: the page of the reasons, as a match if they are ranked.
        position: the place in the current ranking, if it kept them.
    """

    mark: UUID
    headline: str
    title: list[TextPart]
    skills: list[FoundSkill]
    more_skills: int
    facts: list[str]
    url: str
    position: int | None


@dataclass(frozen=True, slots=True)
class WordAlone:
    """One of several words that together find nobody, and whether it alone finds somebody."""

    text: str
    is_found: bool
    url: str


@dataclass(frozen=True, slots=True)
class OtherSearch:
    """A skill of a similar name or meaning that somebody has."""

    label: str
    url: str


class Finder:
    """What one firm finds for a brief: by names of skills and words of headlines, never by names.

    Attributes:
        words: what was typed.
    """

    def __init__(self, brief: Brief, firm: Firm, words: str) -> None:
        self.words = words
        self._brief, self._firm = brief, firm
        self._terms = terms(words)
        self._named = skills_named(self._terms) if self._terms else []
        self._searched = list(zip(self._terms, self._named, strict=True))

    @property
    def hits(self) -> list[InterimHit]:
        """At most twenty interims who are open to the firm, those who confirmed last first."""
        return self._hits[:MOST]

    @property
    def is_more(self) -> bool:
        """Whether more were found than are shown."""
        return len(self._hits) > MOST

    @cached_property
    def words_alone(self) -> list[WordAlone]:
        """Each of several words, by itself."""
        if len(self._terms) < 2:
            return []
        finding = _nonempty([self._reached.holding(*one) for one in self._searched])
        return [
            WordAlone(term.typed, number in finding, _query_of(term.typed))
            for number, term in enumerate(self._terms)
        ]

    @cached_property
    def similar(self) -> list[OtherSearch]:
        """Skills of a similar name or meaning that somebody open to the firm has.

        They are similar to the words that find nobody, or to all words if each finds somebody.
        """
        missing = " ".join(word.text for word in self.words_alone if not word.is_found)
        hits = search_names(missing or self.words, limit=MOST_SIMILAR) if self._terms else []
        finding = _nonempty([self._reached.with_skill(hit.concept) for hit in hits])
        return [
            OtherSearch(hit.concept.label, _query_of(hit.concept.label))
            for number, hit in enumerate(hits)
            if number in finding
        ]

    @cached_property
    def _reached(self) -> ProfileWordsQuerySet:
        return ProfileWords.objects.within_reach_of(self._firm)

    @cached_property
    def _hits(self) -> list[InterimHit]:
        if not self._terms:
            return []
        rows = self._reached
        for term, named in self._searched:
            rows = rows.holding(term, named)
        keys = list(rows.confirmed_last_first().values_list("pk", flat=True)[: MOST + _SPARE])
        people = Candidate.objects.open_to(self._firm).for_blind_reading().in_bulk(keys)
        skills = self._skills_of(keys)
        kept: list[tuple[Candidate, str]] = []
        for person in (people[key] for key in keys if key in people):
            if len(kept) > MOST:
                break
            headline = reader_of(person)(person.headline)
            # The rows follow the profiles within seconds; who is shown holds the words now.
            if self._is_held(headline, skills[person.pk]):
                kept.append((person, headline))
        ranked = FitResult.objects.current(self._brief).of_people([person for person, _ in kept])
        return [
            self._hit(person, headline, skills[person.pk], ranked.get(person.pk))
            for person, headline in kept
        ]

    def _skills_of(self, keys: list[int]) -> dict[int, Labels]:
        """Return the skills of these interims that hold a word, the best known first."""
        held = [
            (person, skill, level or 0)
            for person, skill, level in CandidateSkill.objects.levels_of(keys)
            if any(skill in named for named in self._named)
        ]
        # Asked for by key: joined to all skills of some people, it can begin with the concepts.
        labels = Concept.objects.labels_of({skill for _, skill, _ in held})
        found: dict[int, Labels] = defaultdict(dict)
        for person, skill, _ in sorted(held, key=lambda one: (-one[2], labels[one[1]].lower())):
            found[person][skill] = labels[skill]
        return found

    def _is_held(self, headline: str, skills: Labels) -> bool:
        return all(
            term.is_in(headline) or any(skill in named for skill in skills)
            for term, named in self._searched
        )

    def _hit(
        self, person: Candidate, headline: str, skills: Labels, ranked: FitResult | None
    ) -> InterimHit:
        own_id = self._firm.own_id
        shown = list(skills.items())[:MOST_SKILLS]
        return InterimHit(
            mark=own_id(person.ref),
            headline=headline or NO_HEADLINE,
            title=marked(headline, self._terms) or [TextPart(NO_HEADLINE, is_hit=False)],
            skills=[self._found_skill(skill, label) for skill, label in shown],
            more_skills=len(skills) - len(shown),
            facts=facts_of(person, self._brief, {}),
            url=reverse("sourcing:match", args=[self._brief.ref, own_id(ranked.ref)])
            if ranked
            else reverse("sourcing:found", args=[self._brief.ref, own_id(person.ref)]),
            position=ranked.position if ranked else None,
        )

    def _found_skill(self, skill: int, label: str) -> FoundSkill:
        names = {named[skill] for named in self._named if skill in named} - {label}
        other = marked(min(names), self._terms) if names else []
        return FoundSkill(marked(label, self._terms), other)


def _nonempty(searches: list[ProfileWordsQuerySet]) -> set[int]:
    """Return which of these searches find somebody, by number, in one query."""
    firsts = [
        rows.confirmed_last_first().values_list(Value(number), flat=True)[:1]
        for number, rows in enumerate(searches)
    ]
    return set(firsts[0].union(*firsts[1:], all=True)) if firsts else set()


def _query_of(words: str) -> str:
    return ListQuery(words=f'"{words}"' if " " in words else words).query_string
