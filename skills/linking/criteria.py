"""Find success criteria in sentences: what should change, by how much or by when.

A criterion has figures (from 9 to 4 %, below 45, no findings) or a date by which something is done.
Sentences about a person, about the terms of the assignment or about the past are no criteria.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LENGTH = 400
"""Characters of a criterion; anything longer is a paragraph."""
MAX_SHOWN = 200
MIN_WORDS = 3
MIN_CLAUSE_SCORE = 0.6
"""Minimum score of a clause to be a criterion of its own."""

NUMBER = r"(?:[€$£]\s?)?\d(?:[\d.,' ]*\d)?"
SCALES = r"%|per ?cent|percentage points?|pp|bps?|million|billion|thousand|mn|bn|m|k"
THINGS = (
    r"€|EUR|USD|GBP|CHF|euros?|dollars?|pounds?|hours?|days?|weeks?|months?|minutes?|ppm|batches"
    r"|units|lines|sites|patients|cases|deviations|findings|complaints|people|FTEs?|heads|orders"
    r"|customers|points?|times|beds|weeks?|reports|invoices|suppliers|stores|vacancies"
)
UNIT = rf"(?:\s?(?:{SCALES}|{THINGS})(?!\w))"
AMOUNT = rf"(?:(?:EUR|USD|GBP|CHF)\s?)?{NUMBER}(?:{UNIT}{UNIT}?)?"
SHARE = r"(?:half|(?:a|one|two|three)[ -](?:third|quarter|fifth|tenth)s?)\b"
WORDED = r"(?:zero|none|half|nil|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b"
BOUND = (
    r"(?:below|under|above|over|about|around|at least|at most"
    r"|(?:no |not )?(?:less|more|fewer|longer|later|lower|higher) than)"
)
OR_BETTER = r"\s+or\s+(?:better|more|higher|above|less|fewer|lower|below)\b"
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
SHALL = r"must|should|shall|has to|have to|needs? to|is to|are to|will"
WANTED = rf"\b(?:{SHALL}|to)\s+(?:be|come|get|go|return|rise|fall|drop|stay|reach|climb)\b"


def _read(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


WISHED = _read(rf"\b(?:{SHALL})\b|{WANTED}")

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
    rf"|{NUMBER}{UNIT}{UNIT}?|(?<=\bby ){SHARE})"
)
# "Working capital below EUR 8 million", "availability at 99.9 % or better".
WITHIN_BOUND = _read(
    rf"(?<!\bof)(?<!\bwith)(?<!\bfor)\s(?P<target>{BOUND}\s+{AMOUNT}|{AMOUNT}{OR_BETTER})(?!\w)"
)
WANT_AMOUNT = _read(
    rf"\b(?:want|need|expect)\s[^.;\n]{{0,60}}?(?P<target>[€$£]\s?{NUMBER}{UNIT}?|{NUMBER}\s?%)(?!\w)"
)
NONE_LEFT = _read(
    r"\b(?P<target>(?:no|zero|without(?: a| any)?)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:findings?|observations?|incidents?|accidents?|interruptions?|stock-?outs?|line stops?"
    r"|strikes?|weakness(?:es)?|deficienc(?:y|ies)|outages?|injur(?:y|ies)|fatalit(?:y|ies)"
    r"|recalls?|errors?|losses|loss|harm|never events?|defaults?|breach(?:es)?|complaints?|delays?"
    r"|backlog|overdue \w+))\b"
)
DAY = (
    r"(?:end of\s+(?:the\s+)?|early\s+|mid-?\s?|late\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}|{MONTH}|Q[1-4]\b|H[12]\b|(?:FY\s?)?20\d\d\b"
    r"|(?:next\s+)?(?:summer|autumn|fall|spring|winter|Christmas|Easter|Thanksgiving)\b"
    r"|(?:year|quarter|month)(?:'s)?[ -]end\b|(?:\w+\s+){0,2}(?:year|quarter|month|week)\b)"
)
TIME = (
    rf"(?:the\s+|a\s+)?(?:first\s+|next\s+)?(?:(?:\d{{1,3}}|{WORDED})\s+)?"
    r"(?:days?|weeks?|months?|years?)\b"
)
BY_DAY = _read(rf"\b(?:by|before|no later than|not later than)\s+(?:the\s+)?{DAY}")
BY_EVENT = _read(
    rf"\b(?:within|inside|in under)\s+{TIME}|\buntil\s+(?:the\s+)?{DAY}"
    r"|\b(?:by|before)\s+(?:the|our|its|their|any)\s+(?:next\s+)?[\w-]+(?:\s+(?:ends|expires))?"
)
# A date alone is no criterion: something must be done by then.
DONE = _read(
    r"\b(?:close|complet|certifi|sign|releas|live|deliver|in place|restor|approv|lift"
    r"|hand(?:ed)? over|transferr|separat|integrat|achiev|reach|repaid|fill|clear|pass|accept"
    r"|agree|halv|enrol)(?:l?e?d|ment|s|e)?\b"
)
ORDER = _read(
    r"^\W*(?:(?:we|you) (?:want|need|have|must|will|aim|expect)\s+(?:to\s+)?|to\s+)?"
    rf"(?:{CHANGE}|(?:have|get|make|move|migrat|complet|finish|enrol|recruit|hand over|separat"
    r"|integrat|sign|pass|obtain|implement|roll out|launch|open|submit|file|agree|exit|set up"
    r"|stand up|train|transfer|relocat|consolidat|retir|decommission|switch|refinanc|settle|repair"
    r"|end|establish|build|install|qualif|validat|ensure|resolv|sell|ship|reopen|publish|renew"
    r"|replac|stop|renegotiat|convert|remov|execut|put|carve out|wind down|hire|turn)(?:e|y)?\b)"
)
# A sentence about a person describes past work, not what should change.
PERSON = (
    r"(?:person|candidates?|some(?:body|one)|any(?:body|one)|whoever|individual|applicants?|interim"
    r"|you|she|he|(?:manager|director|leader|head|chief|nurse|executive|professional|expert|officer"
    r"|lead|specialist|consultant|C[A-Z]O)(?=\s+(?:who|that|with)\b))"
)
DID = (
    r"(?:been|\w+ed|built|brought|closed|cut|done|found|gone|got|grown|handled|held|kept|led|lost"
    r"|made|met|put|run|seen|set|shut|sold|spent|taken|turned|won|risen|fallen|shrunk|become)\b"
)
HAS_DONE = rf"(?:has|have|having|had|'ve)\s+(?:(?:already|at least|once|\w+ly)\s+)?{DID}"
OF_A_PERSON = _read(
    rf"\b{PERSON}\b[^.;]{{0,60}}?\s?{HAS_DONE}|^\W*(?:has|have|having)\s+{DID}"
    r"|\b(?:track record|experienced?|background in|familiar with|fluent|proven|ideally you"
    r"|you (?:bring|know|speak|led|ran|did|are)|helped you|your (?:career|cv|past))\b"
    r"|\b(?:need|want|seek|hire|find|look(?:ing)? for|search(?:ing)? for)\s+"
    r"(?:an?\s+(?:[\w-]+\s+){0,3}?)?"
    r"(?:interim|some(?:body|one)|manager|director|leader|person|CFO|CIO|CEO|COO|CTO)\b"
)
# Duration, cost and logistics of the assignment are no criteria.
TERMS = _read(
    r"\byears? old\b|\bborn\b|\bday rate\b|\bsalary\b|\bfees?\b|\bphone\b"
    rf"|{NUMBER}\s*(?:€|EUR|USD|GBP|CHF|euros?|dollars?|pounds?)?\s+(?:a|per) day\b"
    r"|\bflights?\b|\bplease\b|\b(?:call|see|meet|send|tell) (?:me|you|us)\b"
    r"|\bwe (?:will |want to |would like to )?decide\b|\bstarts? (?:by|on|in|before|as soon)\b"
    r"|^\W*(?:the |this |your |first )?(?:assignment|mandate|interviews?|profiles?|CVs?|rate|budget"
    r"|applications?|notice period)\b|^\W*contract (?:to|is|will|runs|signed)\b"
)
# The past, unless the sentence also says what should happen.
PAST = _read(
    rf"(?<!\bI )\b{HAS_DONE}|\b(?:was|were|had|did|fell|rose|slipped|sank|lost(?!-)|ago|since"
    r"|previous|last (?:year|month|quarter|spring|summer|autumn|winter))\b"
)
STATE = _read(
    r"(?<!-)\b(?:ends?|expires?|lapses?|runs? (?:out|until)|leaves?|retires?|employs?|planned"
    r"|decided)\b"
)
STATEMENT = _read(r"^\W*(?:I|he|she|it|they|you|we)\b(?! (?:want|need|must|have to|expect|aim)\b)")
FINITE = _read(r"\b(?:is|are|was|were|has|have|had|does|do|makes?|employs?|runs?|serves?)\b")
MONEY = _read(r"[€$£]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?)\b")
OPENING = _read(
    r"^\s*(?:[-*•–—·▪]\s*|\d+[.)]\s+|(?:success (?:is|means|criteria|criterion)"
    r"|(?:our |the )?(?:goals?|targets?|objectives?|results?|outcomes?))\s*(?:are|is)?\s*:?\s+)+"
)
CLAUSE = _read(r",\s+(?:and\s+)?|;\s+|:\s+|\s+and\s+|\s+I\s+")
# A clause that starts like this only continues the clause before it.
CONTINUES = _read(
    r"(?:to|which|that|must|has|have|is|are|was|from|within|by|until|in|of|with|for|at|on|or|than"
    r"|including|before|after|while|up|down)\b"
)


@dataclass(frozen=True, slots=True)
class FoundCriterion:
    """A criterion found in a sentence.

    Attributes:
        start, end: its position in the sentence.
        score: how explicit it is, above 0 and at most 1.
        baseline, target: in the words of the text, or empty.
    """

    start: int
    end: int
    score: float
    baseline: str
    target: str


def find_criteria(sentence: str) -> list[FoundCriterion]:
    """Return the criteria of a sentence, in order; most sentences have none.

    Each clause that is explicit enough is one, otherwise the whole sentence.
    """
    whole = _criterion(sentence, 0, len(sentence))
    if whole is None:
        return []
    clauses = []
    start = 0
    for between in [*CLAUSE.finditer(sentence), None]:
        end = between.start() if between else len(sentence)
        if not CONTINUES.match(sentence, start) and (one := _criterion(sentence, start, end)):
            clauses.append(one)
        start = between.end() if between else end
    plain = [one for one in clauses if one.score >= MIN_CLAUSE_SCORE]
    is_enough = any(one.score >= whole.score - 0.1 for one in plain)
    return plain if is_enough else [whole]


def as_criterion(words: str) -> str:
    """Return a sentence worded as a criterion: no bullet, no full stop, at most 200 characters."""
    plain = " ".join(OPENING.sub("", words.strip()).split()).rstrip(" .;,")
    if len(plain) > MAX_SHOWN:
        plain = plain[: MAX_SHOWN - 1].rsplit(" ", 1)[0] + "…"
    return plain[:1].upper() + plain[1:]


def _criterion(sentence: str, start: int, end: int) -> FoundCriterion | None:
    words = sentence[start:end]
    if len(words) > MAX_LENGTH or len(words.split()) < MIN_WORDS:
        return None
    if TERMS.search(words) or OF_A_PERSON.search(sentence):
        return None
    if PAST.search(words) and not WISHED.search(words):
        return None
    # "Within 20 days" is a date, not an amount.
    bare = BY_EVENT.sub(_blank, BY_DAY.sub(_blank, words))
    is_dated = bare != words
    for score, baseline, target in _interpretations(bare, words, is_dated=is_dated):
        if not re.fullmatch(r"\D*(?:19|20)\d\d", target):
            return FoundCriterion(
                start, end, score + 0.1 * is_dated, baseline.strip(), target.strip()
            )
    return None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _interpretations(bare: str, words: str, *, is_dated: bool) -> Iterator[tuple[float, str, str]]:
    """Yield the interpretations as (score, baseline, target), the most explicit first.

    Args:
        bare: the words with dates blanked out.
    """
    if (found := FROM_TO.search(bare)) and (
        re.search(CHANGE, bare, re.IGNORECASE) or not MONEY.search(bare)
    ):
        yield 0.9, found["baseline"], found["target"]
    if found := WANTED_AT.search(bare):
        stands = STANDS_AT.search(bare, 0, found.start())
        yield 0.85, stands["baseline"] if stands else "", found["target"]
    if found := TO_TARGET.search(bare):
        yield 0.8, "", re.sub(r"^to\s+", "", found["target"], flags=re.IGNORECASE)
    if found := BY_AMOUNT.search(bare):
        yield 0.7, "", found["target"]
    if (found := WITHIN_BOUND.search(bare)) and (
        is_dated or WISHED.search(bare) or not FINITE.search(bare, 0, found.start())
    ):
        yield 0.7, "", found["target"]
    if found := NONE_LEFT.search(bare):
        yield 0.65, "", found["target"]
    if is_dated and (found := WANT_AMOUNT.search(bare)):
        yield 0.65, "", found["target"]
    if _is_done_by(words, bare, is_dated=is_dated):
        yield 0.45, "", ""


def _is_done_by(words: str, bare: str, *, is_dated: bool) -> bool:
    """Whether something must be done, or be in a state, by a date."""
    if not is_dated or STATE.search(bare) or STATEMENT.search(bare):
        return False
    return bool(DONE.search(bare) or ORDER.search(OPENING.sub("", bare)) or BY_DAY.search(words))
