"""What an interim reads of terms in their conversation: the sealed check, and the pay range."""

from dataclasses import dataclass
from datetime import datetime

from interimhub.lib.prepared import Prepared
from shortlists.further_parts import FurtherPart, Place, further_part
from shortlists.models import Entry
from terms.law import PayDuty, pay_duty
from terms.models import EnvelopeQuestion, Floor, PayRange, SealedCheck
from terms.models.amounts import in_money

Status, Outcome = SealedCheck.Status, SealedCheck.Outcome

_WITHIN = "What you ask lies within what the client can pay for this work."
_NOT_WITHIN = "What you ask lies above what the client can pay for this work."
_WORKS = "You work within what the client can pay. If that changes, you can step back at any time."
_OPEN_NEXT = "Nothing follows from it now; the terms are agreed when an offer is made."


@dataclass(frozen=True, slots=True)
class CheckShown:
    """The sealed check as its interim reads it.

    Attributes:
        answer: the label of the answer; "" before there is one.
        tone: the tone of the answer's pill.
        words: what it means, in sentences.
        decides: whether the interim decides now.
        is_asking: whether the client is asked whether it can move.
        may_ask: whether they can let it be asked.
        cannot_ask: why not, where they decide and cannot.
        passes_at: when the client is asked, while the question is held.
    """

    answer: str = ""
    tone: str = ""
    words: tuple[str, ...] = ()
    decides: bool = False
    is_asking: bool = False
    may_ask: bool = False
    cannot_ask: str = ""
    passes_at: datetime | None = None


_CHECKS: Prepared[SealedCheck] = Prepared(
    lambda *, brief, candidate: (
        SealedCheck.objects.filter(brief=brief, candidate=candidate)
        .select_related("envelope")
        .order_by("-brief_version")[:1]
    )
)
_QUESTIONS: Prepared[EnvelopeQuestion] = Prepared(
    lambda *, envelope: EnvelopeQuestion.objects.filter(envelope=envelope)
)
_FLOORS: Prepared[Floor] = Prepared(
    lambda *, candidate: Floor.objects.filter(candidate=candidate).only("pk")
)
_RANGES: Prepared[PayRange] = Prepared(lambda *, brief: PayRange.objects.filter(brief=brief))


@further_part
def check_in_conversation(entry: Entry) -> FurtherPart | None:
    """Return the answer of the sealed check, or what it will be."""
    found = _CHECKS(brief=entry.brief, candidate=entry.candidate)
    check = next(iter(found), None)
    if check:
        return FurtherPart(Place.FIRST, "terms/_check.html", _shown(check, entry))
    if not entry.is_live:
        return None
    if entry.interested_at is None:
        has_floor = bool(list(_FLOORS(candidate=entry.candidate)))
        return FurtherPart(Place.WITH_PACK, "terms/_before_check.html", {"has_floor": has_floor})
    words = ("It runs within a minute. You alone read what it finds.",)
    return FurtherPart(Place.FIRST, "terms/_check.html", CheckShown(words=words))


def _shown(check: SealedCheck, entry: Entry) -> CheckShown:
    answer = check.get_outcome_display()
    if check.outcome == Outcome.WITHIN:
        return CheckShown(answer, "met", (_WITHIN,))
    if check.outcome == Outcome.OPEN:
        return CheckShown(answer, "quiet", (check.get_open_because_display(), _OPEN_NEXT))
    if check.status == Status.STEPPED_OUT:
        return CheckShown(answer, "quiet", ("You stepped out. It counts against nobody.",))
    if check.status == Status.WORKS:
        return CheckShown(answer, "live", (_WORKS,))
    if not entry.is_live or entry.brief.is_on_hold:
        return CheckShown(answer, "quiet", (_NOT_WITHIN,))
    question = next(iter(_QUESTIONS(envelope=check.envelope)), None)
    cannot_ask = "" if check.is_asking else _cannot_ask(check, question)
    return CheckShown(
        answer=answer,
        tone="wait",
        words=(_NOT_WITHIN,),
        decides=True,
        is_asking=check.is_asking,
        may_ask=not check.is_asking and not cannot_ask,
        cannot_ask=cannot_ask,
        passes_at=question.passes_at if question and question.is_held else None,
    )


def _cannot_ask(check: SealedCheck, question: EnvelopeQuestion | None) -> str:
    assert check.envelope is not None
    if not check.envelope.may_change:
        return "The client has changed its envelope twice, so it is final."
    if question is None or question.is_open:
        return ""
    if question.status == EnvelopeQuestion.Status.KEPT:
        return "The client has been asked whether it can move, and says that it cannot."
    return "The client has been asked whether it can move, and has not answered."


@further_part
def pay_in_conversation(entry: Entry) -> FurtherPart | None:
    """Return the pay range where the law wants it shown, or that it is missing."""
    if not entry.is_live or pay_duty(entry.brief) != PayDuty.WANTED:
        return None
    stated = next(iter(_RANGES(brief=entry.brief)), None)
    return FurtherPart(Place.WITH_PACK, "terms/_pay.html", pay_in_words(stated) if stated else "")


def pay_in_words(stated: PayRange) -> str:
    """Return a pay range as a sentence part: “EUR 9,000 to EUR 11,500 a month, before tax”."""
    lowest, highest = (
        in_money(amount, stated.currency) for amount in (stated.lowest, stated.highest)
    )
    amounts = lowest if lowest == highest else f"{lowest} to {highest}"
    return f"{amounts} {stated.get_per_display()}, before tax"
