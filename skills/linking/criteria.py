"""Sentences that say what will have changed, and by how much."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 400
"""Characters of a sentence that can be a criterion; what is longer is a paragraph."""
SHOWN = 200
FEWEST_WORDS = 3
PLAIN = 0.6
"""What a clause has to score to stand by itself."""

NUMBER = r"(?:[€$£]\s?)?\d(?:[\d.,' ]*\d)?"
SCALES = r"%|per ?cent|percentage points?|pp|bps?|million|billion|thousand|mn|bn|m|k"
THINGS = (
    r"€|EUR|USD|GBP|CHF|euros?|dollars?|pounds?|hours?|days?|weeks?|months?|minutes?|ppm|batches"
    r"|units|lines|sites|patients|cases|deviations|findings|complaints|people|FTEs?|heads|orders"
    r"|customers|points?|times|beds|weeks?|reports|invoices|suppliers|stores|vacancies"
)
UNIT = rf"(?:\s?(?:{SCALES}|{THINGS})(?!\w))"
AMOUNT = rf"(?:(?:EUR|USD|GBP|CHF)\s?)?{NUMBER}(?:{UNIT}{UNIT}?)?"
WORDED = r"(?:zero|none|half|nil|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b"
BOUND = r"(?:below|under|above|over|about|around|at least|at most|less than|more than|fewer than)"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
CHANGE = (
    r"\b(?:reduc|cut|lower|halv|shorten|decreas|shrink|bring|brought|rais|increas|improv|lift|grow"
    r"|grew|doubl|tripl|releas|sav|deliver|achiev|reach|restor|clear|generat|secur|recover|return"
    r"|stabilis|stabiliz|eliminat|keep|kept|hold|held|limit|free|retain|exceed|repaid|repay|collect"
    r"|fall|fell|drop|rise|rose|clos|win|won|hit|fill)\w*\b"
)
WANTED = (
    r"\b(?:must|should|shall|has to|have to|needs? to|is to|are to|will|to)\s+"
    r"(?:be|come|get|go|return|rise|fall|drop|stay|reach|climb)\b"
)


def _read(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


FROM_TO = _read(
    rf"\bfrom\s+(?P<baseline>(?:{BOUND}\s+)?(?:{AMOUNT}|{WORDED}))(?:\s+[\w-]+){{0,5}}?"
    rf"\s+(?:down\s+|up\s+)?to\s+(?P<target>(?:{BOUND}\s+)?(?:{AMOUNT}|{WORDED}))"
)
STANDS_AT = _read(
    rf"\b(?:dropped|fallen|fell|slipped|risen|stands?|currently|now|is|are|only)\s+(?:at\s+|to\s+)?"
    rf"(?P<baseline>{AMOUNT})"
)
WANTED_AT = _read(
    rf"{WANTED}[^.;\n]{{0,60}}?\s(?:at|to|{BOUND})\s+(?P<target>(?:{BOUND}\s+)?{AMOUNT})"
)
TO_TARGET = _read(
    rf"{CHANGE}[^.;\n]{{0,120}}?\s(?P<target>(?:to\s+{BOUND}|to|{BOUND})\s+{AMOUNT})(?!\w)"
)
BY_AMOUNT = _read(
    rf"{CHANGE}[^.;\n]{{0,120}}?\s(?P<target>(?:EUR|USD|GBP|CHF)\s?{NUMBER}{UNIT}?"
    rf"|{NUMBER}{UNIT}{UNIT}?)"
)
NONE_LEFT = _read(
    r"\b(?P<target>(?:no|zero|without(?: a| any)?)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:findings?|observations?|incidents?|accidents?|interruptions?|stock-?outs?|line stops?"
    r"|strikes?|losses|loss|harm|never events?|defaults?|breach(?:es)?|complaints?|delays?"
    r"|backlog|overdue \w+))\b"
)
BY_DATE = _read(
    r"\b(?:by|before|until|within|no later than|not later than)\s+(?:the\s+)?"
    r"(?:end of\s+(?:the\s+)?|next\s+)?"
    rf"(?:\d{{1,2}}\s+{MONTH}|{MONTH}|Q[1-4]\b|20\d\d\b|\d{{1,3}}\s+(?:days|weeks|months)\b"
    rf"|{WORDED}\s+(?:days|weeks|months)\b|(?:year|quarter|month)(?:'s)?[ -]end\b"
    r"|(?:summer|autumn|spring|winter|Christmas)\b)"
)
# A date alone measures nothing; something has to be done by then.
DONE = _read(
    r"\b(?:close|complet|certifi|sign|releas|live|deliver|in place|restor|approv|lift"
    r"|hand(?:ed)? over|transferr|separat|integrat|achiev|reach|repaid|fill|clear|pass|accept"
    r"|agree)(?:e?d|ment|s|e)?\b"
)
# How long somebody has worked, what they cost and when they sleep is no change.
NO_CHANGE = _read(
    r"\byears?['’]?\s+(?:of\s+)?(?:[\w-]+\s+){0,2}experience|\byears? old\b|\bborn\b|\bday rate\b"
    r"|\bper day\b|\ba day\b|\bsalary\b|\bfees?\b|\bphone\b|\bflights?\b"
    r"|\b(?:call|see|meet) (?:me|you)\b"
)
MONEY = _read(r"[€$£]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?)\b")
OPENING = _read(
    r"^\s*(?:[-*•–—·▪]\s*|\d+[.)]\s+|(?:success (?:is|means|criteria|criterion)"
    r"|(?:our |the )?(?:goals?|targets?|objectives?|results?|outcomes?))\s*(?:are|is)?\s*:?\s+)+"
)
CLAUSE = _read(r",\s+(?:and\s+)?|;\s+|:\s+|\s+and\s+|\s+I\s+")
# What only goes on from the words before does not stand by itself.
GOES_ON = _read(
    r"(?:to|which|that|must|has|have|is|are|was|from|within|by|until|in|of|with|for|at|on|or|than"
    r"|including|before|after|while|up|down)\b"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A change that is measured.

    Attributes:
        start, end: where it stands in the sentence.
        score: how plainly it is said, above 0 and at most 1.
        baseline, target: in the text's own words, or empty.
    """

    start: int
    end: int
    score: float
    baseline: str
    target: str


def read_measured(sentence: str) -> list[Measured]:
    """Return the measurable changes that a sentence states, in order; most state none.

    Where clauses state them by themselves each is one, else the sentence as a whole.
    """
    whole = _measured(sentence, 0, len(sentence))
    if whole is None:
        return []
    clauses = []
    start = 0
    for between in [*CLAUSE.finditer(sentence), None]:
        end = between.start() if between else len(sentence)
        if not GOES_ON.match(sentence, start) and (one := _measured(sentence, start, end)):
            clauses.append(one)
        start = between.end() if between else end
    plain = [one for one in clauses if one.score >= PLAIN]
    is_enough = any(one.score >= whole.score - 0.1 for one in plain)
    return plain if is_enough else [whole]


def shown(words: str) -> str:
    """Return a sentence as a criterion reads: no bullet, no full stop, at most 200 characters."""
    plain = " ".join(OPENING.sub("", words.strip()).split()).rstrip(" .;,")
    if len(plain) > SHOWN:
        plain = plain[: SHOWN - 1].rsplit(" ", 1)[0] + "…"
    return plain[:1].upper() + plain[1:]


def _measured(sentence: str, start: int, end: int) -> Measured | None:
    words = sentence[start:end]
    if len(words) > LONGEST or len(words.split()) < FEWEST_WORDS or NO_CHANGE.search(words):
        return None
    is_dated = bool(BY_DATE.search(words))
    for score, baseline, target in _readings(words, is_dated=is_dated):
        if not re.fullmatch(r"\D*(?:19|20)\d\d", target):
            return Measured(start, end, score + 0.1 * is_dated, baseline.strip(), target.strip())
    return None


def _readings(words: str, *, is_dated: bool) -> Iterator[tuple[float, str, str]]:
    """Give the ways to read it, the plainest first: how plain, from where, to what."""
    if (found := FROM_TO.search(words)) and (
        re.search(CHANGE, words, re.IGNORECASE) or not MONEY.search(words)
    ):
        yield 0.9, found["baseline"], found["target"]
    if found := WANTED_AT.search(words):
        stands = STANDS_AT.search(words, 0, found.start())
        yield 0.85, stands["baseline"] if stands else "", found["target"]
    if found := TO_TARGET.search(words):
        yield 0.8, "", re.sub(r"^to\s+", "", found["target"], flags=re.IGNORECASE)
    if found := BY_AMOUNT.search(words):
        yield 0.7, "", found["target"]
    if found := NONE_LEFT.search(words):
        yield 0.65, "", found["target"]
    if is_dated and DONE.search(words):
        yield 0.45, "", ""
