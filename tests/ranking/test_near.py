"""Near situations and sectors count in part, both ways, and the page says that they are near."""

import csv

import pytest

from ranking.near import credits_of_codes, near_columns
from skills import vocabulary

PAIRS = list(vocabulary.near_pairs())
KINDS = {entry.code: entry.kind for entry in vocabulary.read()}


def test_a_narrower_situation_counts_more_for_the_broader_one_than_the_other_way_round() -> None:
    near = credits_of_codes()

    cyber, crisis = "ih:situation:cyber-incident", "ih:situation:crisis-recall"
    assert near[crisis][cyber] == pytest.approx(0.8)
    assert near[cyber][crisis] == pytest.approx(0.4)


def test_pairs_count_alike_both_ways() -> None:
    near = credits_of_codes()

    for first, second in PAIRS:
        assert near[first][second] == near[second][first]


def test_each_pair_is_of_one_kind_is_listed_once_and_has_its_reason() -> None:
    kinds = {(KINDS[first], KINDS[second]) for first, second in PAIRS}
    assert kinds == {("situation", "situation"), ("sector", "sector")}
    assert len({frozenset(pair) for pair in PAIRS}) == len(PAIRS)
    assert all(first != second for first, second in PAIRS)
    with (vocabulary.DATA / "near.csv").open(encoding="utf-8", newline="") as file:
        assert all(row["why"].strip() for row in csv.DictReader(file))


def test_nothing_near_counts_as_much_as_the_thing_itself() -> None:
    assert all(0 < credit < 1 for row in credits_of_codes().values() for credit in row.values())


def test_only_what_has_a_column_counts() -> None:
    codes = ["ih:situation:cyber-incident", "ih:situation:crisis-recall"]
    columns = {code: at for at, code in enumerate(codes)}

    assert near_columns([0, 1], codes.__getitem__, columns.get) == {0: {1: 0.4}, 1: {0: 0.8}}
    assert near_columns([0], codes.__getitem__, {codes[0]: 0}.get) == {}
