"""The arithmetic of fit: arrays in, arrays out.

It imports only numpy, reads no clock, file or database, and knows nothing of the money in `terms`.
`docs/matching.md` describes the formula.
"""

from matching.exact import Scores, scores
from matching.explain import explain, explain_many
from matching.gate import Barrier, barriers, by_registrations
from matching.lines import (
    Ask,
    AskKind,
    Explanation,
    Gap,
    Improvement,
    OutcomeLine,
    PastLine,
    Reason,
    SeniorityComparison,
    SeniorityLine,
    SkillLine,
    Subject,
)
from matching.merge import merge, one_after_the_other
from matching.need import Importance, Need, build_need
from matching.pool import (
    Outcomes,
    Pool,
    Postings,
    build_pool,
    pool_from_arrays,
    pool_to_arrays,
    postings,
    without,
)
from matching.rank import Ranking, rank
from matching.score import Shares
from matching.weights import ENGINE_VERSION, WEIGHTS, SkillRelation, Weights

__all__ = [
    "ENGINE_VERSION",
    "WEIGHTS",
    "Ask",
    "AskKind",
    "Barrier",
    "Explanation",
    "Gap",
    "Importance",
    "Improvement",
    "Need",
    "OutcomeLine",
    "Outcomes",
    "PastLine",
    "Pool",
    "Postings",
    "Ranking",
    "Reason",
    "Scores",
    "SeniorityComparison",
    "SeniorityLine",
    "Shares",
    "SkillLine",
    "SkillRelation",
    "Subject",
    "Weights",
    "barriers",
    "build_need",
    "build_pool",
    "by_registrations",
    "explain",
    "explain_many",
    "merge",
    "one_after_the_other",
    "pool_from_arrays",
    "pool_to_arrays",
    "postings",
    "rank",
    "scores",
    "without",
]
