"""Texts without what must not count: money, names, titles, pronouns, age, origin, family.

Two texts that differ in nothing else have the same neutral form. The ranking encodes and compares
it; no page shows it. `docs/matching.md` lists what is removed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from redaction import lexicon
from redaction.normalise import Folded, fold
from redaction.own_names import OwnNames, own_names
from redaction.patterns import contact_spans, money_spans
from redaction.personal_words import GAP, GAP_SIGN, WORDS
from redaction.plain_form import plain

VERSION = "2"
"""Part of the key of every stored vector. Raise it when the neutral form of a text changes."""
MAX_LENGTH = 20_000
"""Characters of a text that are read."""
MAX_NAMES_AFTER_TITLE = 3
MAX_ROUNDS = 8

_UNIT = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# "Fünfzigjährige" has "jahrige" too.
_LETTERS = re.compile(r"\d0s\b|[a-z]+?(?=jahrig(?:e[nrms]?)?\b|jarige?\b)|[a-z]+")
# "(m/w/d)", "Leiter:in", "Leiter/-in", "directeur(trice)".
_FORMS = re.compile(
    r"[(\[] ?[mwfdxhviu](?: ?[/|,*] ?[mwfdxhviu]){1,3} ?[)\]]"
    r"|(?<![\w/])[mwfdxhv](?:/[mwfdxhvi]){1,3}(?![\w/])"
    r"|(?<=[a-z]{3})(?:[:*_·•]|/-?)(?:in(?:nen)?|trice|rice|euse)(?!\w)"
    r"|(?<=[a-z]{3})\((?:in(?:nen)?|trice|rice|euse|ere|ne|le|e)s?\)"
    # "Délégué·e·s", "conseiller·ère", "associé.e".
    r"|(?<=[a-z]{2})[·•](?:e|ne|le|ve|se|te|ere|trice|rice|euse)(?:[·•]?s)?(?!\w)"
    r"|(?<=[a-z][ei])\.e(?:\.?s)?(?![\w.])"
    # "*1968".
    r"|(?<![\w*°])[*°] ?(?:\d{1,2}\.\d{1,2}\.)?19\d\d\b"
)
_AGE_BEHIND_NAME = re.compile(rf"{GAP_SIGN}{GAP}*[,(]{GAP}*([1-9]\d){GAP}*(?=[,);])")
_VERB = re.compile(r"[a-z]+(?:ed|[dt]e|t|[dt]en)|" + "|".join(sorted(lexicon.VERBS)))
_BEFORE_SURNAMES = WORDS.particles | WORDS.degrees | WORDS.titles_before_names
_GLUE = "|".join(sorted(WORDS.glue, key=lambda word: (-len(word), word)))
_GAPS = re.compile(f"{GAP_SIGN}+")
_BETWEEN_GAPS = re.compile(rf"(?<={GAP_SIGN})\s+((?:(?:{_GLUE})\s+)+)(?={GAP_SIGN})")
_OPENING = re.compile(rf"(?:^|[.!?;:,(\n])\s*{GAP_SIGN}{GAP}*((?:and|und|et|en|who|qui)\b)")
_CLOSING = re.compile(rf"((?:\b(?:{_GLUE})\b\s+)+){GAP_SIGN}{GAP}*(?=[.!?;:,)\n]|$)")
_BEFORE_MONEY = re.compile(
    r"(?:\b(?:by|of|to|from|at|for|over|under|about|around|above|below|nearly|almost|some|only|up|down|more|less|than"
    r"|worth|circa|vanaf|ab|desde|des|ca|approximately|roughly|um|von|auf|zu|fur|bei|uber|unter|rund|etwa|knapp|mehr|als|de|d'|a|par|pour"
    r"|pres|environ|plus|sur|van|met|tot|voor|naar|ruim|bijna|meer|dan|ongeveer)\b\.?\s*)+$"
)
_AFTER_MONEY = re.compile(
    r"(?:[\s,(+]*\b(?:ht|hors(?: taxes?| frais)?|net|netto|brutto|bruto|brut|gross|plus|excl"
    r"|excluding|exkl|exclusief|ex|zzgl|vat|mwst|ust|btw|tva|tax|all-in|all in|expenses|spesen"
    r"|frais|reiskosten|annuels?|mensuels?|bonus|negotiable|verhandelbar|negociable"
    r"|a discuter|bespreekbaar)\b\)?)+"
)
_MAY_BE_MONEY = re.compile(r"[\d£€$¥]")
_MAY_BE_CONTACT = re.compile(r"@|://|www\.|[\w-]\.[a-z]{2}|(?<!\w)in/|(?:\d\D{0,3}){6}")


class _Unit(NamedTuple):
    """A word, or words joined by hyphens, with position in the folded text and original form."""

    start: int
    end: int
    text: str
    written: str

    @property
    def parts(self) -> list[str]:
        return self.text.split("-")

    @property
    def is_capital(self) -> bool:
        return self.written[:1].isupper()

    @property
    def is_acronym(self) -> bool:
        return len(self.written) > 1 and self.written.isupper()


class NeutralText(str):
    """A text in neutral form."""

    __slots__ = ()


def neutral(text: str, names: str = "") -> NeutralText:
    """Return the neutral form of a text: plain words with single blanks, or "".

    Abbreviations keep their capitals. The function is idempotent.

    Args:
        names: the full name of the person whom the text is about, or several.

    >>> neutral("Ms Kowalska (52) cut her scrap rate by £4m, from 9 to 4 %.", "Anna Kowalska")
    'cut scrap rate from 9 to 4 %'
    """
    if isinstance(text, NeutralText) and not names:
        return text
    found = plain(_masked(text, names))
    for _ in range(MAX_ROUNDS):
        again = plain(_masked(found, ""))
        if again == found:
            break
        found = again
    return NeutralText(found)


def masked(text: str, names: str = "") -> str:
    """Return the text without names, titles, pronouns, age, origin, family and contacts.

    All other characters keep their positions. Removed parts are replaced by "It" and blanks, so
    that "sold her company car" is not read as a company that was sold. Amounts stay, since success
    criteria consist of them.
    """

    def filled(gap: re.Match[str]) -> str:
        # Where the blank before it was removed too, the words must stay apart.
        is_apart = gap.start() == 0 or gap.string[gap.start() - 1].isspace()
        return ("it" if is_apart else " it")[: len(gap[0])].ljust(len(gap[0]))

    return _GAPS.sub(filled, _masked(text, names, with_money=False))


def _masked(text: str, names: str, *, with_money: bool = True) -> str:
    """Return the text with `GAP_SIGN` in place of each removed character."""
    text = text[:MAX_LENGTH].replace(GAP_SIGN, " ")
    own = own_names(names)
    for _ in range(MAX_ROUNDS):
        folded = fold(text)
        spans = list(_spans(folded, own, with_money=with_money))
        if not spans:
            break
        letters = list(text)
        for start, end in spans:
            first, last = folded.start(start), folded.end(end)
            letters[first:last] = GAP_SIGN * (last - first)
        text = "".join(letters)
    return text


_Span = tuple[int, int]


def _spans(folded: Folded, own: OwnNames, *, with_money: bool) -> Iterator[_Span]:
    """Yield the spans to remove from the folded text."""
    text = folded.text
    units = [
        _Unit(one.start(), one.end(), one[0], folded.source(*one.span()))
        for one in _UNIT.finditer(text)
    ]
    yield from _hits(text, units, own)
    words = set(_LETTERS.findall(text))
    for phrase in WORDS.phrases_with(words):
        yield from (one.span() for one in phrase.finditer(text) if one[0])
    yield from (one.span() for one in _FORMS.finditer(text))
    if GAP_SIGN in text:
        for pattern in (_AGE_BEHIND_NAME, _BETWEEN_GAPS, _OPENING, _CLOSING):
            yield from (one.span(1) for one in pattern.finditer(text))
    yield from _amounts_and_contacts(folded, words, with_money=with_money)


def _amounts_and_contacts(folded: Folded, words: set[str], *, with_money: bool) -> Iterator[_Span]:
    # Most texts have neither, and their patterns are long.
    may_have_money = _MAY_BE_MONEY.search(folded.text) or not words.isdisjoint(WORDS.amounts)
    if with_money and may_have_money:
        for span in money_spans(folded):
            start, end = _folded_place(folded, span.start, span.end)
            before = _BEFORE_MONEY.search(folded.text[:start])
            after = _AFTER_MONEY.match(folded.text, end)
            yield before.start() if before else start, after.end() if after else end
    if _MAY_BE_CONTACT.search(folded.text) or not words.isdisjoint(WORDS.contacts):
        for span in contact_spans(folded):
            yield _folded_place(folded, span.start, span.end)


def _folded_place(folded: Folded, start: int, end: int) -> _Span:
    if folded.starts is None:
        return start, end
    return bisect_left(folded.starts, start), bisect_left(folded.starts, end)


# Words


def _hits(text: str, units: list[_Unit], own: OwnNames) -> Iterator[_Span]:
    """Yield names, titles, and words that are always removed."""
    is_shouted = not any(unit.written != unit.written.upper() for unit in units)
    gone = [
        _is_title(text, units, at) or _goes(units, at, is_shouted=is_shouted)
        for at in range(len(units))
    ]
    if own.parts:
        _mark_own_names(text, units, own, gone)
    for at, unit in enumerate(units):
        if not gone[at]:
            continue
        end = unit.end
        if at + 1 < len(units) and text[end] == "'" and len(units[at + 1].text) <= 2:
            end = units[at + 1].end  # "Anna's", "she'll"
        elif at + 1 < len(units) and gone[at + 1] and _are_adjacent(text, units, at, at + 1):
            end = units[at + 1].start
        if _is_title(text, units, at):
            end = _end_of_names(text, units, at)
        yield unit.start, end


def _is_title(text: str, units: list[_Unit], at: int) -> bool:
    unit = units[at]
    if unit.text in WORDS.titles:
        return not unit.is_acronym
    if unit.text in WORDS.degrees and _is_behind_title(text, units, at):
        return True
    if unit.text not in WORDS.titles_before_names or unit.is_acronym or at + 1 == len(units):
        return False
    # "Dr Weiß", "prof. Zhao", "M. Dupont"; neither "ms" nor "the professor of surgery".
    following = units[at + 1]
    between = text[unit.end : following.start].replace(GAP_SIGN, " ")
    if not (following.is_capital or following.text in _BEFORE_SURNAMES):
        return False
    if unit.text == "m":
        before = text[: unit.start].rstrip()[-1:]
        return unit.is_capital and between == ". " and not before.isdigit()
    return between.strip() in {".", ".-"} or (unit.is_capital and not between.strip())


def _is_behind_title(text: str, units: list[_Unit], at: int) -> bool:
    """Whether the word is part of a title that began before: "Dr. med.", "Dipl.-Ing."."""
    if not at or units[at].is_acronym or text[units[at - 1].end : units[at].start].strip(" .-"):
        return False
    return _is_title(text, units, at - 1)


def _goes(units: list[_Unit], at: int, *, is_shouted: bool) -> bool:
    """Return whether a word is always removed; abbreviations only in a text of capitals."""
    unit = units[at]
    if unit.is_acronym and not is_shouted:
        return False
    if unit.text in WORDS.gone:
        return True
    return all(
        _is_nationality(part, unit) or (place and part in WORDS.endings)
        for place, part in enumerate(unit.parts)
    ) and not _is_of_a_field(units, at)


def _is_nationality(word: str, unit: _Unit) -> bool:
    return word in WORDS.nationalities or (word in WORDS.nationalities_capital and unit.is_capital)


def _is_of_a_field(units: list[_Unit], at: int) -> bool:
    behind = units[at + 1].text if at + 1 < len(units) else ""
    before = units[at - 1].text if at else ""
    return behind in WORDS.fields or before in WORDS.fields_before


def _end_of_names(text: str, units: list[_Unit], at: int) -> int:
    """Return the end of the name after a title."""
    names = 0
    end = units[at].end
    for unit in units[at + 1 :]:
        between = text[end : unit.start].replace(GAP_SIGN, " ").strip(" .'")
        is_particle = unit.text in WORDS.particles
        if between or names == MAX_NAMES_AFTER_TITLE or not (unit.is_capital or is_particle):
            break
        if names and not is_particle and unit.text in WORDS.ordinary:
            break
        names += not is_particle
        end = unit.end
    return end


# The person's own names


def _mark_own_names(text: str, units: list[_Unit], own: OwnNames, gone: list[bool]) -> None:
    """Mark the parts of the person's name that are used as a name in the text."""
    for at, unit in enumerate(units):
        loose = own.initials | own.particles
        if any(not own.has(part) and part not in loose for part in unit.parts):
            continue
        if any(own.is_telling(part) for part in unit.parts):
            gone[at] = True
        elif any(own.has(part) for part in unit.parts):
            gone[at] = _stands_as_name(text, units, own, at)
    for step in (-1, 1):
        order = range(len(units)) if step == 1 else range(len(units) - 1, -1, -1)
        for at in order:
            near = at - step
            if not gone[at] and 0 <= near < len(units) and gone[near]:
                gone[at] = _belongs(text, units, own, at, near)


def _stands_as_name(text: str, units: list[_Unit], own: OwnNames, at: int) -> bool:
    """Return whether an ordinary word that is also the person's name is used as a name here."""
    unit = units[at]
    if not unit.is_capital:
        return False
    if _is_beside_name(text, units, own, at) or text[unit.end : unit.end + 2] == "'s":
        return True
    goes_on = at + 1 < len(units) and units[at + 1].is_capital
    if not own.parts.issuperset(unit.parts):
        # "Bakers Mannschaft", not "bakers and millers".
        return goes_on
    is_alone = _is_alone(text, units, at)
    if _opens_clause(text, units, at):
        return is_alone or _acts(units, at)
    if not at or not _are_adjacent(text, units, at, at - 1):
        return False
    # "Avec Blanc, l'équipe …": the capital before is that of a sentence.
    return (at == 1 and is_alone) if units[at - 1].is_capital else not goes_on


def _is_beside_name(text: str, units: list[_Unit], own: OwnNames, at: int) -> bool:
    for near in (at - 1, at + 1):
        if 0 <= near < len(units) and _are_adjacent(text, units, at, near, joined_by=","):
            other = units[near]
            if other.is_capital and (_is_part(own, other) or _is_title(text, units, near)):
                return True
    return False


def _is_part(own: OwnNames, unit: _Unit) -> bool:
    return any(own.has(part) for part in unit.parts)


def _opens_clause(text: str, units: list[_Unit], at: int) -> bool:
    """Whether the word follows a colon, a comma or a bracket: "Signed: Cash."."""
    before = text[: units[at].start].replace(GAP_SIGN, " ").rstrip()
    return before[-1:] in set(':,;("„“«')


def _is_alone(text: str, units: list[_Unit], at: int) -> bool:
    return text[units[at].end :].replace(GAP_SIGN, " ").lstrip()[:1] in {"", *".,;:)!?"}


def _acts(units: list[_Unit], at: int) -> bool:
    """Whether a verb follows: "Reference: Baker halved the backlog"."""
    behind = units[at + 1] if at + 1 < len(units) else None
    return behind is not None and not behind.is_capital and bool(_VERB.fullmatch(behind.text))


def _belongs(text: str, units: list[_Unit], own: OwnNames, at: int, near: int) -> bool:
    """Whether a particle or an initial belongs to the name beside it."""
    unit = units[at]
    known = own.initials | own.particles
    if not any(own.has(part) or part in known for part in units[near].parts):
        return False
    if not _are_adjacent(text, units, at, near):
        return False
    if unit.text in own.particles:
        return near > at
    is_joined = "'" in (text[unit.start - 1 : unit.start], text[unit.end : unit.end + 1])
    return unit.text in own.initials and (unit.is_capital or is_joined)


def _are_adjacent(
    text: str, units: list[_Unit], at: int, near: int, *, joined_by: str = ""
) -> bool:
    first, second = units[min(at, near)], units[max(at, near)]
    between = text[first.end : second.start].replace(GAP_SIGN, " ").strip(" '")
    return between in {"", joined_by} or (between == "." and len(first.text) == 1)
