"""Presenter of a brief's envelope, for those who decide on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from engagements.models import Brief
from interimhub.lib.prepared import Prepared
from terms.law import PayDuty, pay_duty
from terms.models import Envelope, EnvelopeQuestion, PayRange
from terms.models.amounts import in_money
from terms.policy import can_read_envelope


@dataclass(frozen=True, slots=True)
class EnvelopeShown:
    """One envelope in words.

    Attributes:
        title: which one it is: the first, or a change.
        facts: its parts as (label, words).
        by: who set it, and when.
        reason: why it was changed; "" for the first.
    """

    title: str
    facts: list[tuple[str, str]]
    envelope: Envelope

    @property
    def reason(self) -> str:
        """Why it was changed; "" for the first."""
        return self.envelope.reason


def envelopes_shown(rows: Sequence[Envelope]) -> list[EnvelopeShown]:
    """Return envelopes in words, in their order."""
    titles = ("First", "First change", "Second change")
    return [EnvelopeShown(titles[row.number], _facts(row), row) for row in rows]


def _facts(row: Envelope) -> list[tuple[str, str]]:
    basis = f"{row.days} working days in all" if row.days else "one working day"
    left = in_money(row.left_for_a_day, row.currency)
    return [
        ("All-in, at most", f"{in_money(row.amount, row.currency)} for {basis}"),
        ("Of it, not for the interim", in_money(row.others, row.currency)),
        ("Left for the interim", f"{left} for a day, before tax"),
        ("How it would be taxed", row.get_treatment_display()),
    ]


@dataclass(frozen=True, slots=True)
class EnvelopeLine:
    """How the envelope of a brief stands, without an amount, on the page of the brief.

    Attributes:
        words: whether it is set, and what is asked of those who decide.
        is_asked: whether somebody waits for an answer of theirs.
    """

    words: str
    is_asked: bool


_CURRENT: Prepared[Envelope] = Prepared(
    lambda *, brief: Envelope.objects.filter(brief=brief).order_by("-number")[:1]
)
_WAITING: Prepared[EnvelopeQuestion] = Prepared(
    lambda *, envelope: EnvelopeQuestion.objects.filter(
        envelope=envelope, status=EnvelopeQuestion.Status.WAITING
    )
)
_RANGES: Prepared[PayRange] = Prepared(lambda *, brief: PayRange.objects.filter(brief=brief))


def envelope_line(user: User, brief: Brief) -> EnvelopeLine | None:
    """Return how the envelope stands; None for those who do not read it."""
    if not can_read_envelope(user, brief):
        return None
    current = next(iter(_CURRENT(brief=brief)), None)
    if current is None:
        words = (
            "Not set yet. Without it, nobody who is interested can learn whether terms can meet."
        )
    else:
        left = ("it is final", "it can be changed once more", "it can be changed twice")
        words = f"Set, and read by nobody else; {left[current.changes_left]}."
    is_asked = current is not None and bool(list(_WAITING(envelope=current)))
    if is_asked:
        words = "Someone worth meeting is outside your envelope: can it move?"
    elif pay_duty(brief) == PayDuty.WANTED and not list(_RANGES(brief=brief)):
        words += " The law wants a pay range here, and it is missing."
    return EnvelopeLine(words, is_asked)
