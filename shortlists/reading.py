"""Read the pack and the profile that a conversation stores."""

from datetime import date
from typing import Any

from django.utils.formats import date_format

from engagements.pack import Pack
from shortlists.confidential import reader_of_interim
from shortlists.models import Entry, approach_of


def sent_pack(entry: Entry) -> Pack:
    """Return the pack of the first approach; an empty pack before it.

    An old pack may contain a confidential client's name; it is hidden until the mandate.
    """
    approach = approach_of(entry)
    if approach is None:
        return Pack()
    return Pack.from_json(approach.pack).read_by(reader_of_interim(entry))


def read_profile(profile: dict[str, Any]) -> dict[str, Any]:
    """Return a stored profile with its days as dates."""
    told = dict(profile)
    for name in ("available_from", "availability_confirmed_on"):
        told[name] = _day(profile.get(name))
    told["record"] = [
        {
            **item,
            "started_on": _day(item.get("started_on")),
            "ended_on": _day(item.get("ended_on")),
        }
        for item in profile.get("record", [])
    ]
    return told


def profile_facts(profile: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the facts of a profile as (label, text), without empty ones."""
    free, confirmed = profile.get("available_from"), profile.get("availability_confirmed_on")
    since = f", confirmed {date_format(confirmed, 'j F')}" if confirmed else ""
    facts = [
        ("Available", f"from {date_format(free, 'j F Y')}{since}" if free else ""),
        ("Seniority", profile.get("seniority_label") or ""),
        ("Profit and loss", profile.get("profit_and_loss") or ""),
        ("Largest team", f"{profile['team_size']:,} people" if profile.get("team_size") else ""),
        ("Board", profile.get("board_exposure") or ""),
        ("Sectors", ", ".join(profile.get("sectors") or [])),
        ("Languages", ", ".join(profile.get("languages") or [])),
        ("Works", profile.get("pattern") or ""),
        ("Regions", ", ".join(profile.get("regions") or [])),
    ]
    return [(label, words) for label, words in facts if words]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
