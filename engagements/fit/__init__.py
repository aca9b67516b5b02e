"""Fit: rows become arrays, `matching` ranks them, and the ranking is kept with its reasons."""

from engagements.fit.arrivals import Place, encode_outcomes, is_something_new, take_in
from engagements.fit.gather import Shard
from engagements.fit.pool import facts, load, shards
from engagements.fit.run import run, run_shard, told_of
from engagements.fit.texts import are_read

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
