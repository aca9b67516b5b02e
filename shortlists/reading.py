"""Read the pack and the profile that a conversation stores."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list

from engagements.brief_changes import changes_since
from engagements.pack import Pack, brief_pack
from interimhub.lib.changed_words import PartChange
from providers.models import Consultant, Firm
from shortlists.asking import own_approach
from shortlists.confidential import reader_of_interim
from shortlists.models import Approach, Entry, HeldAnswer, Question, approaches_of


def sent_pack(entry: Entry) -> Pack:
    """Return what the interim was sent last before they answered; an empty pack before that.

    An old pack may contain a confidential client's name; it is hidden until the mandate.
    """
    heard = [row for row in approaches_of(entry) if _is_heard(row, entry)]
    if not heard:
        return Pack()
    return Pack.from_json(heard[-1].pack).read_by(reader_of_interim(entry))


def changes_since_sent(entry: Entry) -> list[PartChange]:
    """Return what changed in the brief since the pack that the interim was sent, as they read it.

    Needs no query while the brief has the same version.
    """
    heard = [row for row in approaches_of(entry) if _is_heard(row, entry)]
    if not heard:
        return []
    read = reader_of_interim(entry)
    return changes_since(entry.brief, heard[-1].brief_version, read=read)


def firm_pack(firm: Firm, entry: Entry) -> Pack:
    """Return what a firm has sent an interim.

    Chosen without having asked, it reads the brief as it stands: nothing of what another firm sent.
    """
    own = own_approach(firm, entry)
    if own is not None:
        return Pack.from_json(own.pack).read_by_firm()
    return brief_pack(entry.brief, named=not entry.brief.is_confidential)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one firm wrote to the interim, as it was sent.

    Attributes:
        approach: the approach that it came with.
        words: the consultant's own; "" if they were erased.
        speaker: who answers for the firm now; it is who wrote unless they have left.
        is_heard: whether it came before the interim had chosen a firm or left.
    """

    approach: Approach
    words: str
    speaker: Consultant
    is_heard: bool

    @property
    def has_other_speaker(self) -> bool:
        """Whether who wrote it has left."""
        return self.speaker.pk != self.approach.consultant_id


def letters_of(entry: Entry) -> list[Letter]:
    """Return what the firms wrote to the interim, first sent first.

    Of a firm that asked again after it had had no answer, the latest.
    """
    latest = {row.firm_id: row for row in approaches_of(entry)}
    read = reader_of_interim(entry)
    rows = sorted(latest.values(), key=lambda row: (row.sent_at, row.pk))
    return [_letter(row, entry, read) for row in rows]


def asking_firms(entry: Entry) -> list[Firm]:
    """Return the firms whose approach waits for the interim's answer, first sent first."""
    if not entry.may_choose_voice:
        return []
    return [row.firm for row in approaches_of(entry) if row.is_waiting]


def may_be_passed_on(question: Question, entry: Entry, questions: Iterable[Question]) -> bool:
    """Whether the interim can put a question to the firm that they chose.

    It was put to another, which had not answered and no longer may. The question stays the
    interim's: nobody passes it on but them.
    """
    is_open = not question.is_answered and question.firm_id != entry.firm_id
    asked = {row.text for row in questions if row.firm_id == entry.firm_id}
    return is_open and entry.is_represented and question.text not in asked


def told_of_no(entry: Entry, held: HeldAnswer) -> str:
    """Return who is told of a no of the interim, with its verb: who had asked by then."""
    heard = [row for row in approaches_of(entry) if row.is_waiting and row.sent_at <= held.given_at]
    firms = [row.firm.name for row in heard] or [entry.firm.name]
    return f"{get_text_list(firms, 'and')} {'hears' if len(firms) == 1 else 'hear'}"


def _letter(row: Approach, entry: Entry, read: Callable[[str], str]) -> Letter:
    return Letter(row, read(row.words), row.speaker(), is_heard=_is_heard(row, entry))


def _is_heard(row: Approach, entry: Entry) -> bool:
    # All who wait are answered in the same moment; who asks too late is answered afterwards.
    settled_at = entry.mandated_at or entry.ended_at
    if settled_at is None or row.answered_at is None:
        return settled_at is None
    return row.answered_at <= settled_at


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
        ("Registrations", "; ".join(one["label"] for one in profile.get("registrations") or [])),
        ("Works", profile.get("pattern") or ""),
        ("Regions", ", ".join(profile.get("regions") or [])),
    ]
    return [(label, words) for label, words in facts if words]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
