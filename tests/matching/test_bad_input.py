"""Invalid input is refused with a message; unusual input is ranked sensibly."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from matching import Importance, build_need, build_pool, build_record, postings, rank, without
from tests.matching.worlds import (
    LENGTH,
    SKILLS,
    THIS_YEAR,
    Person,
    Wanted,
    fit,
    need_of,
    pool_of,
    record_with,
)

NAN = float("nan")
ONE_VECTOR = np.ones((1, 3), np.int8)
MUST = Importance.MUST


def pool_with(**wrong: object):
    nothing = postings([], [], width=2)
    facts: dict[str, object] = {
        "ids": [1, 2],
        "refs": [b"a", b"b"],
        "seniority": [0, 0],
        "available_from": [0, 0],
        "remote": [False, False],
        "live": [True, True],
        "record": record_with([0, 0, 1], [0], ONE_VECTOR),
    }
    for name in ("skills", "situations", "sectors", "languages", "regions", "right_to_work"):
        facts[name] = nothing
    return build_pool(**{**facts, **wrong})


def need_with(**wrong: object):
    asked = {"this_year": THIS_YEAR, "requirements": [(0, MUST, 3)], "tau": csr_array(np.eye(2))}
    return build_need(**{**asked, **wrong})


@pytest.mark.parametrize(
    "wrong",
    [
        {"ids": [1, NAN]},
        {"ids": [[1, 2]]},
        {"ids": [1, 2, 3]},
        {"refs": [b"a"]},
        {"seniority": [NAN, 1.0]},
        {"seniority": [-1, 0]},
        {"seniority": [0, 300]},
        {"available_from": [0, -1]},
        {"available_from": [0, 2**40]},
        {"available_from": np.array([0, NAN])},
        {"live": [True]},
        {"skills": postings([0], [2], width=1)},
        {"record": record_with([0, 1], [0], ONE_VECTOR)},
    ],
)
def test_an_invalid_pool_is_refused(wrong):
    pool_with()
    with pytest.raises(ValueError, match=r".+: .+"):
        pool_with(**wrong)


@pytest.mark.parametrize(
    ("start", "vector", "vectors"),
    [
        ([0, 1, 0], [], ONE_VECTOR),
        ([0, 0, 2], [0], ONE_VECTOR),
        ([1, 1, 1], [0], ONE_VECTOR),
        ([0, 0, 1], [1], ONE_VECTOR),
        ([0, 0, 1], [-2], ONE_VECTOR),
        ([0, 0, 1], [0], np.full((1, 3), NAN)),
        ([0, 0, 1], [0], np.ones(3, np.int8)),
    ],
)
def test_an_invalid_record_is_refused(start, vector, vectors):
    with pytest.raises(ValueError, match=r".+: .+"):
        record_with(start, vector, vectors)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_levels": np.array([8])},
        {"title_professions": np.array([9])},
        {"title_vectors": np.array([1])},
        {"families": np.array([0, 1])},
        {"title": np.array([1])},
        {"text": np.array([0, 0])},
    ],
)
def test_an_invalid_title_is_refused(wrong):
    right = {
        "size": 1,
        "start": np.array([0, 1]),
        "title": np.array([0]),
        "text": np.array([0]),
        "sentence_start": np.array([0, 0]),
        "sentence": np.zeros(0, np.int64),
        "vectors": ONE_VECTOR,
        "families": np.array([0]),
        "title_levels": np.array([7]),
        "title_professions": np.array([1]),
        "title_vectors": np.array([0]),
    }
    build_record(**right)
    with pytest.raises(ValueError, match=r".+: .+"):
        build_record(**{**right, **wrong})


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": [NAN], "rows": [0]},
        {"columns": [0], "rows": [0.5]},
        {"columns": [0], "rows": [0], "levels": [NAN]},
        {"columns": [0], "rows": [0], "years": [10_000]},
        {"columns": [0], "rows": [2**40]},
        {"columns": [[0]], "rows": [0]},
    ],
)
def test_invalid_postings_are_refused(wrong):
    with pytest.raises(ValueError, match=r".+: .+"):
        postings(width=3, **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"this_year": NAN},
        {"this_year": 0},
        {"requirements": [(NAN, MUST, 1)]},
        {"requirements": [(0, MUST, NAN)]},
        {"requirements": [(0, 4, 1)]},
        {"requirements": [(0, MUST, 1)] * 10_001},
        {"tau": csr_array(np.array([[1, NAN], [0, 1]]))},
        {"tau": csr_array(np.array([[1, 1.5], [0, 1]]))},
        {"seniority": NAN},
        {"seniority": 8},
        {"situations": [-1]},
        {"sectors": [NAN]},
        {"regions": [[0]]},
        {"criteria": np.zeros((1, 3), np.int8)},
        {"criteria": np.ones(3, np.int8)},
        {"criteria": np.full((1, 3), NAN)},
    ],
)
def test_an_invalid_need_is_refused(wrong):
    need_with()
    with pytest.raises(ValueError, match=r".+"):
        need_with(**wrong)


def test_vectors_of_another_length_are_refused():
    with pytest.raises(ValueError, match="vectors of length 3, the brief's have 4"):
        rank(pool_with(), need_with(criteria=np.ones((1, 4), np.int8)))


def test_an_unknown_row_cannot_be_scored_or_masked():
    with pytest.raises(ValueError, match="outside"):
        without(pool_with(), [2])


def test_columns_that_nobody_has_are_empty():
    wanted = Wanted([(0, MUST, 1)], situations=[99], sectors=[99], languages=[99], regions=[99])

    ranking = rank(pool_of([Person(skills=[(0, 3, 2026)])]), need_of(wanted))

    assert (ranking.eligible, ranking.situation[0], ranking.sector[0]) == (1, 0, 0)


def test_a_future_year_counts_as_this_one():
    wanted = Wanted([(0, MUST, 1)])

    assert fit(Person(skills=[(0, 3, 9999)]), wanted) == fit(Person(skills=[(0, 3, 2026)]), wanted)


def test_a_zero_vector_is_similar_to_nothing():
    wanted = Wanted(criteria=[(1,) * LENGTH])

    assert fit(Person(outcomes=[(0,) * LENGTH]), wanted) == 0


def test_an_empty_brief_scores_everybody_0_and_an_empty_pool_ranks_nobody():
    assert rank(pool_of([]), need_of(Wanted()), 5).rows.tolist() == []
    assert rank(pool_of([Person(), Person(ref=b"b")]), need_of(Wanted()), 1).fit.tolist() == [0]


def test_ten_thousand_skills_on_one_profile_are_ranked():
    held = [(n % SKILLS, n // SKILLS % 6, 1990 + n % 37) for n in range(10_000)]

    assert fit(Person(skills=held), Wanted([(s, MUST, 5) for s in range(SKILLS)])) > 99


def test_the_better_of_two_undominated_entries_counts():
    wanted = Wanted([(0, MUST, 5)])
    both = Person(skills=[(0, 5, 2005), (0, 3, 2026), (0, 2, 2004), (0, 0, 2020)])

    found = postings([0] * 4, [0] * 4, width=1, levels=[5, 3, 2, 0], years=[2005, 2026, 2004, 2020])

    assert found.levels.tolist() == [0, 3, 5]
    assert fit(both, wanted) == max(fit(Person(skills=[one]), wanted) for one in both.skills)
