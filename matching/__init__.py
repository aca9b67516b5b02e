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
    ClosestSentence,
    Explanation,
    Gap,
    Improvement,
    OutcomeLine,
    PastLine,
    Reason,
    RoleLine,
    SeniorityComparison,
    SeniorityLine,
    SkillLine,
    Subject,
    WordsLine,
)
from matching.merge import merge, one_after_the_other
from matching.need import Importance, Need, build_need
from matching.pool import (
    STATED,
    TOLD,
    Pool,
    Postings,
    build_pool,
    pool_from_arrays,
    pool_to_arrays,
    postings,
    without,
)
from matching.rank import Ranking, rank
from matching.record import Record, build_record, empty_record
from matching.score import Shares, number_of, shares
from matching.verdict import (
    LevelFact,
    RoleFact,
    SituationFact,
    Verdict,
    VerdictKind,
    verdict_of,
    verdicts,
)
from matching.weights import ENGINE_VERSION, WEIGHTS, SkillRelation, Weights

__all__ = [
    "ENGINE_VERSION",
    "STATED",
    "TOLD",
    "WEIGHTS",
    "Ask",
    "AskKind",
    "Barrier",
    "ClosestSentence",
    "Explanation",
    "Gap",
    "Importance",
    "Improvement",
    "LevelFact",
    "Need",
    "OutcomeLine",
    "PastLine",
    "Pool",
    "Postings",
    "Ranking",
    "Reason",
    "Record",
    "RoleFact",
    "RoleLine",
    "Scores",
    "SeniorityComparison",
    "SeniorityLine",
    "Shares",
    "SituationFact",
    "SkillLine",
    "SkillRelation",
    "Subject",
    "Verdict",
    "VerdictKind",
    "Weights",
    "WordsLine",
    "barriers",
    "build_need",
    "build_pool",
    "build_record",
    "by_registrations",
    "empty_record",
    "explain",
    "explain_many",
    "merge",
    "number_of",
    "one_after_the_other",
    "pool_from_arrays",
    "pool_to_arrays",
    "postings",
    "rank",
    "scores",
    "shares",
    "verdict_of",
    "verdicts",
    "without",
]
