"""Words for protected professions in job titles: English, German, French and Dutch.

Words are search keys (`skills.words.key_of`): lower case, no accents, no punctuation. Who manages
others in a profession without having to be in it ("head of legal", "nursing home administrator",
"medical devices director") is in none.
"""

import re


def _pattern(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


NOT_MEANT = _pattern(
    r"nursing homes?",
    r"nurse (?:recruitment|staffing|call|bank)\w*",
    r"(?:physician|doctors?) (?:recruitment|relations|assistants?|associates?|surgery)",
    r"(?:spin|script) doctor",
    r"tree surgeon",
    r"veterinary \w+",
    r"(?:tier|zahn)arzt\w*",
    r"medecin veterinaire",
    r"gc ms",
    r"avocats? general",
)
"""Phrases that contain a word for a profession and name something else."""

PROFESSIONS = {
    "medicine": _pattern(
        r"doctors?",
        r"physicians?",
        r"(?:neuro)?surgeons?",
        r"ana?esthe(?:tist|siologist)s?",
        r"(?:radi|cardi|onc|haemat|hemat|neur|path|gynaec|gynec|ur|derm|dermat|rheumat)ologists?",
        r"psychiatrists?|pa?ediatricians?|obstetricians?|geriatricians?|intensivists?",
        r"general practitioners?|gp partner",
        r"medical (?:and \w+ )?directors?|directors? of medicine|head of medicine",
        r"(?:chief|senior|regional|associate) medical officers?|medical officers?",
        r"chief medical (?:information|digital) officer|chief of medicine|chief physician",
        r"\w*(?:arzt|arztin|arzte)|arztlich\w*",
        r"medizinische\w? (?:direk\w+|director|vorstand\w*|geschaftsfuhr\w+|leit\w+)",
        r"(?:kardi|radi|onk|neur|path|gynak|ur)olog(?:e|in)|anasthesist(?:in)?|chirurg(?:in)?",
        r"internist(?:in)?|psychiater(?:in)?",
        r"medecins?|chirurgiens?|anesthesistes?|psychiatres?|urgentistes?",
        r"direct(?:eur|rice)s? medica(?:l|le|ux)|praticien hospitalier",
        r"presidente? de (?:la )?c ?m ?e",
        r"medisch(?:e)? (?:directeur|specialist|staf|manager)|geneesheer\w*",
        r"(?:huis|bedrijfs|verpleeghuis|hoofd|zieken)arts|basisarts|arts in opleiding",
        r"(?:cardi|radi|onc|neur|path|gynaec|anesthesi)oloog|anesthesist",
        r"specialist ouderengeneeskunde",
    ),
    "nursing": _pattern(
        r"nurses?|nursing|cno|matrons?|ward sisters?|ward manager",
        r"pflege(?:direk|dienst|leit|vorstand|manager|fach|experte)\w*|pdl",
        r"(?:kranken|alten|kinderkranken|intensiv|fach)pfleg\w+|krankenschwester\w*",
        r"(?:leit\w+|bereichsleit\w+|direk\w+|vorstand) (?:der |des |fur )?pflege",
        r"stationsleit\w+",
        r"infirmiere?s?|cadres? (?:superieure? )?de sante|soins infirmiers",
        r"(?:direct(?:eur|rice|ion)|coordonnat(?:eur|rice)(?: generale?)?) des soins",
        r"\w*verpleegkundig\w*|verpleging",
    ),
    "pharmacy": _pattern(
        r"pharmacists?",
        r"(?:director|head|chief) of pharmacy|pharmacy (?:director|manager|lead)",
        r"\w*apotheker(?:in|s)?|apothekenleit\w+",
        r"(?:leit\w+|direk\w+) (?:der |einer )?\w*apotheke",
        r"pharmacien(?:ne)?s?",
        r"hoofd (?:van de |de )?\w*apotheek|apotheekhoudend\w*",
    ),
    "law": _pattern(
        r"lawyers?|solicitors?|barristers?|attorneys?|counsel|gc|chief legal officer",
        r"\w*anwalt|\w*anwaltin|\w*syndik\w+|\w*justiziar(?:in)?",
        r"\w*jurist(?:in|en)?|juristes?",
        r"avocate?s?|bedrijfsjuridisch adviseur|advoca(?:at|ten)",
    ),
}
"""Who is in each profession."""
