"""Parse languages: codes, or names in one of four languages or in the language itself."""

import gettext
import re
from functools import cache
from pathlib import Path

from django.conf import locale
from django.conf.locale import LANG_INFO

from skills.places import Language

# Names of languages are known in these languages.
NAMED_IN = ("en", "de", "fr", "nl")
# Codes of ISO 639-2 and -3, and names that are not in Django's catalogue.
_OTHERS = {
    Language.ENGLISH: "eng",
    Language.GERMAN: "deu ger",
    Language.FRENCH: "fra fre",
    Language.DUTCH: "nld dut flemish flämisch flamand vlaams",
    Language.SPANISH: "spa castilian castellano",
    Language.PORTUGUESE: "por",
    Language.ITALIAN: "ita",
    Language.DANISH: "dan",
    Language.SWEDISH: "swe",
    Language.NORWEGIAN: "nor nb nn nob nno norwegian norwegisch norvégien noors",
    Language.FINNISH: "fin",
    Language.POLISH: "pol",
    Language.CZECH: "ces cze čeština",
    Language.HUNGARIAN: "hun",
    Language.ROMANIAN: "ron rum",
    Language.TURKISH: "tur",
    Language.ARABIC: "ara",
    Language.MANDARIN: "zho chi cmn chinese chinesisch chinois chinees 中文 普通话",
    Language.JAPANESE: "jpn",
}


def language_of(text: str) -> str:
    """Return the code of a language, or "" if the text names none of ours.

    "en-GB", "Deutsch", "German (native)" and "français – C1" are understood.
    """
    names, plain = _names(), text.strip().casefold()
    beginning = re.split(r"[(:,;/\-–—_]", plain, maxsplit=1)[0].strip()
    return names.get(plain) or names.get(beginning, "")


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    # Django's own catalogues; it opens them itself only with USE_I18N.
    folder = Path(locale.__file__).parent
    catalogues = [gettext.translation("django", folder, [spoken]) for spoken in NAMED_IN]
    for language in Language:
        names = [language.value, language.label, *_OTHERS[language].split()]
        if info := LANG_INFO.get(language.value):
            names.append(info["name_local"])
            names += [catalogue.gettext(info["name"]) for catalogue in catalogues]
        found |= {name.casefold(): language.value for name in names}
    return found
