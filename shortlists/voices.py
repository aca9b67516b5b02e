"""The firms on a brief, as one interim sees them."""

from dataclasses import dataclass

from django.db.models import Prefetch

from candidates.models import FirmStance
from candidates.visibility import stances_of
from engagements.models import PanelSeat
from interimhub.lib.prepared import Prepared
from providers.models import Consultant, Firm
from shortlists.models import Entry


@dataclass(frozen=True, slots=True)
class Voice:
    """One firm on the brief.

    Attributes:
        firm: the firm.
        consultant: who would represent the interim; None if nobody works there any more.
        specialisms: its fields, in words.
        is_trusted, is_blocked: whether the interim trusts or has blocked it.
        is_asking: whether its approach has no answer yet.
    """

    firm: Firm
    consultant: Consultant | None
    specialisms: list[str]
    is_trusted: bool
    is_blocked: bool
    is_asking: bool

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
        .select_related("firm", "consultant__user")
        .prefetch_related("firm__specialisms", Prefetch("firm__members", _PEOPLE))
    )
)


def voices_for(entry: Entry) -> list[Voice]:
    """Return every firm on the brief: trusted ones first, blocked ones last, else by name."""
    seats = _SEATS(brief=entry.brief)
    stances = stances_of(entry.candidate)
    approaches = {approach.firm_id: approach for approach in entry.approaches.all()}
    found = []
    for seat in seats:
        active = {person.pk: person for person in seat.firm.members.all()}
        approach = approaches.get(seat.firm_id)
        speaking = active.get(entry.consultant_id)
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
            )
        )
    return sorted(
        found, key=lambda voice: (voice.is_blocked, not voice.is_trusted, voice.firm.name.lower())
    )
