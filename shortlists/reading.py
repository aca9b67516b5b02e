"""What an interim reads of their own conversation: the pack with real dates, and the way so far."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from engagements.pack import Pack
from shortlists.models import Entry, approach_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: its words, "done", "current" or "todo", and a day."""

    label: str
    state: str
    detail: str = ""


def sent_pack(entry: Entry) -> Pack:
    """Return what the interim was sent with the first approach; an empty pack before that."""
    approach = approach_of(entry)
    return Pack.from_json(approach.pack) if approach else Pack()


def read_profile(profile: dict[str, Any]) -> dict[str, Any]:
    """Return a frozen profile with its days as dates."""
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
    """Return a read profile's facts as (label, words), without those that nobody gave."""
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


def steps_of(entry: Entry) -> list[Step]:
    """Return the way through a brief in the words an interim reads."""
    way = [
        ("Asked", entry.approached_at),
        ("You chose who represents you", entry.mandated_at),
        ("Put forward", entry.submitted_at),
        ("Read by the client", entry.first_read_at),
        ("Invited to meet", entry.invited_at),
    ]
    done = [bool(moment) for _, moment in way]
    last = max((index for index, was in enumerate(done) if was), default=0)
    steps = [
        Step(
            label=label,
            state="done"
            if moment and (index < last or entry.has_ended)
            else "current"
            if index == last
            else "todo",
            detail=f"{moment:%-d %B}" if moment else "",
        )
        for index, (label, moment) in enumerate(way)
        if moment or not entry.has_ended
    ]
    if entry.has_ended and entry.ended_at:
        steps.append(
            Step(ENDINGS.get(entry.status, "Ended"), "current", f"{entry.ended_at:%-d %B}")
        )
    return steps


ENDINGS: dict[str, str] = {
    Entry.Status.DECLINED_BY_INTERIM: "You said no",
    Entry.Status.WITHDRAWN: "You withdrew",
    Entry.Status.NOT_SELECTED: "The client decided otherwise",
    Entry.Status.EXPIRED: "Ended without an answer",
    Entry.Status.CLOSED: "The brief ended",
    Entry.Status.SUPERSEDED: "You were engaged elsewhere",
}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
