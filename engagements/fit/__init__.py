"""Fit: rows become arrays, `matching` ranks them, and the ranking is kept with its reasons."""

from engagements.fit.gather import Shard
from engagements.fit.pool import facts, load
from engagements.fit.run import run, run_shard

__all__ = ["Shard", "facts", "load", "run", "run_shard"]
