"""Find the job title of the person a text is about, among all titles in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from matching.linking import BREAK, NO_EDGE_WORDS, WORD, Window
from skills.scales import Band
from skills.titles import Title, is_of_titles, is_role, names_rank, read_title

MAX_BEFORE, MAX_AFTER = 4, 5
"""Words of a title before and after the word that names its rank."""
MAX_NAME_WORDS = 7
BEFORE, BEHIND = 70, 50
"""Characters around a title that show whose it is."""
ABBREVIATION = 5

OF = frozenset({"of", "for", "the", "der", "des", "de", "la", "van", "von"})
AND = frozenset({"and", "und", "et", "en", "&"})
LOOSE = (
    OF
    | AND
    | NO_EDGE_WORDS
    | {"europe", "germany", "france", "international", "company", "die", "das"}
)

_ARTICLE = r"(?:a|an|another|our|your|my|his|her|their|one|the\s+next|the\s+new)"
_KIND = (
    r"(?:(?:new|next|first|permanent|temporary|interim|acting|fractional|experienced|seasoned|strong"
    r"|good|hands-on|senior|the)[\s,]+)*"
)


def _read(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# The person who writes, or who is wanted.
OWN = _read(
    rf"(?:(?:\b(?:I\s+am|I['’]m|I\s+was|I\s+have\s+been|I['’]ve\s+been|I\s+became|be|become)"
    r"|\b(?:we|they|board|company|client|hospital|plant|site|group)?\s*\b(?:need|seek|require|want|miss|lack)(?:s|ed|ing)?"
    r"|\b(?:look|search|wait|ask)(?:s|ed|ing)?\s+(?:urgently\s+)?for|\bin\s+(?:search|need)\s+of"
    r"|\b(?:hire|recruit|appoint|find|engage|bring\s+in|replace|succeed|cover\s+for|stand\s+in\s+for|without)"
    rf")\s+(?:urgently\s+)?(?:{_ARTICLE}\s+)?"
    rf"|\b(?:as|named|appointed|(?:role|position|post|seat|mandate|vacancy|job|duties)\s*(?:is|of|as|for|:|-)?)"
    rf"\s+(?:{_ARTICLE}\s+|the\s+)?"
    r"|\b(?:gesucht|suchen|sucht|brauchen|braucht|als|cherch\w+|recherch\w+|zoek\w*)"
    r"(?:\s+wird)?:?\s+(?:(?:ein|eine|einen|un|une|een)\s+)?"
    rf"){_KIND}$"
)
# People whom the person reports to, works with or leads.
OTHERS = _read(
    r"(?:\b(?:report|answer|advis|adviser|advisor|assistant|deputy|second|secretary|pa|present|close|next|in\s+addition|addition|talk|speak|brief|access)"
    r"(?:s|ing|ed|es|e)?\s+(?:directly\s+|straight\s+)?to"
    r"|\b(?:support|assist|advis|coach|mentor|supervis|led|lead|manag|direct|brief|inform|convinc|meet|met|help|counsel)(?:s|ed|ing|e|es)?"
    r"|\b(?:my|your|their|our|his|her)\s+(?:boss|superior|line\s+manager|sponsor|contact|client|husband|wife|brother|sister|father|mother|friend|neighbou?r)"
    r"(?:\s+(?:is|was|will\s+be)|,)?"
    r"|\b(?:together\s+)?with|\bfor|\balongside|\bby|\bto|\bbetween|\bfrom|\bof|\bunder"
    r"|\bbeside|\bthan|\bvia|\bthrough|\bbehind|\ban(?=\s+d)|\bunter|\bmit|\bau|\bavec)"
    r"\s+(?:the|den|die|dem|der|le|la|a|an|our|its|their|your|his|her|my|all|both|two|three|four|five|\d+)?\s*"
    r"(?:(?:new|former|interim|acting|then|permanent|local|future|group['’]s|client['’]s)\s+)*$"
)
BELOW = _read(
    r"^\s+(?:(?:who|which|will|would|all|both|each|also|directly)\s+)*"
    r"(?:(?:report|answer)(?:s|ed|ing)?\s+(?:directly\s+|in\s+)?to\s+(?:me|us|him|her|them|you|this|the\s+"
    r"(?:role|post|position|interim|holder|successful))\b"
    r"|(?:wants?|wanted|asks?|asked|expects?|decided|needs?|hired|says|said|thinks|has\s+(?:asked|decided|hired)"
    r"|is\s+(?:looking|searching)|wrote|called|will\s+(?:be\s+)?your)\b)"
)
MANY = re.compile(
    r"\b(?:(?:director|manager|head|officer|nurse|controller|president)s|[A-Z]{2,3}s)\b"
)
NOW_HIS = _read(r"\b(?:interim|acting|fractional)\s+(?:the\s+)?$|(?:^|\n)[\s\-*•–—·▪>]*$")
LISTED = _read(
    r"\s*(?:,|/|\+|&|\band\b|\bor\b|\bas\s+well\s+as\b)[\s,]*"
    r"(?:(?:the|our|a|an|my|and|interim|new|two|three|four|five|\d+)\s+)*"
)


@dataclass(frozen=True, slots=True)
class OwnTitle:
    """A title and its words; `is_own` when the text says that it is about its holder."""

    title: Title
    window: Window
    is_own: bool


def find_own(text: str) -> OwnTitle | None:
    """Return the title of the person a text is about: its writer, or the person wanted.

    It is the first title that the text claims or asks for, otherwise the first that is not somebody
    else's: that of a person one reports to, works with, assists or leads.
    """
    spans = list(_titles(text))
    first: OwnTitle | None = None
    for group in _groups(text, spans):
        begin, end = group[0][0].start, group[-1][0].end
        before, behind = text[max(0, begin - BEFORE) : begin], text[end : end + BEHIND]
        window, title = group[0]
        if MANY.search(window.text) or behind.startswith(("'s", "’s")):
            continue
        if OWN.search(before):
            return OwnTitle(title, window, is_own=True)
        if OTHERS.search(before) or BELOW.match(behind):
            continue
        if NOW_HIS.search(before):
            return OwnTitle(title, window, is_own=True)
        first = first or OwnTitle(title, window, is_own=False)
    return first


_Span = tuple[Window, Title]


def _groups(text: str, spans: list[_Span]) -> Iterator[list[_Span]]:
    """Yield the titles; titles listed together form one group."""
    if not spans:
        return
    group = [spans[0]]
    for (last, _), (window, title) in pairwise(spans):
        if LISTED.fullmatch(text, last.end, window.start):
            group.append((window, title))
        else:
            yield group
            group = [(window, title)]
    yield group


def _titles(text: str) -> Iterator[_Span]:
    """Yield the titles in the text, from the left, with their meaning."""
    for run in _runs(text):
        at = 0
        while at < len(run):
            span = _named(run, at) or _ranked(run, at)
            if span is None:
                at += 1
                continue
            begin, end = span
            window = Window(
                text[run[begin].start() : run[end - 1].end()],
                run[begin].start(),
                run[end - 1].end(),
            )
            title = read_title(window.text)
            at = end
            if title.role is not None or title.level > 1:
                yield window, title


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield the runs of adjacent words that titles consist of; punctuation ends a run."""
    run: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        if run and (not _is_known(word[0]) or BREAK.search(text, run[-1].end(), word.start())):
            yield run
            run = []
        if _is_known(word[0]):
            run.append(word)
    yield run


def _is_known(word: str) -> bool:
    if word == "&":
        return True
    return is_of_titles(word) and not (word.islower() and word in ("it", "hr", "en", "y"))


def _named(run: list[re.Match[str]], at: int) -> tuple[int, int] | None:
    """Return the longest role name that starts here, as (first word, word after it)."""
    for end in range(min(len(run), at + MAX_NAME_WORDS), at, -1):
        words = [word[0] for word in run[at:end]]
        if is_role(" ".join(words)) and _is_specific(words):
            return at, end
    return None


def _is_specific(words: list[str]) -> bool:
    """Whether these are more than a common word; an abbreviation must be in capitals."""
    word = words[0]
    if len(words) > 1 or len(word) > ABBREVIATION:
        return True
    return len(word) > 1 and not word.islower() and not word.istitle()


def _ranked(run: list[re.Match[str]], at: int) -> tuple[int, int] | None:
    """Return a title that starts here: field words, rank, and field words after it."""
    if run[at][0].lower() in LOOSE:
        return None
    for position in range(at, min(len(run), at + MAX_BEFORE + 1)):
        if run[position][0].lower() in OF:
            return None
        if names_rank(run[position][0]):
            break
    else:
        return None
    end = position + 1
    while end < len(run) and names_rank(run[end][0]):
        end += 1
    title = read_title(_words(run, at, end))
    if title.role is None or (end < len(run) and run[end][0].lower() in OF):
        end = _field_end(run, end)
        title = read_title(_words(run, at, end))
    if title.role is None or title.band == Band.OTHER:
        return None
    if not _is_specific([word[0] for word in run[at:end]]):
        return None
    return at, end


def _field_end(run: list[re.Match[str]], end: int) -> int:
    """Return the end of the field words that start here."""
    last = end
    for position in range(end, min(len(run), end + MAX_AFTER)):
        if names_rank(run[position][0]):
            break
        if run[position][0].lower() not in LOOSE:
            last = position + 1
    return last


def _words(run: list[re.Match[str]], begin: int, end: int) -> str:
    return " ".join(word[0] for word in run[begin:end])
