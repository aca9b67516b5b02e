"""Intervals of benchmark figures."""

import numpy as np
import pytest

from bench.resampling import PerText, lead, report


def test_a_figure_is_the_sum_of_what_the_texts_add():
    precision = PerText(np.array([1.0, 0.0, 2.0]), np.array([2.0, 0.0, 2.0]))

    assert precision.figure == 0.75
    assert PerText.mean([0.0, 1.0, 1.0, 1.0]).figure == 0.75
    assert PerText(np.zeros(3), np.zeros(3)).figure == 0.0


def test_the_interval_of_a_share_is_that_of_the_textbook():
    values = [1.0] * 60 + [0.0] * 40
    error = 1.96 * (0.6 * 0.4 / 100) ** 0.5

    low, high = PerText.mean(values).interval()

    assert (low, high) == pytest.approx((0.6 - error, 0.6 + error), abs=0.015)
    assert (low, high) == PerText.mean(values).interval()


def test_a_small_lead_on_few_texts_is_chance_and_on_many_is_not():
    own, other = [1.0, 1.0, 1.0, 0.0, 1.0], [1.0, 0.0, 1.0, 1.0, 1.0]
    better = [1.0, 1.0, 0.0] * 100, [1.0, 0.0, 0.0] * 100

    assert not lead(PerText.mean(own), PerText.mean(other))["is_more_than_chance"]
    assert lead(*map(PerText.mean, better))["is_more_than_chance"]
    assert lead(*map(PerText.mean, reversed(better)))["is_more_than_chance"]


def test_the_first_way_is_compared_with_the_bare_ones_on_the_same_texts():
    ways = {
        "InterimHub": {"MRR": PerText.mean([1.0, 0.5]), "quiet": PerText.mean([1.0])},
        "BM25": {"MRR": PerText.mean([0.5, 0.5])},
        "bare encoder": {"MRR": PerText.mean([1.0, 0.0])},
    }

    found = report(ways)

    assert found["ways"]["InterimHub"] == {"MRR": 0.75, "quiet": 1.0}
    assert list(found["leads"]) == ["bare encoder"]
    assert found["leads"]["bare encoder"]["MRR"]["by"] == 0.25
    assert list(found["intervals"]) == list(ways)
