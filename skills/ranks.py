"""Words for ranks in job titles: English, German, French and Dutch.

Words are search keys (`skills.words.key_of`): lower case, no accents, no punctuation.
"""

import re

from skills.scales import Band, Seniority

GENDER = re.compile(
    r"[(\[]?\s*\b[mwfdxhv]\s*[/|]\s*[mwfdxhvi](?:\s*[/|]\s*[mwfdxhvi*])*(?![\w])\s*[)\]]?"
    r"|\(?\ball genders\b\)?|\(\s*[mwfdxhv]\s*\)",
    re.IGNORECASE,
)
MARKERS = re.compile(r"(?<=[a-zA-Zäöü])(?::|\*|_|/-?|\()in(?:nen)?\)?(?![a-zA-Z])")
ORGANISATION = re.compile(
    r"(?<=\w)\s+(?:at|@|bei|chez|bij)\s.*$|(?<=\w)\s*@.*$", re.IGNORECASE | re.DOTALL
)

_SAME = (
    ("vp", r"vice president|vicepresident|v p"),
    ("svp", r"(?:sr|snr|senior) vp|first vp"),
    ("evp", r"executive vp"),
    ("avp", r"(?:assistant|associate) vp"),
    ("hr", r"human resources?"),
    ("hr business partner", r"hrbp"),
    ("associate", r"assoc"),
    ("it", r"information technology"),
    ("programme", r"program"),
    ("programmes", r"programs"),
    ("centre", r"center"),
    ("labour", r"labor"),
    ("organisational", r"organizational"),
    ("senior", r"sr|snr"),
    ("junior", r"jr|jnr"),
    ("director", r"dir|direktor|direktorin|directors"),
    ("manager", r"mgr|managerin|managers"),
    ("operations", r"ops"),
    ("manufacturing", r"mfg"),
    ("finance", r"fin"),
    (
        "deputy",
        (
            r"dep|stellvertretend\w*|stellv|stv|plaatsvervangend|adjunct|vize"
            r"|vice(?! chancellor)"
        ),
    ),
    ("directeur", r"directrice|directeurs"),
    ("adjoint", r"adjointe"),
    ("financier", r"financiere"),
    ("president", r"presidente"),
    ("kaufmannischer leiter", r"kaufmannische leit(?:ung|erin|er)|kaufmannischer leiter"),
    ("president directeur general", r"pdg|p dg"),
    (
        "geschaftsfuhrer",
        r"geschaftsfuhrende[rn]? (?:gesellschafter(?:in)?|director|vorstand|partner(?:in)?)",
    ),
    ("generalbevollmachtigter", r"generalbevollmachtigte[rn]?"),
    # The products of an industry, which are neither medicine nor nursing.
    (
        "medtech",
        (
            r"medical (?:devices?|technology|technologies)|medizintechnik|medizinprodukte?"
            r"|dispositifs? medica(?:l|ux)|medische hulpmiddelen"
        ),
    ),
    ("apotheke", r"\w*apothe(?:ke|ek)"),
    ("chefapotheker", r"chefapotheker(?:in)?"),
    ("apotheker", r"(?!chef)\w*apotheker(?:in)?"),
    ("ceo", r"c e o"),
    ("cfo", r"c f o"),
    ("coo", r"c o o"),
    ("and", r"und|et|en|y"),
    # Words for temporary or former positions say nothing about the rank.
    (
        "",
        (
            r"interim\w*|ad interim|a i|acting|former\w*|ehemalig\w*|ancien(?:ne)?|ex"
            r"|fractional|freelance"
            r"|(?:manager |directeur )?de transition|temporary|designate|elect"
            r"|experienced|kommissarisch\w*"
            r"|waarnemend|mr|mrs|dr|prof"
        ),
    ),
)
SAME_WORDS = tuple((re.compile(rf"(?<= )(?:{words})(?= )"), word) for word, words in _SAME)
"""Patterns between blanks, in order, and their replacement."""

SUFFIXES = (
    ("geschaftsfuhrerin", "geschaftsfuhrer"),
    ("geschaftsfuhrer", "geschaftsfuhrer"),
    ("direktorin", "director"),
    ("direktor", "director"),
    ("directeur", "directeur"),
    ("vorstandin", "vorstand"),
    ("vorstand", "vorstand"),
    ("leiterin", "leiter"),
    ("leitung", "leiter"),
    ("leiter", "leiter"),
    ("leider", "leider"),
    ("manager", "manager"),
    ("chefin", "head"),
    ("chef", "head"),
)
"""Endings of compounds, longest first, and the word for their rank."""

_TO_OTHERS = r"(?:to|of|for|der|des|dem|von|du|de|de la|van|van de|aan de)"
_ASSISTANTS = (
    r"assistant|assistante|assistants|assistenz|assistent|assistentin|assistente"
    r"|secretary|secretaire"
    r"|sekretar|sekretarin|sekretariat|pa|ea|aide|adviser|advisor|berater"
    r"|beraterin|conseiller"
    r"|adviseur|referent|referentin|support|counsellor|apprentice"
)
DEPENDANT = re.compile(
    rf"\b(?:{_ASSISTANTS}) {_TO_OTHERS}\b(?! (?:state|direction financiere))"
    r"|\b(?:executive|personal|team|management|administrative|office) (?:assistant|assistent)\w*\b"
    r"|\boffice of the\b|^assistant$|^pa$|^ea$|\bintern$|\btrainee\b"
    r"|\bpraktikant\w*|\bstagiaire\b"
    r"|\bwerkstudent\w*"
)
"""Titles that contain the title of the person's superior."""
SUPERIOR = re.compile(r"\b(?:reporting|reports|report)? ?to (?:the )?(?:\w+ ?)+$")
"""The superior at the end of a title."""

SPECIAL = (
    (
        re.compile(r"\bchief of staff\b|\bstabschef\b|\bchef de cabinet\b"),
        (Seniority.DIRECTOR, Band.OTHER),
    ),
    (
        re.compile(r"\bvoorzitter (?:van de )?raad van bestuur\b"),
        (Seniority.CHAIR, Band.C_SUITE, "ih:role-family:general-management"),
    ),
    (
        re.compile(r"\bdirecteur general (?:adjoint|delegue)\b"),
        (Seniority.VICE_PRESIDENT, Band.VP, "ih:role-family:general-management"),
    ),
)
"""Phrases with a fixed level, band and, for some, family."""


def _rank(words: str, level: Seniority, band: Band) -> tuple[re.Pattern[str], int, str]:
    return re.compile(rf"\b(?:{words})\b"), level.value, band.value


RANKS = (
    _rank(
        r"chair|chairman|chairwoman|chairperson|voorzitter|vorstandsvorsitzende\w*"
        r"|aufsichtsratsvorsitzende\w*",
        Seniority.CHAIR,
        Band.C_SUITE,
    ),
    _rank(
        r"chief(?: \w+){1,6} officer|chief|vorstand|vorstandsmitglied"
        r"|geschaftsfuhrer|geschaftsfuhrung"
        r"|managing director|directeur general|bestuurder|ceo|president"
        r"|mitglied der geschaftsleitung|membre du directoire"
        r"|(?:lid|leden) (?:van de )?raad van bestuur",
        Seniority.CHIEF,
        Band.C_SUITE,
    ),
    _rank(
        r"vp|svp|evp|generalbevollmachtigter|bereichsleiter|bereichsleitung|global head|group head"
        r"|head of (?:global|group)|managing partner",
        Seniority.VICE_PRESIDENT,
        Band.VP,
    ),
    _rank(
        r"director|directeur|avp|general manager|country manager|board member"
        r"|aufsichtsrat|beirat|commissaris|trustee",
        Seniority.DIRECTOR,
        Band.DIRECTOR,
    ),
    _rank(
        r"(?:team|gruppen) (?:leiter|leader|lead|leider)|teamleiter|teamleider"
        r"|gruppenleiter|teamlead"
        r"|team lead|supervisor|foreman|schichtleiter|chef d equipe|lead hand"
        r"|vorarbeiter|meister",
        Seniority.TEAM_LEAD,
        Band.OTHER,
    ),
    _rank(
        r"head|leiter|leitung|hoofd|responsable|abteilungsleiter|abteilungsleitung"
        r"|senior(?: \w+){0,4} manager"
        r"|superintendent|chef de (?:service|departement)|controller|principal"
        r"|afdelingshoofd|prokurist(?:in)?",
        Seniority.SENIOR_MANAGER,
        Band.MANAGER,
    ),
    _rank(
        r"manager|gestionnaire|business partner|partner|product owner|projektleiter"
        r"|chef de \w+|leider|owner",
        Seniority.MANAGER,
        Band.MANAGER,
    ),
)
"""Words for ranks, highest first."""

RAISED = (
    # Responsible for a function in a whole group, or worldwide.
    (frozenset({"group", "konzern", "groupe", "groep", "concern"}), {2: 3, 3: 4, 4: 5, 6: 7}),
    (frozenset({"global", "worldwide", "international"}), {2: 3, 3: 5}),
    (frozenset({"senior"}), {2: 3}),
)
LOWERED = (
    (
        frozenset({"deputy", "assistant", "associate", "adjoint", "sous", "under"}),
        {n: n - 1 for n in range(2, 8)},
    ),
    # The chief officer of a part of the organisation.
    (frozenset({"regional", "divisional", "division", "area"}), {7: 5, 6: 5}),
    (frozenset({"plant", "site", "country", "local", "werk"}), {6: 4}),
)
"""Words next to a rank, and how they change each level."""
JOINED = frozenset({"adjoint", "deputy", "groupe", "groep", "group", "konzern"})
"""The words among them that may follow the rank."""

_KNOWN = (
    "chief officer director manager head president vp svp evp avp leiter leider vorstand"
    " geschaftsfuhrer directeur general deputy assistant associate senior junior group global"
    " regional divisional team lead leader supervisor chair chairman chairwoman board member"
    " responsable chef hoofd bestuurder abteilungsleiter bereichsleiter gruppenleiter"
    " teamleiter teamleider projektleiter schichtleiter konzern groupe adjoint business"
    " partner owner analyst consultant engineer specialist architect and of for the der des"
    " die das von de du la van voor executive managing founder interim developer coordinator"
    " controller officer europe germany france international company"
)
WORDS = tuple(_KNOWN.split())
"""Words that are never corrected as typos."""
