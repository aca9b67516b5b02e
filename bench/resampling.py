"""How far a figure would move with other texts: intervals from resampling the texts.

A figure is a ratio of sums over texts (a mean is divided by their number). Texts are drawn with
replacement 2,000 times, with a fixed seed; 95 % of the figures lie in the interval. Two ways are
compared on the same draws: a lead whose interval does not contain 0 is more than chance.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

DRAWS = 2_000
SEED = 11
BLOCK = 200
BARE = "bare"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PerText:
    """A figure with what each text adds to it.

    Attributes:
        above, below: (T,) of each text; the figure is the sum of `above` by the sum of `below`.
    """

    above: Floats
    below: Floats

    @classmethod
    def mean(cls, values: Iterable[float]) -> "PerText":
        """Return the mean of a value of each text."""
        above = np.array(list(values), dtype=np.float64)
        return cls(above, np.ones(len(above)))

    @property
    def figure(self) -> float:
        """The figure; 0 where there is nothing to divide by."""
        return float(_ratio(self.above.sum(), self.below.sum()))

    def interval(self) -> tuple[float, float]:
        """Return where 95 % of the figures from resampled texts lie."""
        return _middle(self.resampled())

    def resampled(self) -> Floats:
        """Return the figure of each draw, shape (DRAWS,)."""
        random = np.random.default_rng(SEED)
        size = len(self.above)
        figures = []
        for _ in range(0, DRAWS, BLOCK):
            drawn = random.integers(0, size, (BLOCK, size))
            figures.append(_ratio(self.above[drawn].sum(axis=1), self.below[drawn].sum(axis=1)))
        found: Floats = np.concatenate(figures)
        return found


def report(ways: dict[str, dict[str, PerText]]) -> dict[str, Any]:
    """Return the figures of each way, their intervals, and the leads of the first over the bare.

    The ways whose name begins with "bare" are those the first is compared with.
    """
    own, *_ = ways.values()
    bare = {name: of for name, of in ways.items() if name.startswith(BARE) and "," not in name}
    return {
        "ways": {
            name: {metric: round(one.figure, 4) for metric, one in of.items()}
            for name, of in ways.items()
        },
        "intervals": {
            name: {metric: _rounded(one.interval()) for metric, one in of.items()}
            for name, of in ways.items()
        },
        "leads": {
            name: {metric: lead(own[metric], of[metric]) for metric in of if metric in own}
            for name, of in bare.items()
        },
    }


def lead(own: PerText, other: PerText) -> dict[str, Any]:
    """Return how much higher the first figure is, its interval, and whether that is chance."""
    low, high = _middle(own.resampled() - other.resampled())
    return {
        "by": round(own.figure - other.figure, 4),
        "interval": _rounded((low, high)),
        "is_more_than_chance": low > 0.0 or high < 0.0,
    }


def _ratio(above: Any, below: Any) -> Any:
    return np.divide(above, below, out=np.zeros_like(above), where=np.asarray(below) > 0)


def _middle(figures: Floats) -> tuple[float, float]:
    low, high = np.quantile(figures, [0.025, 0.975])
    return float(low), float(high)


def _rounded(interval: tuple[float, float]) -> list[float]:
    return [round(end, 4) for end in interval]
