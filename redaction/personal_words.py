"""Words in four languages that reveal personal characteristics, read once from `words/*.toml`."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redaction import lexicon

FOLDER = Path(__file__).parent / "words"
GAP_SIGN = "\0"
"""The placeholder of a removed character."""
GAP = rf"[\s{GAP_SIGN}]"

_NUMBERS = """
one two three four five six seven eight nine ten eins zwei drei vier funf fuenf sechs sieben acht
neun zehn ein eine einem einer un une deux trois quatre cinq six sept huit neuf dix een twee drie
vijf zes zeven negen tien
"""
_TENS = """
twenty thirty forty fifty sixty zwanzig dreissig vierzig funfzig sechzig vingt trente quarante
cinquante soixante twintig dertig veertig vijftig zestig
"""
_MONTHS = """
january february march april may june july august september october november december jan feb mar
apr jun jul aug sep sept oct nov dec januar februar marz maerz mai juni juli oktober dezember
janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre januari februari
maart mei augustus
"""
_HALVES = (
    "franco|anglo|germano|italo|belgo|hispano|luso|sino|indo|austro|deutsch|irish|afro|turkish"
)
_ADJECTIVE_ENDINGS = ("", "e", "er", "en", "es", "em")


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """The word lists. All words are folded (`redaction.normalise`).

    Attributes:
        gone: always removed: pronouns, and words for men, women and family.
        titles: before a name or alone.
        titles_before_names: words that are titles only where a name follows.
        degrees: part of the title that they stand behind: "Dr. med.".
        nationalities, nationalities_capital: the latter only with a capital letter.
        fields, fields_before: nouns after, or before, a nationality that is not that of a
        person: "German GAAP", "droit français".
        endings: of compounds with a nationality: "Polish-born".
        particles: "van", "de": part of the name that follows.
        articles: removed from the neutral form.
        glue: words without a meaning of their own.
        amounts, contacts: a text without any of these words, and without signs or digits, has no
            amount and no address.
        ordinary: names that are also ordinary words.
        changed, suffixes: gendered word → neutral word.
        phrases: patterns, each searched for only if the text has one of the words that it needs.
        needed: word → the patterns that need it.
    """

    gone: frozenset[str]
    titles: frozenset[str]
    titles_before_names: frozenset[str]
    degrees: frozenset[str]
    nationalities: frozenset[str]
    nationalities_capital: frozenset[str]
    fields: frozenset[str]
    fields_before: frozenset[str]
    endings: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    glue: frozenset[str]
    amounts: frozenset[str]
    contacts: frozenset[str]
    ordinary: frozenset[str]
    changed: dict[str, str]
    suffixes: tuple[tuple[re.Pattern[str], str], ...]
    phrases: tuple[re.Pattern[str], ...]
    needed: dict[str, tuple[int, ...]]

    def phrases_with(self, words: set[str]) -> list[re.Pattern[str]]:
        """Return the patterns that a text with these words may match."""
        found = {at for word in words & self.needed.keys() for at in self.needed[word]}
        return [self.phrases[at] for at in sorted(found)]


def _read() -> PersonalWords:
    languages = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
    ]

    def words(*keys: str) -> frozenset[str]:
        return frozenset(
            word for one in languages for key in keys for word in one.get(key, "").split()
        )

    stems = words("nationality_stems")
    nationalities = words("nationalities") | {
        stem + ending for stem in stems for ending in _ADJECTIVE_ENDINGS
    }
    capital = words("nationalities_capital")
    blanks = {
        "{N}": rf"(?:\d{{1,2}}|(?:{_either(_TENS.split())})-?(?:{_either(_NUMBERS.split())})?"
        rf"|{_either(_NUMBERS.split())})",
        "{MONTH}": _either(_MONTHS.split()),
        "{NATION}": rf"(?:(?:{_HALVES})-)?(?:{_either(nationalities | capital)})",
    }
    phrases = [one for language in languages for one in language["phrases"]]
    return PersonalWords(
        gone=words("pronouns", "people", "family"),
        titles=words("titles"),
        titles_before_names=words("titles_before_names"),
        degrees=words("degrees"),
        nationalities=nationalities,
        nationalities_capital=capital,
        fields=words("fields"),
        fields_before=words("fields_before"),
        endings=words("endings"),
        particles=words("particles"),
        articles=words("articles"),
        glue=words("glue", "articles"),
        amounts=words("amounts"),
        contacts=words("contacts"),
        ordinary=lexicon.ORDINARY | words("glue", "articles", "pronouns"),
        changed=_changed(languages),
        suffixes=tuple(
            (re.compile(one["pattern"]), one["becomes"])
            for language in languages
            for one in language.get("suffixes", ())
        ),
        phrases=tuple(_pattern(one["pattern"], blanks) for one in phrases),
        needed={
            word: tuple(at for at, one in enumerate(phrases) if word in one["needs"].split())
            for word in {word for one in phrases for word in one["needs"].split()}
        },
    )


def _changed(languages: Iterable[dict[str, Any]]) -> dict[str, str]:
    changed: dict[str, str] = {}
    for language in languages:
        changed |= language["changed"]
        for stem in language.get("agreeing", "").split():
            changed |= {stem + ending: stem for ending in _ADJECTIVE_ENDINGS[1:]}
    return changed


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


def _pattern(written: str, blanks: dict[str, str]) -> re.Pattern[str]:
    """Compile a phrase; a blank matches any gap, " ?" an optional one."""
    for name, pattern in blanks.items():
        written = written.replace(name, pattern)
    return re.compile(written.replace(" ?", f"{GAP}*").replace(" ", f"{GAP}+"))


WORDS = _read()
