"""The firms on a brief, as one interim sees them."""

from dataclasses import dataclass

from django.db.models import Prefetch

from candidates.models import Candidate, FirmStance
from candidates.visibility import stances_of
from engagements.models import Brief, PanelSeat
from interimhub.lib.prepared import Prepared
from providers.models import Consultant, Firm
from shortlists.models import Approach, Entry


@dataclass(frozen=True, slots=True)
class Voice:
    """One firm on the brief.

    Attributes:
        firm: the firm.
        consultant: who would represent the interim; None if nobody works there any more.
        specialisms: its fields, in words.
        is_trusted, is_blocked: whether the interim trusts or has blocked it.
        is_asking: whether its approach has no answer yet.
        engaged: how the client engages it, and which firm brought it in, in a sentence.
    """

    firm: Firm
    consultant: Consultant | None
    specialisms: list[str]
    is_trusted: bool
    is_blocked: bool
    is_asking: bool
    engaged: str = ""

    @property
    def ref(self) -> str:
        """The firm's public id, as forms post it."""
        return str(self.firm.ref)

    @property
    def tone(self) -> str:
        """The colour of the pill with its kind."""
        return "live" if self.firm.is_specialist else ""

    @property
    def name_to_show(self) -> str:
        """The consultant's name, or "" for a blocked firm."""
        return (
            self.consultant.user.get_full_name() if self.consultant and not self.is_blocked else ""
        )

    @property
    def undo_verb(self) -> str:
        """The label of the button that removes trust or block."""
        return "Unblock" if self.is_blocked else "Stop trusting"

    @property
    def remark(self) -> str:
        """What the interim has decided about the firm, and whether it has asked them."""
        if self.is_blocked:
            return "You blocked this firm. It never learns about you."
        words = ["You trust this firm."] if self.is_trusted else []
        words += ["They asked you about this brief."] if self.is_asking else []
        return " ".join(words)


_PEOPLE = Consultant.objects.active().by_name().select_related("user")
_SEATS: Prepared[PanelSeat] = Prepared(
    lambda *, brief: (
        PanelSeat.objects.filter(brief=brief)
        .informed()
        .select_related("firm__work", "consultant__user", "through__firm")
        .prefetch_related("firm__specialisms", Prefetch("firm__members", _PEOPLE))
    )
)


def voices_for(entry: Entry) -> list[Voice]:
    """Return every firm on the brief: trusted ones first, blocked ones last, else by name."""
    asked = {approach.firm_id: approach for approach in entry.approaches.all()}
    return _voices(entry.brief, entry.candidate, asked, speaking_id=entry.consultant_id)


def voices_on(brief: Brief, candidate: Candidate) -> list[Voice]:
    """Return the same for an interim whom no firm has asked about the brief."""
    return _voices(brief, candidate, {}, speaking_id=0)


def _voices(
    brief: Brief, candidate: Candidate, approaches: dict[int, Approach], *, speaking_id: int
) -> list[Voice]:
    seats = _SEATS(brief=brief)
    stances = stances_of(candidate)
    found = []
    for seat in seats:
        active = {person.pk: person for person in seat.firm.members.all()}
        approach = approaches.get(seat.firm_id)
        speaking = active.get(speaking_id)
        asking = active.get(approach.consultant_id) if approach else None
        named = active.get(seat.consultant_id or 0)
        stance = stances.get(seat.firm_id, "")
        found.append(
            Voice(
                firm=seat.firm,
                consultant=speaking or asking or named or next(iter(active.values()), None),
                specialisms=sorted(concept.label for concept in seat.firm.specialisms.all()),
                is_trusted=stance == FirmStance.Stance.TRUSTED,
                is_blocked=stance == FirmStance.Stance.BLOCKED,
                is_asking=approach is not None and approach.is_waiting,
                engaged=seat.engaged_in_words,
            )
        )
    return sorted(
        found, key=lambda voice: (voice.is_blocked, not voice.is_trusted, voice.firm.name.lower())
    )
