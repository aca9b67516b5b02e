"""Registrations of an imported profile: our own key, and the certificates of JSON Resume."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from candidates.importing.days import is_to_date
from candidates.importing.values import Values
from candidates.models.registrations import CandidateRegistration
from skills.places import Country

MOST = 100
# What files call countries, in addition to our codes and labels.
COUNTRIES = {
    **{code: code for code in Country.values},
    **{country.label.casefold(): country.value for country in Country},
    **dict.fromkeys(("uk", "great britain", "england", "scotland", "wales"), "gb"),
    **dict.fromkeys(("deutschland", "allemagne", "duitsland"), "de"),
    **dict.fromkeys(("österreich", "autriche", "oostenrijk"), "at"),
    **dict.fromkeys(("schweiz", "suisse", "zwitserland"), "ch"),
    **dict.fromkeys(("frankreich", "frankrijk"), "fr"),
    **dict.fromkeys(("nederland", "niederlande", "pays-bas"), "nl"),
    **dict.fromkeys(("belgië", "belgique", "belgien"), "be"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A registration as a file states it; unknown values are empty."""

    number: str = ""
    body: str = ""
    country: str = ""
    since: date | None = None
    valid_until: date | None = None


def registrations_of(
    values: Values,
    concept_of: Callable[[str, Any, str], int | None],
    *,
    ours: Any,
    path: str,
    certificates: Any,
) -> dict[int, Held]:
    """Return the registrations of a profile by the key of their concept; the first of each counts.

    A certificate that names no registration is left out with a note: a profile has no place for it.

    Args:
        concept_of: the key of the concept that a row names, given family, row and path; None, with
            a note, if it names none.
        ours: the value of our key `registrations`, found at `path`.
        certificates: the section of JSON Resume.
    """
    found: dict[int, Held] = {}
    names = values.names(ours, path, MOST)
    rows = [
        *((at, {"name": one} if isinstance(one, str) else one) for at, one in names),
        *values.rows(certificates, "certificates", MOST, text_as="name"),
    ]
    for at, row in rows:
        concept = concept_of("registration", row, at)
        if concept is not None and concept not in found:
            found[concept] = _held(values, row, at)
    return found


def _held(values: Values, row: dict[str, Any], at: str) -> Held:
    since = values.past(
        row.get("since") or row.get("date"), f"{at}.{'since' if row.get('since') else 'date'}"
    )
    held = Held(
        number=values.text(row.get("number"), f"{at}.number", CandidateRegistration.NUMBER_LENGTH),
        body=values.text(
            row.get("body") or row.get("issuer"),
            f"{at}.{'body' if row.get('body') else 'issuer'}",
            CandidateRegistration.BODY_LENGTH,
        ),
        country=_country(values, row.get("country"), f"{at}.country"),
        since=since.first if since else None,
        valid_until=_until(values, row.get("valid_until"), f"{at}.valid_until"),
    )
    if held.since and held.valid_until and held.valid_until < held.since:
        values.note(f"{at}.valid_until", "is before its begin; both left out")
        return replace(held, since=None, valid_until=None)
    return held


def _until(values: Values, given: Any, path: str) -> date | None:
    if isinstance(given, str) and is_to_date(given):
        return None
    day = values.day(given, path)
    return day.last if day else None


def _country(values: Values, given: Any, path: str) -> str:
    name = values.text(given, path, 60)
    code = COUNTRIES.get(name.casefold(), "")
    if name and not code:
        values.leave_out(path, name, "is none of our countries")
    return code
