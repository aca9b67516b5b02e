"""Finds phone numbers, addresses, handles, links and money in a text by their form.

English, German, French and Dutch. All patterns match the folded text: lower case, no accents.
"""

import re
from collections.abc import Iterable, Iterator

from redaction.normalise import Folded
from redaction.spans import Kind, Span, without_overlaps

_TOP_LEVEL = (
    "com|net|org|info|biz|name|pro|io|ai|co|dev|app|eu|uk|de|at|ch|li|fr|be|nl|lu|it|es|pt|ie|us|ca|au|nz|in|jp|cn"
    "|kr|sg|hk|ae|za|ng|ke|gh|br|mx|pl|cz|sk|hu|ro|bg|gr|se|no|dk|fi|is|ee|lv|lt|ru|ua|tr|il|me|tv|cc|ly|gl|gg|to"
    "|consulting|online|site|website|tech|page|group|partners|management|agency|one|xyz|email|link|cloud|space|world"
    "|global|expert|experts|solutions|work|works|team|digital|studio|network|company|business|coach|social|bio|media"
)
_HOST = r"(?:[a-z0-9](?:[\w-]*[a-z0-9])?\.)+"
_EMAIL = re.compile(r"[\w.+%'-]*\w ?@ ?[\w-]+(?:\.[\w-]+)+")
_AT = r"(?:at|aet|arobase|arroba|chez|apenstaartje|klammeraffe)"
_SPELT_EMAIL = re.compile(
    rf"\b[\w.+-]+ ?[\[({{<] ?(?:{_AT}|a|@) ?[\])}}>] ?\w[\w-]*"
    r"(?: ?(?:\.|[\[({<] ?(?:dot|punkt|point|punt|\.) ?[\])}>]) ?\w[\w-]*)+"
    rf"|\b[\w.+-]+ {_AT} \w[\w-]*(?: (?:dot|punkt|point|punt) [a-z]{{2,}})+"
)
_SPELT_AT = re.compile(rf"[\[({{<] ?(?:{_AT}|a|@) ?[\])}}>]|\b{_AT} \S+ (?:dot|pu?o?i?nk?t) ")
_LINK = re.compile(
    r"(?:https?|hxxps?|ftp)://\S*[^\s.,;:!?)\]}>'\"”»]|\bwww\.[^\s]*[^\s.,;:!?)\]}>'\"”»]"
    rf"|(?<![\w@.-])(?P<host>{_HOST}(?:{_TOP_LEVEL}))(?![\w-])(?:[/?#]\S*[^\s.,;:!?)\]}}>'\"”»]|/)?"
)
# Techniques that look like addresses.
_NO_LINKS = frozenset({"asp.net", "ado.net", "vb.net", "ml.net"})
_NETWORKS = (
    *("linkedin", "linked-in", "xing", "twitter", "insta", "github", "gitlab", "skype", "telegram"),
    *("signal", "threema", "whatsapp", "wechat", "facebook", "mastodon", "bluesky", "medium"),
    *("calendly", "slack", "viadeo", "malt", "tiktok", "youtube"),
)
_NETWORK = "(?:" + "|".join(_NETWORKS) + "|instagram)"
_AT_HANDLE = re.compile(r"(?<![\w.@])@[a-z0-9_][\w.-]*\w")
_HANDLE = re.compile(
    rf"\b{_NETWORK}(?: ?[:=/-] ?| ?\((?=[^)\s]+\))|(?: (?:id|name|handle|profile?|me at|as))+:? "
    r"| )"
    r"(?P<odd>@?[a-z0-9-]*(?:[a-z][._/-]|\d|_)[\w./-]*\w)"
    rf"|\b{_NETWORK}/(?!{_NETWORK}\b)@?[\w.-]{{3,}}"
    rf"|\b{_NETWORK} ?[:=] ?@?\w[\w./-]+(?=\s*(?:$|[\n.,;|)·]))"
)
_PATH_HANDLE = re.compile(r"(?<![\w/])in/[\w-]{3,}")

_SEPARATED = r"(?: ?[-./()] ?| )?"
_DIGITS = rf"\d(?:{_SEPARATED}\d)"
_PHONE = re.compile(
    rf"(?<![\w.,/-])(?P<plus>\+ ?\(?{_DIGITS}{{6,15}})(?![\w%])"
    rf"|(?<![\w.,/+-])(?P<nought>\(?0{_SEPARATED}{_DIGITS}{{6,15}})(?![\w%])"
    r"|(?<![\w.,/+-])(?P<three>(?:1[ .-])?\(\d{3}\) ?\d{3}[ .-]\d{4}"
    r"|(?:1[ .-])?\d{3}([ .-])\d{3}\4\d{4})(?!\w)"
    r"|(?<![\w.,/+-])(?P<long>\d{10,13})(?![\w%]|[.,]\d)"
)
_PHONE_WITH_CUE = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|cell|call|ring|text|dial|fax|telefon|telefonnummer|handy|handynummer|mobil"
    r"|rufnummer|anruf|anrufen|portable|tel port|appele[rz](?:-moi)?|joignable"
    r"|telefoon|telefoonnummer|mobiel|gsm|bel|whatsapp|signal"
    r"|telegram|number|nummer|numero)"
    r"(?:\.|\b)[^\d\n.!?]{0,14}"
    rf"(?P<digits>\(?\+?{_DIGITS}{{5,14}})(?![\w%])"
)
_DAY = r"\d{1,2}[./-] ?\d{1,2}[./-] ?(?:\d{4}|\d{2})"
_MONTH = r"\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?|\d{4}"
_DATES = re.compile(rf"(?:{_DAY}|{_MONTH})(?:(?: ?[-/] ?| )(?:{_DAY}|{_MONTH}))?")
_THOUSANDS = re.compile(r"\+? ?\d{1,3}(?:[ .]\d{3})+")

_CURRENCY = (
    r"(?:[£€$¥]|\b(?:eur|euros?|gbp|usd|chf|sek|nok|dkk|pln|pounds?(?: sterling)?|sterling|quid"
    r"|pfund|livres?|dollars?|franken|francs?)\b)"
)
_NUMBER = r"(?:\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)(?:,-|\.-)?"
_TIMES = (
    r"(?:k|m|mn|mio|mln|bn|mrd|mia|tsd|millions?|millionen|miljoen|milliards?|milliarden|miljard|billion|thousand|tausend"
    r"|mille|duizend|hundred|hundert|honderd|t(?= ?(?:€|eur)))\b\.?"
)
_COUNT_WORDS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
grand ein eine eins zwei drei vier funf fuenf sechs sieben acht neun zehn elf zwolf zwoelf dreizehn
vierzehn funfzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreissig vierzig funfzig
fuenfzig sechzig siebzig achtzig neunzig hundert tausend un deux trois quatre cinq six sept huit
neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante cinquante soixante
cent cents mille een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien
vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig
negentig honderd duizend million millions millionen miljoen billion milliard milliards miljard
"""
# Longest first: "vierzehn" before "vier".
_COUNT = "(?:" + "|".join(sorted(set(re.findall(r"\w+", _COUNT_WORDS)), reverse=True)) + ")"
_IN_WORDS = rf"\b{_COUNT}(?:(?:[ -]?(?:and|und|et|en|a)?[ -]?){_COUNT})*\b"
_AMOUNT = rf"(?:{_NUMBER}(?: ?{_TIMES})?)"
_RANGE = rf"{_AMOUNT}(?: ?(?:-|to|bis|a|tot|et|and|und|en) ?{_CURRENCY}? ?{_AMOUNT})?"
_WITH_CURRENCY = (
    rf"(?:{_CURRENCY} ?{_RANGE}(?: ?{_CURRENCY})?|(?<![\w.,]){_RANGE} ?{_CURRENCY}"
    r")"
)
_KILO = r"(?<![\w.,])\d+(?:[.,]\d+)?(?: ?- ?\d+(?:[.,]\d+)?)? ?k\b"
_UNIT = (
    r"(?:day|diem|hour|hr|week|month|annum|year|manday|man-day|tag|arbeitstag|manntag|stunde|std|woche|monat|jahr"
    r"|jour|journee|heure|semaine|mois|an|dag|werkdag|uur|maand|jaar)\b"
)
_TAX = (
    r"(?:[ ,(+]*(?:ht|hors taxes?|net|netto|brutto|bruto|brut|gross|vat|mwst|ust|btw|tva|tax"
    r"|all-in|all in"
    r"|(?:plus|excl|excluding|exkl|exclusief|ex|zzgl|hors|\+)\.? ?"
    r"(?:vat|mwst|ust|btw|tva|tax|expenses|spesen|frais|reiskosten|bonus)?)\b\)?)*"
)
_PER = (
    rf"(?:{_TAX},? ?(?:(?:(?:per|a|an|each|pro|am|je|par|la|by the)[ -]|/ ?|p\. ?){_UNIT}"
    r"|daily\b|hourly\b|taglich\b|stundlich\b|quotidiens?\b|dagelijks\b"
    r"|(?:/ ?|p\.? ?|p ?/ ?)[dhjtu]\b\.?|p\. ?[maw]\b\.?)"
    rf"{_TAX})"
)
_RATE_CUE = (
    r"(?:(?:day|daily|hourly|monthly|weekly|my|interim|consulting|standard|usual) ?-?rates?"
    r"|tagess(?:a|ae)tze?n?"
    r"|stundens(?:a|ae)tze?n?|monatssatz|honorars?|honorarsatz|tjm"
    r"|(?:jahres|monats|fest)?gehalts?(?:vorstellung|wunsch)?"
    r"|taux journaliers?(?: moyens?)?|tarifs? (?:journaliers?|jour|horaires?)|honoraires"
    r"|dagtarie(?:f|ven)|uurtarie(?:f|ven)|dagprijs"
    r"|(?:(?:expected|desired|current|last|latest|previous) )?(?:salary|package)"
    r"|(?:dernier )?salaire|(?:(?:laatste|gewenst|huidig) )?salaris(?:indicatie|wens|eis)?"
    r"|remuneration|compensation|pretentions?(?: salariales?)?)"
)
_FEE_CUE = (
    r"(?:rates?|fees?|charges?|charging|price|cost me"
    r"|satz|tarifs?|tarief|tarieven|prix|preis|prijs|vergoeding)"
)
_BETWEEN = r"[^\d\n.!?£€$¥]{0,24}?"
_YEAR = r"(?:19\d\d|20(?:0[1-9]|[1-4]\d))\b"
_WORKED = (
    r"(?:day|diem|hour|hr|manday|man-day|tag|arbeitstag|manntag|stunde|std|jour|journee|heure"
    r"|dag|werkdag|uur)s?\b"
)
# Each pattern with words of which every match contains one. Most texts contain none of them.
_PER_UNIT = re.compile(
    rf"(?:{_WITH_CURRENCY}|{_KILO}){_PER}|\bts:? ?{_WITH_CURRENCY}{_PER}?"
    # "900 a week" are things counted.
    rf"|\b\d[.,' ]?\d{{2,3}}(?=[^\d\n]*?(?:{_WORKED}|daily|hourly|taglich|[/.] ?[dhjtu]\b)){_PER}"
)
_MILLIONS = re.compile(r"\d ?(?:m|mn|mio|mln|bn|mrd|mia)\b|milli|miljo|milja|billion")
_CUED = re.compile(
    rf"\b{_RATE_CUE}\b{_BETWEEN}(?:{_WITH_CURRENCY}|(?<![\w.,]){_RANGE}"
    rf"|{_IN_WORDS}(?: {_CURRENCY})?)(?! ?%){_PER}?{_TAX}"
    rf"|\b{_FEE_CUE}\b{_BETWEEN}(?:{_WITH_CURRENCY}|{_KILO}"
    rf"|(?<![\w.,])(?!{_YEAR})\d[.,' ]?\d{{3}}\b)"
    rf"(?! ?(?:%|percent)|[.,]?\d){_PER}?{_TAX}"
)
_WORDS_SUM = re.compile(rf"{_IN_WORDS} {_CURRENCY}")
_WORDS_PER_UNIT = re.compile(rf"{_IN_WORDS}(?: {_CURRENCY})?{_PER}")
_CUES = (
    *(
        "rate",
        "tagess",
        "stundens",
        "monatssatz",
        "honorar",
        "gehalt",
        "tjm",
        "taux",
        "tari",
        "fee",
    ),
    *("honoraire", "dagprijs", "sal", "remuneration", "compensation", "pretention", "charg", "pri"),
    *("cost me", "satz", "preis", "vergoeding", "package"),
)
_SUMS = (
    *("£", "€", "$", "¥", "eur", "gbp", "usd", "chf", "sek", "nok", "dkk", "pln", "pound", "pfund"),
    *("sterling", "quid", "livre", "dollar", "franken", "franc"),
)
_MONEY = re.compile(rf"(?:{_WITH_CURRENCY}|{_KILO})(?:{_PER})?")
# “Two hours a day” and “three per week” are no money: number words count as a price from 100 on.
_LARGE = re.compile(
    r"hundred|thousand|grand|hundert|tausend|cent|mille|honderd|duizend|milli|miljo|milja|billion"
)
_DIGIT = re.compile(r"\d")
_KILOS = re.compile(r"\d ?k\b")


def contact_spans(folded: Folded) -> list[Span]:
    """Return the e-mail addresses, links, handles and phone numbers of a text, in order."""
    return without_overlaps(_contacts(folded))


def money_spans(folded: Folded) -> list[Span]:
    """Return the amounts of a text, in order: RATE for a price of work, MONEY for the others.

    The span of a rate includes its cue: "Day rate: £4,000", "4.000 EUR a day", "Tagessatz 1200".
    """
    text = folded.text
    has_digit, has_large = bool(_DIGIT.search(text)), bool(_LARGE.search(text))
    if not has_digit and not has_large:
        return []
    rates: list[Span] = []
    if has_digit:
        rates += _found(folded, _PER_UNIT, Kind.RATE)
    if has_large:
        rates += _found(folded, _WORDS_PER_UNIT, Kind.RATE)
    # "£1.2m a year" was saved or sold, and is nobody's price.
    rates = [rate for rate in rates if not _is_millions(folded, rate)]
    if any(cue in text for cue in _CUES):
        rates += _found(folded, _CUED, Kind.RATE)
    amounts: list[Span] = _found(folded, _WORDS_SUM, Kind.MONEY) if has_large else []
    if any(word in text for word in _SUMS) or _KILOS.search(text):
        amounts += _found(folded, _MONEY, Kind.MONEY)
    return without_overlaps([*rates, *_outside(amounts, rates)])


def _is_millions(folded: Folded, span: Span) -> bool:
    return bool(_MILLIONS.search(folded.original[span.start : span.end].lower()))


def _found(folded: Folded, pattern: re.Pattern[str], kind: Kind) -> list[Span]:
    return [
        _span(folded, match.span(), kind)
        for match in pattern.finditer(folded.text)
        if _DIGIT.search(match[0]) or _LARGE.search(match[0])
    ]


def _contacts(folded: Folded) -> Iterator[Span]:
    text = folded.text
    has_network = any(network in text for network in _NETWORKS)
    for pattern, kind, is_worth_while in (
        (_EMAIL, Kind.EMAIL, "@" in text),
        (_SPELT_EMAIL, Kind.EMAIL, bool(_SPELT_AT.search(text))),
        (_AT_HANDLE, Kind.HANDLE, "@" in text),
        (_HANDLE, Kind.HANDLE, has_network),
        (_PATH_HANDLE, Kind.HANDLE, "in/" in text),
    ):
        if is_worth_while:
            for match in pattern.finditer(text):
                yield _span(folded, match.span(), kind)
    for match in _LINK.finditer(text):
        if _is_link(folded, match):
            yield _span(folded, match.span(), Kind.LINK)
    if _DIGIT.search(text):
        yield from _phones(folded)


def _phones(folded: Folded) -> Iterator[Span]:
    text = folded.text
    for match in _PHONE.finditer(text):
        if _is_phone(match):
            yield _span(folded, match.span(), Kind.PHONE)
    for match in _PHONE_WITH_CUE.finditer(text):
        digits = match["digits"]
        if not _DATES.fullmatch(digits) and not _THOUSANDS.fullmatch(digits):
            yield _span(folded, match.span("digits"), Kind.PHONE)


def _is_link(folded: Folded, match: re.Match[str]) -> bool:
    host = match["host"]
    if host is None:
        return True
    if host in _NO_LINKS or not re.search("[a-z]", host) or len(host.partition(".")[0]) < 2:
        return False
    # “… the plant.In 2019” has a missing space; it is no address.
    written = folded.source(*match.span("host"))
    last = written.rpartition(".")[2]
    return written.isupper() or last == last.lower()


def _is_phone(match: re.Match[str]) -> bool:
    words = match[0]
    digits = sum(character.isdigit() for character in words)
    if match["plus"]:
        return digits <= 15 and not (_THOUSANDS.fullmatch(words) and digits < 10)
    if match["nought"]:
        return 9 <= digits <= 15 and not _DATES.fullmatch(words)
    return True


def _span(folded: Folded, found: tuple[int, int], kind: Kind) -> Span:
    start, end = found
    while folded.text[start] == " ":
        start += 1
    while folded.text[end - 1] == " ":
        end -= 1
    return Span(folded.start(start), folded.end(end), kind)


def _outside(spans: Iterable[Span], others: list[Span]) -> list[Span]:
    return [
        span
        for span in spans
        if not any(span.start < other.end and other.start < span.end for other in others)
    ]
