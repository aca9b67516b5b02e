"""Which of several things a sentence tells of, compared with examples of each.

Pure arithmetic: numpy only.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.linking import Floats, Int8s, Ints, cosines, lengths_of


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences that tell of something, those of one thing adjacent.

    Attributes:
        start: (C,) int64, the first sentence of each thing, ascending from 0.
        vectors: (S, D) int8.
    """

    start: Ints
    vectors: Int8s


@dataclass(frozen=True, slots=True)
class Telling:
    """How a sentence is compared.

    Attributes:
        nearest: the number of examples of a thing whose cosines are averaged.
        rival: the share of the best other thing's mean that is subtracted: what is similar to many
            things tells of none of them.
    """

    nearest: int
    rival: float


def told(examples: Examples, telling: Telling, vectors: Int8s) -> Floats:
    """Return how much each sentence tells of each thing: (sentences, C).

    A row depends on its own sentence alone.
    """
    cosine = np.concatenate(
        [block for _, block in cosines(vectors, examples.vectors, lengths_of(examples.vectors))],
        axis=1,
    )
    ends = [*examples.start.tolist()[1:], len(examples.vectors)]
    means = np.empty((len(vectors), len(ends)), dtype=np.float64)
    for thing, (begin, end) in enumerate(zip(examples.start.tolist(), ends, strict=True)):
        nearest = np.sort(cosine[:, begin:end], axis=1)[:, -telling.nearest :]
        means[:, thing] = nearest.mean(axis=1, dtype=np.float64)
    return (means - telling.rival * _rivals(means)).astype(np.float32)


def _rivals(means: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return for each thing the highest mean of the others; 0 for a single thing."""
    if means.shape[1] < 2:
        return np.zeros_like(means)
    ordered = np.sort(means, axis=1)
    best, second = ordered[:, -1:], ordered[:, -2:-1]
    found: npt.NDArray[np.float64] = np.where(means == best, second, best)
    return found
