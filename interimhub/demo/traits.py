"""What is drawn for everybody alike: homes, availability, visibility, and levels of skills."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from interimhub.demo.plans import PlannedAssignment, PlannedSkill, VisibilityPlan
from interimhub.demo.vocabulary import DemoVocabulary, occupations

# Home, share of people, other regions, languages, right to work.
HOMES = (
    ("uk-london", 16, ("uk-midlands", "ie", "benelux"), ("en",), ("uk",)),
    ("uk-midlands", 13, ("uk-london", "uk-scotland"), ("en",), ("uk",)),
    ("uk-scotland", 6, ("uk-midlands", "ie"), ("en",), ("uk",)),
    ("ie", 6, ("uk-london", "uk-scotland", "benelux"), ("en",), ("eu", "uk")),
    ("de-south", 8, ("de-west", "at", "ch"), ("de", "en"), ("eu",)),
    ("de-west", 8, ("de-north", "de-south", "benelux"), ("de", "en"), ("eu",)),
    ("de-north", 5, ("de-west", "nordics"), ("de", "en"), ("eu",)),
    ("at", 3, ("de-south", "ch", "cee"), ("de", "en"), ("eu",)),
    ("ch", 5, ("de-south", "at", "fr"), ("de", "fr", "en"), ("ch", "eu")),
    ("fr", 7, ("benelux", "ch", "iberia"), ("fr", "en"), ("eu",)),
    ("benelux", 7, ("de-west", "fr", "uk-london"), ("nl", "en", "fr"), ("eu",)),
    ("nordics", 6, ("de-north", "uk-london", "benelux"), ("sv", "en"), ("eu",)),
    ("iberia", 4, ("fr", "uk-london", "it"), ("es", "en"), ("eu",)),
    ("it", 4, ("ch", "fr", "at"), ("it", "en"), ("eu",)),
    ("cee", 5, ("at", "de-south", "de-north"), ("pl", "en"), ("eu",)),
    ("us-east", 3, ("uk-london", "us-west"), ("en",), ("us",)),
)
MORE_LANGUAGES = ("fr", "de", "es", "nl", "it", "pt", "pl", "sv", "da", "tr", "ar", "zh", "hu")
COUNTRIES = (
    *("United Kingdom", "Ireland", "Germany", "France", "the Netherlands", "Belgium", "Sweden"),
    *("Denmark", "Spain", "Italy", "Poland", "Switzerland", "Austria", "Czechia", "Portugal"),
    *("United States", "Turkey", "India", "China", "Romania", "Hungary", "Norway", "Mexico"),
)


def address(name: str) -> str:
    """Return the name as the beginning of an e-mail address."""
    plain = str.maketrans("áéíóúüöäøåñçśłźğıőűÁÉøæřáý", "aeiouuoaoancslzgiouAEoaray")
    return "".join(c for c in name.lower().translate(plain) if c.isascii() and c.isalpha())


def free_from(rng: Random, latest: PlannedAssignment, today: date) -> date | None:
    """Draw from when somebody is free; None if they have not said so."""
    if rng.random() < 0.04:
        return None
    if latest.ended_on is None:
        return today + timedelta(days=rng.randint(21, 190))
    return max(latest.ended_on, today - timedelta(days=90)) + timedelta(
        days=rng.choice((0, 7, 14, 14, 28, 45, 90))
    )


def board(rng: Random, seniority: int) -> str:
    """Draw how near to the board somebody has worked."""
    if seniority >= 6:
        return rng.choice(("attends", "attends", "member"))
    return rng.choice(("reports", "attends")) if seniority == 5 else rng.choice(("none", "reports"))


def languages(rng: Random, spoken: tuple[str, ...]) -> tuple[str, ...]:
    """Draw the languages of somebody who speaks those of their home."""
    extra = rng.sample(MORE_LANGUAGES, rng.choice((0, 0, 1, 1, 2)))
    return tuple(dict.fromkeys((*spoken, *extra)))


def voice(rng: Random) -> VisibilityPlan:
    """Draw visibility: most are open to specialists only; some trust a firm, some block one."""
    generalists = ("northmoor", "fairlead")
    rpos = ("rapidline", "concord")
    specialists = ("larkspur", "wardlight", "tallis")
    trusted = [key for key in (*specialists, *generalists) if rng.random() < 0.035]
    blocked = [key for key in rpos if rng.random() < 0.06]
    blocked += [key for key in generalists if key not in trusted and rng.random() < 0.02]
    return VisibilityPlan(
        specialists=rng.random() < 0.95,
        generalists=rng.random() < 0.27,
        rpos=rng.random() < 0.11,
        trusted=tuple(trusted),
        blocked=tuple(blocked),
    )


def planned(
    words: DemoVocabulary, rng: Random, levels: Mapping[str, tuple[int, int]]
) -> Iterator[PlannedSkill]:
    """Yield the skills at their levels, last used in these years; some facts are left unknown.

    Args:
        levels: code of the concept → level and year.
    """
    for code, (level, year) in levels.items():
        yield PlannedSkill(
            concept=words.by_id(code),
            level=None if rng.random() < 0.06 else level,
            years=None if rng.random() < 0.1 else min(25, level * rng.randint(2, 4)),
            last_used=None if rng.random() < 0.07 else year,
        )


def listed(rng: Random, names: Sequence[str], latest: int) -> Iterator[tuple[str, int, int]]:
    """Yield some skills that ESCO lists for one of these occupations: code, level, last used."""
    essential, optional = occupations()[rng.choice(names)]
    for code in rng.sample(essential, min(len(essential), rng.randint(3, 5))):
        yield code, rng.choice((3, 3, 4)), latest - rng.choice((0, 0, 1, 2))
    for code in rng.sample(optional, min(len(optional), rng.randint(0, 2))):
        yield code, rng.choice((2, 3)), latest - rng.choice((0, 2, 5))
