"""Arithmetic of fit: arrays in, arrays out.

A leaf of the house: it imports numpy and nothing of ours, reads no clock, no file and no
database, and has no name for money. `docs/matching.md` gives the formula in words.
"""

from matching.explain import explain
from matching.gate import Barrier, barriers
from matching.lines import (
    Ask,
    AskKind,
    Explanation,
    Gap,
    PastLine,
    Reason,
    SeniorityLine,
    SkillLine,
    Standing,
    Step,
    Subject,
)
from matching.need import Importance, Need, build_need
from matching.pool import Pool, Postings, build_pool, postings
from matching.rank import Ranking, rank
from matching.score import Shares
from matching.weights import ENGINE_VERSION, WEIGHTS, Relation, Weights

__all__ = [
    "ENGINE_VERSION",
    "WEIGHTS",
    "Ask",
    "AskKind",
    "Barrier",
    "Explanation",
    "Gap",
    "Importance",
    "Need",
    "PastLine",
    "Pool",
    "Postings",
    "Ranking",
    "Reason",
    "Relation",
    "SeniorityLine",
    "Shares",
    "SkillLine",
    "Standing",
    "Step",
    "Subject",
    "Weights",
    "barriers",
    "build_need",
    "build_pool",
    "explain",
    "postings",
    "rank",
]
