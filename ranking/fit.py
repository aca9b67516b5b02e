"""Fit: rows become arrays, `matching` ranks them, and the ranking is kept with its reasons."""

from ranking.loader import Shard
from ranking.outcome_vectors import are_read
from ranking.pool import facts, load, shards
from ranking.profile_changes import Place, encode_outcomes, is_something_new, take_in
from ranking.runs import run, run_shard, told_of

__all__ = [
    "Place",
    "Shard",
    "are_read",
    "encode_outcomes",
    "facts",
    "is_something_new",
    "load",
    "run",
    "run_shard",
    "shards",
    "take_in",
    "told_of",
]
