"""Sentences that say what will have changed, and by how much."""

import re
from dataclasses import dataclass

LONGEST = 320
"""Characters of a sentence that can be a criterion; what is longer is a paragraph."""
SHOWN = 200

NUMBER = r"(?:[€$£]\s?)?\d[\d.,' ]*\d|(?:[€$£]\s?)?\d"
UNIT = (
    r"(?:\s?(?:%|per ?cent|percent|percentage points?|pp|bps?|million|billion|thousand|mn|bn|m|k|€|EUR|USD|GBP|CHF"
    r"|euros?|dollars?|pounds?|hours?|days?|weeks?|months?|minutes?|ppm|batches|units|lines|sites|patients|cases|"
    r"deviations|findings|complaints|people|FTEs?|heads|orders|customers|points?|times|x)\b|\s?%)"
)
AMOUNT = rf"(?:{NUMBER})(?:{UNIT}(?:\s?{UNIT})?)?"
WORDED = r"(?:zero|no|none|half|nil|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"

FROM_TO = re.compile(
    rf"\bfrom\s+(?P<baseline>(?:about\s+|around\s+|over\s+)?{AMOUNT}|{WORDED}\b)"
    rf"(?:\s+[\w-]+){{0,5}}?\s+(?:down\s+|up\s+)?to\s+"
    rf"(?P<target>(?:below\s+|under\s+|about\s+|at least\s+|less than\s+)?(?:{AMOUNT}|{WORDED}\b))",
    re.IGNORECASE,
)
CHANGE = (
    r"(?:reduc|cut|lower|halv|shorten|decreas|shrink|drop|fell|bring|brought|rais|increas|improv|lift|grow|grew|"
    r"doubl|tripl|releas|sav|deliver|achiev|reach|restor|clos|clear|generat|secur|win|won|recover|return|stabilis|"
    r"stabiliz|complet|eliminat|keep|kept|hold|limit|free|transfer|certif|retain|exceed|migrat|fill|"
    r"mov|turn|get|hit|meet|launch|go live|repaid|repay|collect)\w*"
)
TO_TARGET = re.compile(
    rf"\b{CHANGE}\b[^.;\n]{{0,120}}?\b(?:to|below|under|above|over|at least|at most|less than|more than)\s+"
    rf"(?P<target>{AMOUNT})(?P<unit>{UNIT})?",
    re.IGNORECASE,
)
BY_AMOUNT = re.compile(
    rf"\b{CHANGE}\b[^.;\n]{{0,120}}?(?:\bby\s+)?(?P<target>(?:{NUMBER}){UNIT}(?:\s?{UNIT})?)",
    re.IGNORECASE,
)
NONE_LEFT = re.compile(
    r"\b(?P<target>(?:no|zero|without(?: a| any)?)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:findings?|observations?|incidents?|accidents?|interruptions?|stock-?outs?|line stops?|strikes?|losses|loss|"
    r"harm|never events?|defaults?|breach(?:es)?|complaints?|delays?|backlog|overdue \w+))\b",
    re.IGNORECASE,
)
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
BY_DATE = re.compile(
    rf"\b(?:by|before|until|within|no later than|not later than)\s+(?:the\s+)?(?:end of\s+(?:the\s+)?)?"
    rf"(?:\d{{1,2}}\s+{MONTH}|{MONTH}|Q[1-4]|20\d\d|\d{{1,3}}\s+(?:days|weeks|months)|"
    rf"{WORDED}\s+(?:days|weeks|months)|(?:year|quarter|month)(?:'s)?[ -]end|summer|autumn|spring|winter|Christmas)",
    re.IGNORECASE,
)
# A result that is promised or has been reached; a date alone is no measure.
ACHIEVED = re.compile(
    r"\b(?:closed|completed|certified|signed|released|live|delivered|in place|restored|approved|lifted|stable|"
    r"handed over|transferred|separated|integrated|achieved|reached|repaid|filled|cleared|passed|accepted|"
    r"close|complete|certify|sign|release|go live|deliver|restore|hand over|transfer|separate|integrate|achieve|reach|"
    r"fill|clear|pass)\b",
    re.IGNORECASE,
)
# How long somebody has worked, or how large a place is, is no change.
FACTS = re.compile(
    r"\b(?:years?['’]?\s+(?:of\s+)?(?:\w+\s+){0,2}experience|years? old|born|day rate|per day|a day rate|salary|fee)\b",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"^(?:[-*•–—·▪]\s*|\d+[.)]\s+|(?:success (?:is|means|criteria|criterion)|goals?|targets?|objectives?|results?|"
    r"outcomes?)\s*:?\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A change that is measured.

    Attributes:
        score: how plainly it is said, above 0 and at most 1.
        baseline, target: in the text's own words, or empty.
    """

    score: float
    baseline: str
    target: str


def read_measured(sentence: str) -> Measured | None:
    """Return the measurable change that a sentence states, or None."""
    if len(sentence) > LONGEST or len(sentence.split()) < 3 or FACTS.search(sentence):
        return None
    bonus = 0.1 if BY_DATE.search(sentence) else 0.0
    if found := FROM_TO.search(sentence):
        return Measured(0.9 + bonus, found["baseline"].strip(), found["target"].strip())
    if found := TO_TARGET.search(sentence):
        if not _is_year(found["target"]):
            return Measured(0.8 + bonus, "", found["target"].strip() + (found["unit"] or ""))
    if found := BY_AMOUNT.search(sentence):
        return Measured(0.7 + bonus, "", found["target"].strip())
    if found := NONE_LEFT.search(sentence):
        return Measured(0.6 + bonus, "", found["target"].strip())
    if bonus and ACHIEVED.search(sentence):
        return Measured(0.5, "", "")
    return None


def shown(sentence: str) -> str:
    """Return a sentence as a criterion reads: no bullet, no full stop, at most 200 characters."""
    plain = " ".join(OPENING.sub("", sentence.strip()).split()).rstrip(" .;,")
    if len(plain) > SHOWN:
        plain = plain[: SHOWN - 1].rsplit(" ", 1)[0] + "…"
    return plain[:1].upper() + plain[1:]


def _is_year(words: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", words.strip()))
