"""Which firms may find somebody, in words: the rule that `open_to_firms` asks of the database."""

from collections.abc import Iterable
from dataclasses import dataclass

from candidates.models import Candidate, FirmStance
from providers.models import Firm

# Said at the welcome and on the profile, before anybody is asked to decide.
DEFAULT = (
    "You are open to specialist firms in your own sectors and closed to every other firm, until"
    " you say otherwise. Nobody finds you before you turn that on."
)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one firm may do, and why.

    Attributes:
        firm: the firm.
        stance: "trusted", "blocked" or "" where its kind decides.
        is_heard: whether it may find the profile.
        why: the reason, a sentence.
        specialisms: its fields, in words.
    """

    firm: Firm
    stance: str
    is_heard: bool
    why: str
    specialisms: list[str]

    @property
    def is_trusted(self) -> bool:
        """Whether the person trusts it by name."""
        return self.stance == FirmStance.Stance.TRUSTED

    @property
    def is_blocked(self) -> bool:
        """Whether the person never wants it to know of them."""
        return self.stance == FirmStance.Stance.BLOCKED

    @property
    def undo_verb(self) -> str:
        """The words on the button that takes the stance back."""
        return "Unblock" if self.is_blocked else "Stop trusting"

    @property
    def label(self) -> str:
        """Two words for a pill."""
        if self.is_blocked:
            return "Blocked"
        if self.is_trusted:
            return "Trusted"
        return "May find you" if self.is_heard else "Closed"

    @property
    def tone(self) -> str:
        """The pill's tone."""
        if self.is_blocked:
            return "breach"
        return "live" if self.is_heard else "quiet"


def hearings(candidate: Candidate, firms: Iterable[Firm]) -> list[Hearing]:
    """Say of each firm (with `specialisms` prefetched) whether it may find the profile, and why."""
    stances = dict(candidate.stances.values_list("firm_id", "stance"))
    fields = set(candidate.sectors.values_list("pk", flat=True))
    return [_hearing(candidate, firm, stances.get(firm.pk, ""), fields) for firm in firms]


def _hearing(candidate: Candidate, firm: Firm, stance: str, fields: set[int]) -> Hearing:
    shared = [field for field in firm.specialisms.all() if field.pk in fields]
    is_heard, why = _rule(candidate, firm, stance, [field.label for field in shared])
    words = sorted(field.label for field in firm.specialisms.all())
    return Hearing(firm=firm, stance=stance, is_heard=is_heard, why=why, specialisms=words)


def _rule(candidate: Candidate, firm: Firm, stance: str, shared: list[str]) -> tuple[bool, str]:
    if stance == FirmStance.Stance.BLOCKED:
        return False, "You blocked it. It never learns that you exist, nor that you did so."
    if stance == FirmStance.Stance.TRUSTED:
        return True, "You trust it, whatever you say of its kind."
    kind, is_open = {
        Firm.Kind.SPECIALIST.value: ("specialist firms", candidate.open_to_specialists),
        Firm.Kind.GENERALIST.value: ("generalist firms", candidate.open_to_generalists),
        Firm.Kind.RPO.value: ("RPOs", candidate.open_to_rpos),
    }[firm.kind]
    if not is_open:
        return False, f"You are closed to {kind}."
    if not firm.is_specialist:
        return True, f"You are open to {kind}."
    if not shared:
        return False, "A specialist, but not in one of your sectors."
    return True, f"A specialist in your field: {', '.join(sorted(shared))}."
