"""Merges rankings of the same need, from parts of a pool or from several machines."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from matching.gate import Barrier
from matching.rank import Ranking


def merge(rankings: Sequence[Ranking], top: int | None = None) -> Ranking:
    """Return the ranking of one pool with all people.

    It is equal byte for byte, except for `source` and `rows`: the ranking a person came from, and
    the row in its pool. Each ranking must have been made with at least the same `top`.

    Raises:
        ValueError: there are no rankings, they are of different needs, one has fewer rows than
            `top` asks for, or somebody is in two of them.
    """
    if not rankings:
        raise ValueError("merge: no rankings")
    if any(one.shares != rankings[0].shares for one in rankings):
        raise ValueError("merge: the rankings are of different needs")
    eligible = sum(one.eligible for one in rankings)
    wanted = eligible if top is None else min(top, eligible)
    if top is not None and top < 0:
        raise ValueError(f"merge: top is {top}")
    if any(len(one.rows) < min(wanted, one.eligible) for one in rankings):
        raise ValueError("merge: a ranking has fewer rows than the merged one needs")
    joined = {name: np.concatenate([getattr(one, name) for one in rankings]) for name in _COLUMNS}
    if len(np.unique(joined["refs"])) != len(joined["refs"]):
        raise ValueError("merge: somebody is in two of the rankings")
    joined["source"] = np.repeat(np.arange(len(rankings)), [len(one.rows) for one in rankings])
    order = np.lexsort((joined["refs"], -joined["fit"]))[:wanted]
    columns: dict[str, Any] = {name: column[order] for name, column in joined.items()}
    return Ranking(
        **columns,
        shares=rankings[0].shares,
        size=sum(one.size for one in rankings),
        eligible=eligible,
        gated={barrier: sum(one.gated[barrier] for one in rankings) for barrier in Barrier},
    )


def one_after_the_other(rankings: Sequence[Ranking]) -> Ranking:
    """Return rankings of separate people in this order, whatever their fit."""
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(one, name) for one in rankings]) for name in _COLUMNS
    }
    return replace(
        rankings[0],
        **columns,
        size=sum(one.size for one in rankings),
        eligible=sum(one.eligible for one in rankings),
        gated={barrier: sum(one.gated[barrier] for one in rankings) for barrier in Barrier},
    )


_SCALARS = ("shares", "size", "eligible", "gated")
_COLUMNS = [field.name for field in fields(Ranking) if field.name not in _SCALARS]
