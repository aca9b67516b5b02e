"""Fit: rows become arrays, `matching` ranks them, and the ranking is kept with its reasons."""

from engagements.fit.pool import facts, load
from engagements.fit.run import run

__all__ = ["facts", "load", "run"]
