"""Input is validated once, when the arrays are built."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Importance, build_record, postings
from matching.person_index import build_person_index
from tests.matching.worlds import Person, Wanted, need_of, pool_of


def test_postings_are_sorted_by_column_and_row():
    found = postings([1, 0, 1], [2, 1, 0], width=3, levels=[3, 0, 5], years=[2020, 0, 0])

    assert found.start.tolist() == [0, 1, 3, 3]
    assert found.rows.tolist() == [1, 0, 2]
    assert found.levels.tolist() == [0, 5, 3]
    assert found.years.tolist() == [0, 0, 2020]
    which, entry = found.find(1, np.array([1, 2], np.int32))
    assert (which.tolist(), found.rows[entry].tolist()) == ([1], [2])


def test_the_person_index_finds_the_entries_of_each_person():
    found = postings(
        [4, 0, 4, 2], [2, 1, 0, 2], width=6, levels=[3, 0, 5, 1], years=[2020, 0, 0, 0]
    )

    held = build_person_index(found, 4)
    which, entry = held.entries_of(np.array([2, 3, 0]))

    assert which.tolist() == [0, 0, 2]
    assert held.columns[entry].tolist() == [2, 4, 4]
    assert found.levels_of(held.codes[entry]).tolist() == [1, 3, 5]
    assert found.years_of(held.codes[entry]).tolist() == [0, 2020, 0]


@given(
    entries=st.lists(
        st.tuples(st.integers(0, 70_000), st.integers(0, 9), st.integers(0, 5), st.integers(0, 60)),
        max_size=60,
    ),
    width=st.sampled_from([70_001, 90_000]),
)
def test_the_person_index_has_exactly_the_entries_of_the_postings(entries, width):
    columns, rows, levels, years = zip(*entries, strict=True) if entries else ((), (), (), ())
    found = postings(columns, rows, width=width, levels=levels, years=years)

    held = build_person_index(found, 10)
    which, entry = held.entries_of(np.arange(10))

    across = np.repeat(np.arange(width), np.diff(found.start))
    assert sorted(zip(which, held.columns[entry], held.codes[entry], strict=True)) == sorted(
        zip(found.rows, across, found.codes, strict=True)
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": [3], "rows": [0]},
        {"columns": [0], "rows": [-1]},
        {"columns": [0, 1], "rows": [0]},
        {"columns": [0], "rows": [0], "levels": [6]},
        {"columns": [0], "rows": [0], "years": [-1]},
    ],
)
def test_postings_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match=r"postings|outside"):
        postings(width=3, **wrong)


def test_pool_with_one_ref_twice_is_refused():
    with pytest.raises(ValueError, match="refs repeat"):
        pool_of([Person(ref=b"a"), Person(ref=b"a")])


def test_pool_with_a_seniority_off_the_scale_is_refused():
    with pytest.raises(ValueError, match="seniority"):
        pool_of([Person(seniority=8)])


@pytest.mark.parametrize("requirement", [(8, Importance.MUST, 1), (0, Importance.MUST, 6)])
def test_requirement_out_of_range_is_refused(requirement):
    with pytest.raises(ValueError, match="out of range"):
        need_of(Wanted([requirement]))


def test_a_skill_asked_for_twice_counts_once_with_the_stricter_values():
    need = need_of(Wanted([(2, Importance.NICE, 4), (2, Importance.MUST, 1)]))

    assert need.skills.tolist() == [2]
    assert need.importance.tolist() == [Importance.MUST]
    assert need.levels.tolist() == [4]


def test_a_skill_meets_itself_even_if_tau_does_not_say_so():
    need = need_of(Wanted([(2, Importance.MUST, 1)]))

    assert need.near_skills.tolist() == [2]
    assert np.array_equal(need.near_tau, [1.0])


@pytest.mark.parametrize(("size", "kind"), [(300, np.int16), (32_768, np.int32)])
def test_the_indices_of_a_record_have_the_narrowest_type_that_holds_them(size, kind):
    everyone = np.arange(size)

    record = build_record(
        size=size,
        start=np.arange(size + 1),
        title=everyone,
        text=everyone,
        sentence_start=np.arange(size + 1),
        sentence=everyone,
        vectors=np.ones((size, 2), np.int8),
        families=everyone % 3,
        title_levels=everyone % 8,
        title_professions=everyone % 2,
        title_vectors=everyone,
    )

    for indices in (record.title, record.text, record.sentence, record.start):
        assert indices.dtype == kind
        assert indices[:size].tolist() == everyone.tolist()
