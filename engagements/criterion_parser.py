"""Parse a success criterion: measure, baseline and target of a sentence."""

import re
from dataclasses import dataclass

_ANY = r"(?:[^,;:]|[,:](?=\d))"  # 9,4 % and 17:00 are one word each
_FIGURE = rf"{_ANY}{{0,24}}?\d{_ANY}{{0,40}}?"  # words with a figure in them
_END = r"(?=\s+(?:by|within|before|until|in|over|per)\s|[,;:]|\.(?:\s|$)|$)"
_CHANGES = (
    re.compile(
        rf"\s+from\s+(?P<baseline>{_FIGURE})\s+(?:down\s+|up\s+)?to\s+(?P<target>{_FIGURE}){_END}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"[\s:]+(?P<baseline>\d{_ANY}{{0,40}}?)\s*(?:→|->)\s*(?P<target>\d{_ANY}{{0,40}}?){_END}"
    ),
    re.compile(
        r"\s+(?:down\s+|up\s+)?to\s+(?!(?:be|bring|climb|come|cut|drop|fall|get|go|reach|reduce|return"
        rf"|rise|stay)\b)(?P<target>{_FIGURE}){_END}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s+(?P<target>(?:below|under|above|over|at least|at most|less than|more than)\s+"
        rf"{_FIGURE}){_END}",
        re.IGNORECASE,
    ),
)
_OPENING = re.compile(
    r"^(?:[^:.,;]{3,40}:\s+(?=[^\d\s])"
    r"|success\s+(?:is|means|would be|looks like)\s*:?\s*(?:that\s+)?"
    r"|(?:we|you|they|i)\s+(?:want|need|expect|would like)\s+(?:to\s+see\s+|to\s+)?"
    r"|(?:we|you|they)\s+(?:must|should|will)\s+|(?:and|to|please)\s+)+",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"^(?:bring|cut|reduce|lower|raise|increase|improve|grow|shorten|get|take|lift|halve|drop)"
    r"(?:ting|ing)?\s+"
    r"|^(?:reduc|rais|increas|improv|tak|halv)ing\s+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|our|its|your|their)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:\s+(?:must|should|shall|will|has|have|needs?|to|back|down|up|go|goes|going|come|get|return"
    r"|stay|reach|drop|fall|falls|rise|rises|climb|is|are|be))+$",
    re.IGNORECASE,
)
# "must not fall below 97 %" means "at least 97 %".
_NOT_BEYOND = re.compile(
    r"\s+(?:must|should|shall|may|can|will|does|do|is|are)\s*(?:not|never|n't)\s+(?:to\s+)?"
    r"(?:(?:fall|drop|go|sink|slip|be|get|rise|climb)\s+)?(?P<side>below|under|above|over)\s+(?=\d)",
    re.IGNORECASE,
)
# Words that name no measure, or whose removal would invert the meaning.
_NO_MEASURE = re.compile(
    r"(?:that|this|it|them|these|those|should|must|shall|will|has|have|needs?|to|which|who)"
    r"|.*\b(?:not|never|promised)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParsedCriterion:
    """The fields of a criterion found in a sentence; empty when not stated."""

    measure: str
    baseline: str = ""
    target: str = ""

    @property
    def change(self) -> str:
        """Baseline and target in one line: "186 → 20"."""
        return " → ".join(words for words in (self.baseline, self.target) if words)


def parse_criterion(sentence: str) -> ParsedCriterion:
    """Parse a sentence into measure, baseline and target.

    >>> parse_criterion("Reduce overdue deviations from 186 to 20 by the end of March.")
    ParsedCriterion(measure='Overdue deviations', baseline='186', target='20')
    >>> parse_criterion("On-time delivery must not fall below 97 %.")
    ParsedCriterion(measure='On-time delivery', baseline='', target='at least 97 %')
    >>> parse_criterion("The site is released again.")
    ParsedCriterion(measure='The site is released again', baseline='', target='')
    """
    words = _OPENING.sub("", " ".join(sentence.split()).strip(" .;:–-•*"))
    words = _NOT_BEYOND.sub(_at_the_limit, words)
    for pattern in _CHANGES:
        found = pattern.search(words)
        measure = _measured(words[: found.start()]) if found else ""
        if found and measure and not _NO_MEASURE.fullmatch(measure):
            fields = {name: value.strip() for name, value in found.groupdict().items()}
            return ParsedCriterion(_begun(measure), fields.get("baseline", ""), fields["target"])
    return ParsedCriterion(_begun(words))


def _at_the_limit(found: re.Match[str]) -> str:
    is_floor = found["side"].lower() in {"below", "under"}
    return " at least " if is_floor else " at most "


def _measured(words: str) -> str:
    """Return the measure without the verb before and the direction after it."""
    return _TAIL.sub("", _ARTICLE.sub("", _VERB.sub("", words.strip(" ,:;–-"))))


def _begun(words: str) -> str:
    """Return the text capitalised, and cut at a word boundary to the length of a measure."""
    words = words[:1].upper() + words[1:]
    return words if len(words) <= 200 else f"{words[:199].rpartition(' ')[0]}…"
