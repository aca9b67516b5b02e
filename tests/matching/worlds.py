"""Small worlds of people and briefs in plain Python, and their conversion to arrays."""

from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from matching import (
    STATED,
    TOLD,
    Importance,
    Need,
    Pool,
    Postings,
    Record,
    build_need,
    build_pool,
    build_record,
    postings,
    scores,
)

THIS_YEAR = 2026
SKILLS = 8
COLUMNS = 4
LENGTH = 3
TAUS = (0.8, 0.45, 0.40, 0.25, 0.10)


FAMILIES = 3
PROFESSIONS = 2


@dataclass(frozen=True)
class Work:
    """A past assignment: vectors of its whole text, its sentences and its title, or none.

    The title has a family (-1 if unknown), a level (0) and a protected profession (0).
    """

    text: tuple[int, ...] | None = None
    sentences: tuple[tuple[int, ...], ...] = ()
    title: tuple[int, ...] | None = None
    family: int = -1
    level: int = 0
    profession: int = 0

    @property
    def has_title(self) -> bool:
        """Whether there is a title."""
        return self.title is not None or self.family >= 0 or bool(self.level or self.profession)


@dataclass
class Person:
    """An interim. Skills are (skill, level or 0, year or 0), past ones (column, year or 0).

    `told` are situations that only the words of an assignment tell.
    """

    ref: bytes = b"a"
    skills: list[tuple[int, int, int]] = field(default_factory=list)
    situations: list[tuple[int, int]] = field(default_factory=list)
    told: list[tuple[int, int]] = field(default_factory=list)
    sectors: list[tuple[int, int]] = field(default_factory=list)
    outcomes: list[tuple[int, ...]] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    seniority: int = 0
    available_from: int = 0
    is_remote: bool = False
    languages: list[int] = field(default_factory=list)
    regions: list[int] = field(default_factory=list)
    right_to_work: list[int] = field(default_factory=list)
    registrations: list[int] = field(default_factory=list)


@dataclass
class Wanted:
    """A brief; the fields are those of `build_need`, tau as (needed, held) → weight."""

    requirements: list[tuple[int, Importance, int]] = field(default_factory=list)
    tau: dict[tuple[int, int], float] = field(default_factory=dict)
    situations: list[int] = field(default_factory=list)
    sectors: list[int] = field(default_factory=list)
    criteria: list[tuple[int, ...]] = field(default_factory=list)
    seniority: int = 0
    start_day: int = 0
    languages: list[int] = field(default_factory=list)
    regions: list[int] = field(default_factory=list)
    is_remote_ok: bool = False
    right_to_work: list[int] = field(default_factory=list)
    registrations: list[int] = field(default_factory=list)
    conflicts: list[int] = field(default_factory=list)
    near: dict[tuple[int, int], float] = field(default_factory=dict)
    whole: tuple[int, ...] | None = None
    sentences: list[tuple[int, ...]] = field(default_factory=list)
    are_skills_told: bool = False
    families: list[float] = field(default_factory=list)
    title: tuple[int, ...] | None = None
    profession: int = 0


def works_of(person: Person) -> list[Work]:
    """Return the assignments of somebody; an outcome is an assignment with this one sentence."""
    return [*(Work(one, (one,)) for one in person.outcomes), *person.work]


def record_of(people: list[Person]) -> Record:
    """Pack what people have done, each vector once."""
    works = [works_of(one) for one in people]
    flat = [work for of_person in works for work in of_person]
    texts = {vector for work in flat for vector in (work.text, work.title, *work.sentences)}
    vectors = sorted(vector for vector in texts if vector is not None)

    def row(vector) -> int:
        return -1 if vector is None else vectors.index(vector)

    titled = [work for work in flat if work.has_title]
    sentences = [row(one) for work in flat for one in work.sentences]
    return build_record(
        size=len(people),
        start=np.cumsum([0, *(len(of_person) for of_person in works)], dtype=np.int64),
        title=np.array([titled.index(w) if w.has_title else -1 for w in flat], np.int64),
        text=np.array([row(work.text) for work in flat], np.int64),
        sentence_start=np.cumsum([0, *(len(w.sentences) for w in flat)], dtype=np.int64),
        sentence=np.array(sentences, np.int64),
        vectors=np.array(vectors, np.int8).reshape(len(vectors), LENGTH),
        families=np.array([work.family for work in titled], np.int64),
        title_levels=np.array([work.level for work in titled], np.int64),
        title_professions=np.array([work.profession for work in titled], np.int64),
        title_vectors=np.array([row(work.title) for work in titled], np.int64),
    )


def record_with(start, vector, vectors: np.ndarray) -> Record:
    """Return assignments that have one sentence each, and no title."""
    none = np.zeros(0, np.int64)
    return build_record(
        size=len(start) - 1,
        start=np.asarray(start),
        title=np.full(len(vector), -1),
        text=np.asarray(vector),
        sentence_start=np.arange(len(vector) + 1),
        sentence=np.asarray(vector),
        vectors=vectors,
        families=none,
        title_levels=none,
        title_professions=none,
        title_vectors=none,
    )


def _situations(people: list[Person]) -> Postings:
    found = [
        (column, row, level, year)
        for row, one in enumerate(people)
        for level, entries in ((STATED, one.situations), (TOLD, one.told))
        for column, year in entries
    ]
    return postings(
        [one[0] for one in found],
        [one[1] for one in found],
        width=COLUMNS,
        levels=[one[2] for one in found],
        years=[one[3] for one in found],
    )


def pool_of(people: list[Person], live: list[bool] | None = None, first_id: int = 100) -> Pool:
    """Pack people; the id of each is its index plus 100."""

    def listed(name: str):
        pairs = [(c, row) for row, one in enumerate(people) for c in getattr(one, name)]
        return postings([c for c, _ in pairs], [row for _, row in pairs], width=COLUMNS)

    def past(name: str):
        found = [(c, row, y) for row, one in enumerate(people) for c, y in getattr(one, name)]
        return postings(
            [c for c, _, _ in found],
            [row for _, row, _ in found],
            width=COLUMNS,
            years=[y for _, _, y in found],
        )

    held = [(s, row, lvl, y) for row, one in enumerate(people) for s, lvl, y in one.skills]
    return build_pool(
        ids=[first_id + row for row in range(len(people))],
        refs=[one.ref for one in people],
        skills=postings(
            [s for s, _, _, _ in held],
            [row for _, row, _, _ in held],
            width=SKILLS,
            levels=[lvl for _, _, lvl, _ in held],
            years=[y for _, _, _, y in held],
        ),
        situations=_situations(people),
        sectors=past("sectors"),
        seniority=[one.seniority for one in people],
        available_from=[one.available_from for one in people],
        remote=[one.is_remote for one in people],
        languages=listed("languages"),
        regions=listed("regions"),
        right_to_work=listed("right_to_work"),
        registrations=listed("registrations"),
        record=record_of(people),
        live=live,
    )


def need_of(wanted: Wanted) -> Need:
    """Pack a brief."""
    pairs = {**wanted.tau, **{(s, s): 1.0 for s in range(SKILLS)}}
    tau = csr_array(
        (list(pairs.values()), ([a for a, _ in pairs], [b for _, b in pairs])),
        shape=(SKILLS, SKILLS),
    )

    def near(asked: list[int]) -> dict[int, dict[int, float]]:
        return {
            column: {held: tau for (needed, held), tau in wanted.near.items() if needed == column}
            for column in asked
        }

    def one(vector) -> np.ndarray | None:
        return None if vector is None else np.array(vector, np.int8)

    return build_need(
        this_year=THIS_YEAR,
        requirements=wanted.requirements,
        tau=tau,
        situations=wanted.situations,
        sectors=wanted.sectors,
        criteria=np.array(wanted.criteria, np.int8).reshape(len(wanted.criteria), LENGTH),
        seniority=wanted.seniority,
        start_day=wanted.start_day,
        languages=wanted.languages,
        regions=wanted.regions,
        is_remote_ok=wanted.is_remote_ok,
        right_to_work=wanted.right_to_work,
        registrations=wanted.registrations,
        conflicts=wanted.conflicts,
        near_situations=near(wanted.situations),
        near_sectors=near(wanted.sectors),
        whole=one(wanted.whole),
        sentences=np.array(wanted.sentences, np.int8).reshape(len(wanted.sentences), LENGTH),
        are_skills_told=wanted.are_skills_told,
        families=wanted.families,
        title=one(wanted.title),
        profession=wanted.profession,
    )


def scores_of(people: list[Person], wanted: Wanted):
    """Return the exact scores of everyone, in order, including blocked people."""
    return scores(pool_of(people), need_of(wanted), np.arange(len(people)))


def fit(person: Person, wanted: Wanted) -> float:
    """Return the fit of one person alone."""
    return float(scores_of([person], wanted).fit[0])


skill_ids = st.integers(0, SKILLS - 1)
columns = st.integers(0, COLUMNS - 1)
years = st.one_of(st.just(0), st.integers(1998, THIS_YEAR + 1))
held_skills = st.tuples(skill_ids, st.integers(0, 5), years)
past_items = st.tuples(columns, years)
vectors = st.tuples(*[st.integers(-128, 127)] * LENGTH)
directions = vectors.filter(any)
some_columns = st.lists(columns, max_size=3)
works = st.builds(
    Work,
    text=st.none() | vectors,
    sentences=st.lists(vectors, max_size=2).map(tuple),
    title=st.none() | vectors,
    family=st.integers(-1, FAMILIES - 1),
    level=st.integers(0, 7),
    profession=st.integers(0, PROFESSIONS),
)


def people(ref: bytes = b"a") -> st.SearchStrategy[Person]:
    """Return any one person."""
    return st.builds(
        Person,
        ref=st.just(ref),
        skills=st.lists(held_skills, max_size=8),
        situations=st.lists(past_items, max_size=3),
        told=st.lists(past_items, max_size=2),
        sectors=st.lists(past_items, max_size=3),
        outcomes=st.lists(vectors, max_size=3),
        work=st.lists(works, max_size=3),
        seniority=st.integers(0, 7),
        available_from=st.sampled_from([0, 20_000, 21_000]),
        is_remote=st.booleans(),
        languages=some_columns,
        regions=some_columns,
        right_to_work=some_columns,
        registrations=some_columns,
    )


crowds = st.integers(1, 6).flatmap(lambda n: st.tuples(*[people(b"%02d" % i) for i in range(n)]))

briefs = st.builds(
    Wanted,
    requirements=st.lists(
        st.tuples(skill_ids, st.sampled_from(Importance), st.integers(0, 5)), max_size=6
    ),
    tau=st.dictionaries(
        st.tuples(skill_ids, skill_ids).filter(lambda pair: pair[0] != pair[1]),
        st.sampled_from(TAUS),
        max_size=12,
    ),
    situations=some_columns,
    sectors=some_columns,
    criteria=st.lists(directions, max_size=3),
    seniority=st.integers(0, 7),
    start_day=st.sampled_from([0, 20_500]),
    languages=some_columns,
    regions=some_columns,
    is_remote_ok=st.booleans(),
    right_to_work=some_columns,
    registrations=some_columns,
    conflicts=st.lists(st.integers(100, 106), max_size=2),
    near=st.dictionaries(
        st.tuples(columns, columns).filter(lambda pair: pair[0] != pair[1]),
        st.sampled_from([0.3, 0.5]),
        max_size=4,
    ),
    whole=st.none() | directions,
    sentences=st.lists(directions, max_size=3),
    are_skills_told=st.booleans(),
    families=st.just([]) | st.permutations([1.0, 0.5, 0.0]),
    title=st.none() | directions,
    profession=st.integers(0, PROFESSIONS),
)
