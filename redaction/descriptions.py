"""Descriptions that fit only one organisation or person, found by their form.

They are never hidden: without them a text may say nothing. The writer is shown them.
"""

import re

from redaction import lexicon

_SOLE = r"only|sole|einzige[nrsm]?|seule?|unique|enige"
_LARGEST = (
    r"largest|biggest|oldest|leading|number one|no\. ?1|plus (?:grande?|ancienne?)|grootste|oudste"
)
_GERMAN = r"grö(?:ß|ss)te[nrsm]?|älteste[nrsm]?|führende[nrsm]?"
_FIRST = r"first|premi(?:er|ère)|leader|eerste|erste[nrsm]?|leidende|marktleider"
_WORDS = r"(?:[\w'’-]+ ){0,6}?"
_IN = r"(?:(?:in|of|at|der|des|von|vom|im|de|du|en|au|aux|à|van|uit|te) |d['’])"
_ARTICLE = r"(?:(?:the|der|dem|des|das|la|le|les|de|het) |l['’])?"
_WORLD = (
    r"(?:world|country|continent|nation|Welt|Landes|Kontinents|monde|pays|wereld|Europ\w+|France"
    r"|Frankreichs?|German\w+|Deutschland\w*|Britain|UK|England\w*|Schweiz|Suisse|Switzerland"
    r"|Österreichs?|Austria|Belgi\w+|Nederland|Netherlands|Niederlanden?|"
    + "|".join(sorted(lexicon.PLACES, key=len, reverse=True))
    + r")\b"
)
# In German every noun has a capital letter: only known places count there.
_PLACE = rf"(?:{_WORLD}|(?-i:[A-ZÉ])[\w'’-]+)"
_SINGULAR = re.compile(
    r"\b(?:(?:the|der|die|das|den|dem|le|la|les|de|het|our|its) )?"
    rf"(?:(?:{_LARGEST}|only|sole|seule?|unique|enige) {_WORDS}{_IN}{_ARTICLE}{_PLACE}"
    rf"|(?:{_GERMAN}|{_FIRST}|einzige[nrsm]?) {_WORDS}(?:{_IN}{_ARTICLE})?{_WORLD}"
    # "In Tirol", without an article, is a place in German too.
    rf"|(?:{_GERMAN}|einzige[nrsm]?) {_WORDS}(?:in|aus) (?-i:[A-ZÄÖÜ])[\w'’-]+"
    rf"|(?:{_SOLE}) (?:[\w'’-]+ ){{1,4}}?(?:with|mit|avec|met) [\w'’-]+ [\w'’-]+)"
    rf"|\b{_WORLD}['’]s (?:only|sole|first|{_LARGEST}) [\w-]+(?: [\w-]+)?",
    re.IGNORECASE,
)
_FOUNDED = re.compile(
    r"\b(?:founded|established|family-owned|gegründet|fondée?|opgericht|since|seit|depuis|sinds)"
    r"(?: in| im Jahr| en| since)? (?:1[5-8]\d\d|19[0-6]\d)\b",
    re.IGNORECASE,
)


def singular_descriptions(text: str) -> list[str]:
    """Return each description of a text that may fit only one organisation, once, as written.

    >>> singular_descriptions("Led the only airport in Rotterdam with three runways.")
    ['the only airport in Rotterdam']
    """
    found = [*_SINGULAR.finditer(text), *_FOUNDED.finditer(text)]
    return list(dict.fromkeys(match[0] for match in sorted(found, key=lambda one: one.start())))
