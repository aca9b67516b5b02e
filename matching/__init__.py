"""Arithmetic of fit: arrays in, arrays out.

A leaf of the house: it imports numpy and nothing of ours, reads no clock, no file and no
database, and knows nothing of what is agreed in `terms`. `docs/matching.md` gives the formula in
words.
"""

from matching.exact import Scores, scores
from matching.explain import explain, explain_many
from matching.gate import Barrier, barriers
from matching.lines import (
    Ask,
    AskKind,
    Explanation,
    Gap,
    OutcomeLine,
    PastLine,
    Reason,
    SeniorityLine,
    SkillLine,
    Standing,
    Step,
    Subject,
)
from matching.merge import merge
from matching.need import Importance, Need, build_need
from matching.pool import (
    Outcomes,
    Pool,
    Postings,
    arrays_of,
    build_pool,
    pool_from,
    postings,
    without,
)
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
    "OutcomeLine",
    "Outcomes",
    "PastLine",
    "Pool",
    "Postings",
    "Ranking",
    "Reason",
    "Relation",
    "Scores",
    "SeniorityLine",
    "Shares",
    "SkillLine",
    "Standing",
    "Step",
    "Subject",
    "Weights",
    "arrays_of",
    "barriers",
    "build_need",
    "build_pool",
    "explain",
    "explain_many",
    "merge",
    "pool_from",
    "postings",
    "rank",
    "scores",
    "without",
]
