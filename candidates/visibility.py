"""Which firms may find a profile, and why. `open_to` is the same rule as a query."""

from collections.abc import Iterable
from dataclasses import dataclass

from candidates.models import Candidate, FirmStance
from interimhub.lib.prepared import Prepared, PreparedRelated
from providers.models import Firm

# Shown before the person chooses.
DEFAULT_TEXT = (
    "You are open to specialist firms in your sectors and closed to all other firms, until"
    " you change this. Nobody can find you before you switch it on."
)


@dataclass(frozen=True, slots=True)
class FirmVisibility:
    """Whether one firm may find a profile, and why.

    Attributes:
        firm: the firm.
        stance: "trusted" or "blocked"; "" where the kind of firm decides.
        can_find: whether it may find the profile.
        reason: why, in a sentence.
        specialisms: the labels of its specialisms.
    """

    firm: Firm
    stance: str
    can_find: bool
    reason: str
    specialisms: list[str]

    @property
    def is_trusted(self) -> bool:
        """Whether the interim trusts this firm."""
        return self.stance == FirmStance.Stance.TRUSTED

    @property
    def is_blocked(self) -> bool:
        """Whether the interim blocks this firm."""
        return self.stance == FirmStance.Stance.BLOCKED

    @property
    def undo_verb(self) -> str:
        """The label of the button that removes the stance."""
        return "Unblock" if self.is_blocked else "Stop trusting"

    @property
    def label(self) -> str:
        """The text of the pill."""
        if self.is_blocked:
            return "Blocked"
        if self.is_trusted:
            return "Trusted"
        return "May find you" if self.can_find else "Closed"

    @property
    def tone(self) -> str:
        """The tone of the pill."""
        if self.is_blocked:
            return "breach"
        return "live" if self.can_find else "quiet"


def visibility_to(candidate: Candidate, firms: Iterable[Firm]) -> list[FirmVisibility]:
    """Return for each firm whether it may find the profile, and why.

    Args:
        candidate: the profile.
        firms: with `specialisms` prefetched.
    """
    stances = stances_of(candidate)
    _SECTORS.attach([candidate])
    fields = {field.pk for field in candidate.sectors.all()}
    return [_visibility(candidate, firm, stances.get(firm.pk, ""), fields) for firm in firms]


_SECTORS = PreparedRelated(Candidate, "sectors")
_STANCES: Prepared[tuple[int, str]] = Prepared(
    lambda *, candidate: FirmStance.objects.of(candidate).values_list("firm_id", "stance")
)


def stances_of(candidate: Candidate) -> dict[int, str]:
    """Return what an interim has decided on firms, by the firm's key."""
    return dict(_STANCES(candidate=candidate))


def _visibility(candidate: Candidate, firm: Firm, stance: str, fields: set[int]) -> FirmVisibility:
    shared = [field for field in firm.specialisms.all() if field.pk in fields]
    can_find, reason = _rule(candidate, firm, stance, [field.label for field in shared])
    labels = sorted(field.label for field in firm.specialisms.all())
    return FirmVisibility(
        firm=firm, stance=stance, can_find=can_find, reason=reason, specialisms=labels
    )


def _rule(candidate: Candidate, firm: Firm, stance: str, shared: list[str]) -> tuple[bool, str]:
    if stance == FirmStance.Stance.BLOCKED:
        return False, "You blocked it. It does not learn that you exist, or that you blocked it."
    if stance == FirmStance.Stance.TRUSTED:
        return True, "You trust it, whatever you chose for its kind."
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
