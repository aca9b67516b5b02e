"""A generated corpus of texts that give somebody away, and of ordinary ones.

In a template, `[…]` is what must be hidden; every other word is ordinary and must stay. The rules
were tuned on the development half below; `held_out.py` has other names and other sentences.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

PHONES = {
    "en": ("+44 (0)20 7946 0958", "07700 900123", "(415) 555-0132"),
    "de": ("+49 171 2345678", "0171/2345678", "030 901820-15"),
    "fr": ("06 12 34 56 78", "+33 6 12 34 56 78", "06.12.34.56.78"),
    "nl": ("06-12345678", "+31 6 1234 5678", "020 123 45 67"),
}
RATES = {
    "en": ("£1,400 a day", "day rate 1400", "1.4k per day", "my rate is £1,250", "€160/hour"),
    "de": ("Tagessatz 1200", "1.200 EUR pro Tag", "Stundensatz: 150 €", "1.250 €/Tag netto"),
    "fr": ("TJM 950 €", "950 € HT par jour", "1 100 euros/jour", "tarif journalier : 900"),
    "nl": ("dagtarief 1.100", "€ 1.150,- per dag", "1100 euro per dag", "uurtarief € 135"),
}
TITLES = {
    "en": ("Mr", "Ms", "Mrs", "Dr"),
    "de": ("Herr", "Frau", "Dr.", "Herrn"),
    "fr": ("M.", "Mme", "Madame", "Monsieur"),
    "nl": ("dhr.", "mevrouw", "mevr.", "drs."),
}
HONOURS = {
    "en": ("Dame", "Professor", "Miss", "Mx", "Lord", "Prof. Dr", "Cllr"),
    "de": ("Frau Dr.", "Herrn Prof.", "Hr.", "Fr.", "Dipl.-Ing.", "Dr. med."),
    "fr": ("Mlle", "le Dr", "Pr", "Me", "Docteur", "MM."),
    "nl": ("de heer", "mw.", "ir.", "prof. dr.", "meneer", "mr."),
}
PARTICLES = frozenset(["van", "der", "den", "de", "la", "von", "bin", "da"])
LEGAL = re.compile(r"\s+(?:(?:Pvt )?Ltd|plc|GmbH|AG|SAS|SARL|SA|B\.V\.|N\.V\.|LLC|Inc|AB)$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, the language they write in, and an organisation they worked for."""

    full_name: str
    language: str
    organisation: str
    also: str = ""

    @property
    def first(self) -> str:
        return self.full_name.split()[0]

    @property
    def last(self) -> str:
        """The surname with its particles."""
        words = self.full_name.split()
        start = next((i for i, word in enumerate(words) if word in PARTICLES), len(words) - 1)
        return " ".join(words[start:])

    @property
    def initials(self) -> str:
        words = self.full_name.split()
        return "".join(f"{next(c for c in w if c.isupper())}." for w in words if w.lower() != w)

    @property
    def organisation_bare(self) -> str:
        return LEGAL.sub("", self.organisation)


class Half(NamedTuple):
    people: tuple[Person, ...]
    leaks: Mapping[str, tuple[str, ...]]
    ordinary: tuple[str, ...]


class Example(NamedTuple):
    """A text of a person, and the parts of it that must be hidden."""

    person: Person
    text: str
    leaks: list[tuple[int, int]]


def examples(half: Half) -> Iterator[Example]:
    """Yield every template with every person, and every form of it in turn."""
    for number, person in enumerate(half.people):
        for language in dict.fromkeys((person.language, "en")):
            for place, template in enumerate(half.leaks[language]):
                for turn in range(2):
                    yield _filled(template, person, language, number + place + 3 * turn)
        for text in half.ordinary:
            yield Example(person, text, [])


def _filled(template: str, person: Person, language: str, turn: int) -> Example:
    parts = re.split(r"(\[[^\]]*\])", template)
    text, leaks = "", []
    for part in parts:
        if part.startswith("["):
            words = re.sub(r"\{(\w+)\}", lambda m: _form(m[1], person, language, turn), part[1:-1])
            # "'s" says nothing.
            told = re.sub("['’]s$", "", words)
            leaks.append((len(text), len(text) + len(told)))
            text += words
        else:
            text += part
    return Example(person, text, leaks)


def _form(name: str, person: Person, language: str, turn: int) -> str:
    first, last, full = person.first, person.last, person.full_name
    ascii_first, ascii_last = _ascii(first), _ascii(last).replace(" ", "")
    bare = person.organisation_bare
    org_first = bare.split()[0]
    letter = next(character for character in last if character.isupper())
    apostrophe = "’" if turn % 2 else "'"
    forms = {
        "full": (full, full.lower(), _plain(full), f"{first} {last.split()[-1]}"),
        "first": (first, _plain(first)),
        "last": (last, _plain(last)),
        "title_last": tuple(f"{title} {last}" for title in TITLES[language]),
        "initials": (full,)
        if first == full
        else (person.initials, " ".join(re.findall(r"\w\.", person.initials))),
        "initial_last": (f"{first[0]}. {last}", f"{first[0]}.{last}", f"{first[0]} {last}"),
        "reversed": (f"{last}, {first}", f"{last} {first}"),
        "last_s": (f"{last}{apostrophe}s",),
        "upper": (full.upper(), _plain(full).upper()),
        "link": (f"linkedin.com/in/{ascii_first}", f"{ascii_last}.com", f"www.{ascii_last}.eu/cv"),
        "email": (
            f"{ascii_first}.{ascii_last}@gmail.com",
            f"{ascii_last} (at) web.de",
            f"{ascii_first} at outlook dot com",
        ),
        "phone": PHONES[language],
        "handle": (f"@{ascii_first}{ascii_last}", f"{ascii_first}_{ascii_last}", f"@{ascii_last}1"),
        "rate": RATES[language],
        "org": (person.organisation, person.organisation.upper(), _plain(person.organisation)),
        "org_bare": (bare, _plain(bare), bare.upper(), person.also or bare),
        "org_first": (org_first, _plain(org_first)),
        "org_s": (f"{bare}{apostrophe}s",),
        "honour_last": tuple(f"{title} {last}" for title in HONOURS[language]),
        "first_initial": (f"{first} {letter}.", f"{first} {letter}"),
        "first_two": (_begin(full),),
        "signed": (f"{last.upper()} {first}", f"{first} {last.upper()}"),
        "genitive": (f"{last}s",),
        "spaced": (" ".join(full.upper().replace(" ", "")),),
        "joined": (full.replace(" ", ""), _plain(full).replace(" ", "_")),
        "file": (_plain(last).replace(" ", "_"), ascii_last.capitalize()),
        "mail_first": (ascii_first,),
        "mail_last": (ascii_last,),
        "mail_letter": (ascii_first[0],),
        "hidden": (
            _inside(full, "\u00ad"),
            _inside(full, "\u200b"),
            full.replace(" ", "\u00a0"),
            full.replace("-", "\u2011").replace("'", "’"),
            unicodedata.normalize("NFD", full),
            "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in full),
            _german(full),
        ),
    }[name]
    return forms[turn % len(forms)]


def _begin(full: str) -> str:
    """Return a name without what follows its second part; "Leïla Ben" would be no name."""
    words = full.split()
    joining = {*PARTICLES, "del", "zu", "ter", "Le", "Ben"}
    parts = [place for place, word in enumerate(words) if word not in joining]
    return " ".join(words[: parts[:2][-1] + 1])


def _inside(words: str, character: str) -> str:
    return " ".join(word[:2] + character + word[2:] for word in words.split())


def _plain(words: str) -> str:
    """Return the words without accents, as they are typed on a foreign keyboard."""
    plain = words.translate(str.maketrans({**dict(zip("łŁøØ", "lLoO", strict=True)), "ß": "ss"}))
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _german(words: str) -> str:
    pairs = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
    return "".join(pairs.get(character, character) for character in words)


def _ascii(words: str) -> str:
    return re.sub(r"[^a-z ]", "", _plain(words).lower())


PEOPLE = (
    Person("Zephyrine Halloran", "en", "Harrowgate Works Ltd", "harrowgate works"),
    Person("Duncan McAllister", "en", "Ferncastle plc"),
    Person("Käthe Schröder-Ahlbach", "de", "Wüstenrath Maschinenbau GmbH"),
    Person("Matthias von der Heide", "de", "Dornkamp AG"),
    Person("Anne-Sophie Lefèvre", "fr", "Delacourtie SAS"),
    Person("Étienne d'Aubigny", "fr", "Pâtissard SARL"),
    Person("Femke van den Broek", "nl", "Zuiderhof Zuivel B.V."),
    Person("Joost Hoogendoorn", "nl", "Kromhoutse N.V."),
    Person("Priya Ramanathan", "en", "Sundaramoor Steel Ltd"),
    Person("Arjun Mukherjee", "en", "Kaveripak Ltd"),
    Person("Li Na Zhang", "en", "Tianhuo Ltd"),
    Person("Jun Ng", "en", "Baoqiang Foods Ltd"),
    Person("Fatima Al-Rashidi", "en", "Barzani Bros LLC"),
    Person("Omar bin Khalid", "en", "Dhofari Shipping LLC"),
    Person("Ngozi Okonkwo", "en", "Abeokuta Breweries plc"),
    Person("Adaeze Eze-Obi", "fr", "Owerrix SAS"),
    Person("Łukasz Dąbrowski", "de", "Wiślański GmbH"),
    Person("Agnieszka Szczepańska", "en", "Grudziądz Foods Ltd"),
    Person("Íñigo Gutiérrez", "fr", "Arrizabalaga SA"),
    Person("Conceição da Silva", "nl", "Montalegre B.V."),
    Person("Mark Young", "en", "Boots plc"),
    Person("Rose Page", "en", "Orange plc"),
    Person("Ernst Klein", "de", "Adler GmbH"),
    Person("Claire Petit", "fr", "Total SA"),
    Person("Bloem de Groot", "nl", "Zwaan B.V."),
)

LEAKS = {
    "en": (
        "In 2021 [{full}] turned the loss-making plant around.",
        "The lenders trusted [{first}] with the covenant talks.",
        "When [{last}] left, the site had been audited twice.",
        "Quote from the chair: [{title_last}] never missed a date.",
        "Weekly letter, signed [{initials}] each Friday.",
        "The plan by [{initial_last}] was adopted by the board.",
        "Listed as [{reversed}] in the annual report.",
        "It was [{last_s}] first turnaround.",
        "[{upper}] - INTERIM CFO",
        "See [{link}] for references.",
        "Reach me: [{email}].",
        "Call [{phone}] any time.",
        "Find me: [{handle}]",
        "Interim CFO, [{rate}].",
        "Interim COO of [{org}], 640 people.",
        "At [{org_bare}] I rebuilt the supply chain.",
        "The sale of [{org_first}] closed in nine weeks.",
        "Stabilised [{org_s}] cash position.",
        "Known as [{hidden}] in the trade.",
    ),
    "de": (
        "Im Jahr 2021 hat [{full}] das Werk gedreht.",
        "Die Banken vertrauten [{first}] die Verhandlung an.",
        "Als [{last}] ging, war das Werk zweimal geprüft.",
        "Der Beirat sagt: [{title_last}] hielt jeden Termin.",
        "Wochenbrief, gezeichnet [{initials}] jeden Freitag.",
        "Der Plan von [{initial_last}] wurde angenommen.",
        "Im Bericht als [{reversed}] geführt.",
        "[{upper}] - INTERIM CFO",
        "Siehe [{link}] für Referenzen.",
        "Erreichbar: [{email}].",
        "Anruf unter [{phone}] jederzeit.",
        "Kontakt: [{handle}]",
        "Interim CFO, [{rate}].",
        "Werkleiter der [{org}], 640 Leute.",
        "Bei [{org_bare}] baute ich die Lieferkette neu.",
        "Der Verkauf von [{org_first}] gelang in neun Wochen.",
        "Bekannt als [{hidden}] in der Branche.",
    ),
    "fr": (
        "En 2021 [{full}] a redressé l'usine.",
        "Les banques ont confié à [{first}] la négociation.",
        "Quand [{last}] est parti, le site avait été audité deux fois.",
        "Le président dit : [{title_last}] a tenu chaque date.",
        "Lettre signée [{initials}] chaque vendredi.",
        "Le plan de [{initial_last}] a été adopté.",
        "Cité comme [{reversed}] dans le rapport.",
        "[{upper}] - DIRECTION DE TRANSITION",
        "Voir [{link}] pour les références.",
        "Contact : [{email}].",
        "Appelez le [{phone}] à toute heure.",
        "Profil : [{handle}]",
        "DAF de transition, [{rate}].",
        "Directeur d'usine de [{org}], 640 personnes.",
        "Chez [{org_bare}] j'ai refait la chaîne logistique.",
        "La vente de [{org_first}] a pris neuf semaines.",
        "Connu comme [{hidden}] dans le métier.",
    ),
    "nl": (
        "In 2021 keerde [{full}] het tij in de fabriek.",
        "De banken vertrouwden [{first}] de gesprekken toe.",
        "Toen [{last}] vertrok, was de locatie tweemaal gekeurd.",
        "De voorzitter zegt: [{title_last}] haalde elke datum.",
        "Weekbrief, getekend [{initials}] elke vrijdag.",
        "Het plan van [{initial_last}] werd aangenomen.",
        "In het verslag genoemd als [{reversed}] met dank.",
        "[{upper}] - INTERIM CFO",
        "Zie [{link}] voor referenties.",
        "Bereikbaar: [{email}].",
        "Bel [{phone}] op elk moment.",
        "Profiel: [{handle}]",
        "Interim CFO, [{rate}].",
        "Fabrieksdirecteur van [{org}], 640 mensen.",
        "Bij [{org_bare}] bouwde ik de keten opnieuw.",
        "De verkoop van [{org_first}] duurde negen weken.",
        "Bekend als [{hidden}] in het vak.",
    ),
}

ORDINARY = (
    "Young teams mark a fresh page: the young engineers rose to it and marked every page.",
    "Led the turnaround of three plants in 2019–2021, 4.000 people, cost from €12m to €9m.",
    "The rose garden next to the orange hall was sold; boots and helmets are worn on site.",
    "ISO 9001:2015, GMP and FDA 483 observations closed within 90 days; OEE from 52 to 71 %.",
    "Reports to the CEO and the chair of the audit committee, twice a week, on site in Q1.",
    "Two hours a day on the shop floor, 1,200 orders a day, 12.000 parts in stock.",
    "Introduced SAP S/4HANA at 14 sites, v2.1 of the template, in 18 months.",
    "The total cost fell, the total of open claims too; a total overhaul in phases.",
    "Kleine Schritte, ernst gemeint: ein klein wenig Geduld im Werk und ein Adler im Wappen.",
    "Die Lieferkette der Sparte wurde neu aufgebaut, im Herbst stand das zweite Lager.",
    "Ein Lieferant mit 300 Leuten, seit 2012 in der Krise, wurde in neun Monaten saniert.",
    "Petit à petit, une équipe claire sur un petit site ; au total, trois usines.",
    "La chaîne logistique a été refaite avec la direction, le syndicat et deux clients.",
    "Een groot project in kleine stappen; de groot aangelegde hal kwam in bloem, een zwaan erbij.",
    "Van de vijf locaties zijn er twee gesloten en drie winstgevend gemaakt, de rest verkocht.",
    "Called by lenders when a site has lost its regulator's trust, and stayed until sign-off.",
)

DEVELOPMENT = Half(PEOPLE, LEAKS, ORDINARY)
