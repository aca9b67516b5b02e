"""What a profile still lacks: what keeps firms from finding it, and what would make it stronger."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from candidates.models import Candidate

SKILLS_NEEDED = 3
RECORD_ADVISED = 3
AT_A_TIME = 4
CONFIRMED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a reader of the profile looks for.

    Attributes:
        label: what to do, as the words of a link.
        noun: the same inside a sentence: "a headline".
        url: where it is done.
        is_done: whether it is there.
        is_needed: whether firms cannot find the profile without it.
    """

    label: str
    noun: str
    url: str
    is_done: bool
    is_needed: bool = False

    @property
    def blocks(self) -> str:
        """What it stands in the way of, in words; "" for nothing."""
        return "being found" if self.is_needed and not self.is_done else ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """The points in the order in which a reader meets them."""

    points: list[Point]

    @property
    def total(self) -> int:
        """How many things a reader looks for."""
        return len(self.points)

    @property
    def done(self) -> int:
        """How many of them are there."""
        return sum(point.is_done for point in self.points)

    @property
    def gaps(self) -> list[Point]:
        """What is open, what is needed first."""
        return sorted((p for p in self.points if not p.is_done), key=lambda p: not p.is_needed)

    @property
    def next_few(self) -> list[Point]:
        """The first of the gaps: a page that lists them all is a reproach, not a help."""
        return self.gaps[:AT_A_TIME]

    @property
    def missing(self) -> list[str]:
        """What keeps firms from finding the profile, as nouns."""
        return [point.noun for point in self.points if point.is_needed and not point.is_done]

    @property
    def is_ready(self) -> bool:
        """Whether firms can be let to find the profile."""
        return not self.missing

    @property
    def next(self) -> Point | None:
        """The one thing to do next."""
        return self.gaps[0] if self.gaps else None


def is_stale(candidate: Candidate, *, today: date) -> bool:
    """Whether the availability was last confirmed too long ago to be relied on."""
    confirmed = candidate.availability_confirmed_on
    return confirmed is None or today - confirmed > CONFIRMED_FOR


def of(candidate: Candidate, *, today: date) -> Completeness:
    """Read a profile as a consultant would; uses what is prefetched of skills, record, sectors."""
    skills = list(candidate.skills.all())
    record = list(candidate.record.all())
    told = [work for work in record if work.result and (work.situation or work.mandate)]
    basics, place = reverse("candidates:basics"), reverse("candidates:availability")
    held, outcomes = reverse("candidates:skills"), reverse("candidates:add_assignment")
    weighed = sum(bool(skill.level and skill.last_used) for skill in skills)
    scope = candidate.profit_and_loss or candidate.team_size
    return Completeness(
        [
            Point("Write a headline", "a headline", basics, bool(candidate.headline), True),
            Point(
                "Say how senior you are", "your seniority", basics, bool(candidate.seniority), True
            ),
            Point("Name your sectors", "a sector", basics, bool(candidate.sectors.all()), True),
            Point(
                f"Name at least {SKILLS_NEEDED} skills",
                f"at least {SKILLS_NEEDED} skills",
                held,
                len(skills) >= SKILLS_NEEDED,
                True,
            ),
            Point(
                "Tell one assignment",
                "a past assignment with its result",
                outcomes,
                any(w.result for w in record),
                True,
            ),
            Point(
                "Say from when you are free",
                "the day from which you are free",
                place,
                bool(candidate.available_from),
                True,
            ),
            Point(
                "Say where you would work",
                "a region, or that you would work remotely",
                place,
                bool(candidate.regions or candidate.is_remote_ok),
                True,
            ),
            Point(
                "Name the languages you work in",
                "a language",
                place,
                bool(candidate.languages),
                True,
            ),
            Point(
                "Say where you may work",
                "where you may work",
                place,
                bool(candidate.right_to_work),
                True,
            ),
            Point("Sum yourself up in a few lines", "a summary", basics, bool(candidate.summary)),
            Point("Say what you have answered for", "your scope", basics, bool(scope)),
            Point(
                "Give every skill a level and a last year",
                "levels",
                held,
                bool(skills) and weighed == len(skills),
            ),
            Point(
                f"Tell {RECORD_ADVISED} assignments from situation to result",
                "more outcomes",
                outcomes,
                len(told) >= RECORD_ADVISED,
            ),
            Point(
                "Confirm that your availability is still right",
                "a fresh availability",
                place,
                bool(candidate.available_from) and not is_stale(candidate, today=today),
            ),
        ]
    )
