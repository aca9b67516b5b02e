"""What is missing in a profile: what firms need to find it, and what would help."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from candidates.models import Candidate

SKILLS_NEEDED = 3
RECORD_ADVISED = 3
GAPS_SHOWN = 4
CONFIRMED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a profile should have.

    Attributes:
        label: what to do, as the text of a link.
        noun: the missing part, for use in a sentence: "a headline".
        url: the page where it is added.
        is_done: whether the profile has it.
        is_needed: whether firms can find the profile only with it.
    """

    label: str
    noun: str
    url: str
    is_done: bool
    is_needed: bool = False

    @property
    def blocks(self) -> str:
        """What it is needed for, as a sentence, while it is missing; otherwise ""."""
        return "Needed before firms can find you" if self.is_needed and not self.is_done else ""


@dataclass(frozen=True, slots=True)
class ProfileCompleteness:
    """All points, in the order of the profile page."""

    points: list[Point]

    @property
    def total(self) -> int:
        """The number of points."""
        return len(self.points)

    @property
    def done(self) -> int:
        """The number of points that are done."""
        return sum(point.is_done for point in self.points)

    @property
    def gaps(self) -> list[Point]:
        """The points that are not done, needed ones first."""
        return sorted((p for p in self.points if not p.is_done), key=lambda p: not p.is_needed)

    @property
    def next_few(self) -> list[Point]:
        """The first few gaps, since a long list would discourage people."""
        return self.gaps[:GAPS_SHOWN]

    @property
    def missing(self) -> list[str]:
        """The nouns of the needed points that are not done."""
        return [point.noun for point in self.points if point.is_needed and not point.is_done]

    @property
    def is_ready(self) -> bool:
        """Whether every needed point is done."""
        return not self.missing

    @property
    def next(self) -> Point | None:
        """The one thing to do next."""
        return self.gaps[0] if self.gaps else None


def is_stale(candidate: Candidate, *, today: date) -> bool:
    """Return whether the availability was confirmed more than `CONFIRMED_FOR` ago, or never."""
    confirmed = candidate.availability_confirmed_on
    return confirmed is None or today - confirmed > CONFIRMED_FOR


def of(candidate: Candidate, *, today: date) -> ProfileCompleteness:
    """Return the completeness of a profile. Uses prefetched `skills`, `record` and `sectors`."""
    skills = list(candidate.skills.all())
    record = list(candidate.record.all())
    outcomes = [work for work in record if work.result and (work.situation or work.mandate)]
    basics_url = reverse("candidates:basics")
    skills_url = reverse("candidates:skills")
    record_url = reverse("candidates:add_assignment")
    availability_url = reverse("candidates:availability")
    rated = sum(bool(skill.level and skill.last_used) for skill in skills)
    scope = candidate.profit_and_loss or candidate.team_size
    return ProfileCompleteness(
        [
            Point("Write a headline", "a headline", basics_url, bool(candidate.headline), True),
            Point(
                "Say how senior you are",
                "your seniority",
                basics_url,
                bool(candidate.seniority),
                True,
            ),
            Point("Name your sectors", "a sector", basics_url, bool(candidate.sectors.all()), True),
            Point(
                f"Name at least {SKILLS_NEEDED} skills",
                f"at least {SKILLS_NEEDED} skills",
                skills_url,
                len(skills) >= SKILLS_NEEDED,
                True,
            ),
            Point(
                "Add one assignment",
                "a past assignment with its result",
                record_url,
                any(w.result for w in record),
                True,
            ),
            Point(
                "Say from when you are available",
                "the day from which you are available",
                availability_url,
                bool(candidate.available_from),
                True,
            ),
            Point(
                "Say where you would work",
                "a region, or that you would work remotely",
                availability_url,
                bool(candidate.regions or candidate.is_remote_ok),
                True,
            ),
            Point(
                "Name the languages you work in",
                "a language",
                availability_url,
                bool(candidate.languages),
                True,
            ),
            Point(
                "Say where you may work",
                "where you may work",
                availability_url,
                bool(candidate.right_to_work),
                True,
            ),
            Point(
                "Summarise yourself in a few lines",
                "a summary",
                basics_url,
                bool(candidate.summary),
            ),
            Point("Say what you have been responsible for", "your scope", basics_url, bool(scope)),
            Point(
                "Give every skill a level and a last year",
                "levels",
                skills_url,
                bool(skills) and rated == len(skills),
            ),
            Point(
                f"Describe {RECORD_ADVISED} assignments from situation to result",
                "more outcomes",
                record_url,
                len(outcomes) >= RECORD_ADVISED,
            ),
            Point(
                "Confirm that your availability is still right",
                "a confirmed availability",
                availability_url,
                bool(candidate.available_from) and not is_stale(candidate, today=today),
            ),
        ]
    )
