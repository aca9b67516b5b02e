"""The progress of a brief: its steps, its stages and the next action."""

import copy
from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from accounts.access import Answer
from accounts.models import User
from engagements import policy
from engagements.completeness import (
    ANSWERABLE,
    Blocked,
    BriefCompleteness,
    answerable_steps,
    keep_from_asking,
    needed_to_confirm,
    questions,
)
from engagements.forms.steps import STEPS
from engagements.models import Amendment, Brief, PanelSeat, Playback
from interimhub.lib.prepared import Prepared
from interimhub.lib.steps import ProgressStep, written
from providers.models import consultant_of


@dataclass(frozen=True, slots=True)
class FormStep:
    """One step of the brief, for the component `step_nav`."""

    label: str
    url: str
    state: str
    hint: str


@dataclass(frozen=True, slots=True)
class NextAction:
    """What happens next.

    Attributes:
        text: a sentence that says who does what.
        url, verb: the reader's button; empty if somebody else has to act.
        is_post: whether the button posts to `url` instead of opening it.
        blocked: why the button is disabled; "" if it is not.
    """

    text: str
    url: str = ""
    verb: str = ""
    is_post: bool = False
    blocked: str = ""

    @classmethod
    def allowed(
        cls, answer: Answer, text: str, url: str, verb: str, *, is_post: bool = False
    ) -> Self:
        """Return a next action; its button is disabled if the policy's answer is no."""
        return cls(text, url, verb, is_post=is_post, blocked="" if answer else answer.reason)


def form_steps(brief: Brief, *, current: str = "") -> list[FormStep]:
    """Return the steps with their state; after the confirmation only those in `ANSWERABLE`."""
    still = {question.step for question in questions(brief) if not question.is_answered}
    keys = [key for key in STEPS if key in (answerable_steps(brief) or ANSWERABLE)]
    return [
        FormStep(
            label=STEPS[key].name,
            url=reverse("engagements:edit", args=[brief.ref, key]),
            state="current" if key == current else "todo" if key in still else "done",
            hint=STEPS[key].hint,
        )
        for key in keys
    ]


STAGES = (
    ("Written", Brief.Status.DRAFT),
    ("Played back", Brief.Status.IN_CLARIFICATION),
    ("Confirmed", Brief.Status.CONFIRMED),
    ("Open to the panel", Brief.Status.OPEN),
    ("People put forward", Brief.Status.SHORTLISTING),
    ("Interviews", Brief.Status.INTERVIEWING),
    ("Somebody chosen", Brief.Status.SELECTED),
)


def as_firms_read(brief: Brief) -> Brief:
    """Return a copy of a brief with the stage that firms may see; do not save it.

    From the opening to the choice firms see it as open. Whether somebody was put forward or invited
    is known only to the client and the firm that represents them.
    """
    read = copy.copy(brief)
    for name in ("status", "status_before_hold"):
        if getattr(read, name) in _BETWEEN_CLIENT_AND_ONE_FIRM:
            setattr(read, name, Brief.Status.OPEN)
    return read


def seats_read_by(user: User, brief: Brief) -> list[PanelSeat]:
    """Return the seats of a brief as somebody may read them; those of firms are not for saving.

    A firm reads whom the client has invited. Of the others it reads neither the consultant, since
    that one is named would tell that a firm has begun, nor that a firm has given up its seat.
    """
    own = consultant_of(user)
    if own is None:
        return _ACTIVE_SEATS(brief=brief)
    seats = _INVITED_SEATS(brief=brief)
    for seat in seats:
        if seat.firm_id != own.firm_id:
            seat.consultant = seat.opened_at = None
    return seats


_ACTIVE_SEATS: Prepared[PanelSeat] = Prepared(
    lambda *, brief: PanelSeat.objects.filter(brief=brief).active().with_firms().in_order()
)
_INVITED_SEATS: Prepared[PanelSeat] = Prepared(
    lambda *, brief: PanelSeat.objects.filter(brief=brief).invited().with_firms().in_order()
)

_BETWEEN_CLIENT_AND_ONE_FIRM = frozenset({Brief.Status.SHORTLISTING, Brief.Status.INTERVIEWING})


def stages(brief: Brief) -> list[ProgressStep]:
    """Return all stages with their state. On hold, the stage before the hold is current."""
    status = brief.status_before_hold or brief.status
    order = [value for _, value in STAGES]
    if brief.status == Brief.Status.FILLED:
        current = len(order)
    elif brief.has_ended:
        return [
            ProgressStep("Written", "done"),
            ProgressStep(brief.get_status_display(), "current", written(brief.ended_at)),
        ]
    else:
        current = order.index(Brief.Status(status))
    moments = {
        Brief.Status.DRAFT: brief.created_at,
        Brief.Status.CONFIRMED: brief.confirmed_at,
        Brief.Status.OPEN: brief.opened_at,
        Brief.Status.SHORTLISTING: brief.shortlisting_at,
        Brief.Status.INTERVIEWING: brief.interviewing_at,
    }
    steps = []
    for position, (label, value) in enumerate(STAGES):
        state = "done" if position < current else "current" if position == current else "todo"
        detail = written(moments.get(value)) if position <= current else ""
        if position == current and brief.is_on_hold:
            detail = "on hold"
        words = {"current": CURRENT.get(value, label)}.get(state, label)
        steps.append(ProgressStep(words, state, detail))
    return steps


CURRENT = {
    Brief.Status.DRAFT: "Being written",
    Brief.Status.IN_CLARIFICATION: "Being played back",
}


ENDED = "This brief has ended; everybody involved was notified."


def next_for_manager(
    user: User,
    brief: Brief,
    *,
    completeness: BriefCompleteness,
    has_panel: bool,
    playback: Playback | None,
) -> NextAction | None:
    """Return the next action for members of the client; None while firms search."""
    may = policy.can_manage(user, brief)
    if brief.is_draft:
        return _next_of_draft(brief, completeness=completeness, has_panel=has_panel, may=may)
    if brief.is_played_back or brief.is_confirmed:
        return _next_of_playback(brief, completeness=completeness, playback=playback, may=may)
    if brief.is_in_search and (asked := completeness.open_of(Blocked.APPROACH)):
        text = f"{keep_from_asking(len(asked))}; until then they can only read the matches."
        return NextAction.allowed(may, text, asked[0].url, "Answer what is open")
    return NextAction(brief.end_reason or ENDED) if brief.has_ended else None


def _next_of_playback(
    brief: Brief, *, completeness: BriefCompleteness, playback: Playback | None, may: Answer
) -> NextAction:
    if brief.is_confirmed:
        text = "Open it: every firm on the panel sees it at the same moment."
        if asked := completeness.open_of(Blocked.APPROACH):
            text += f" {keep_from_asking(len(asked))}; you can answer before or after."
        url = reverse("open_brief", args=[brief.ref])
        return NextAction.allowed(may, text, url, "Open the brief", is_post=True)
    if playback and playback.is_waiting:
        url = reverse("engagements:playback", args=[brief.ref])
        text = f"{playback.firm.name} has written a playback: your brief in its own words."
        return NextAction.allowed(may, text, url, "Read the playback")
    if fixed := completeness.open_of(Blocked.CONFIRMATION):
        text = f"While the firm writes its playback: {needed_to_confirm(len(fixed))}."
        return NextAction.allowed(may, text, fixed[0].url, "Answer what is open")
    return NextAction("The leading firm restates your brief in its own words; then you confirm.")


def _next_of_draft(
    brief: Brief, *, completeness: BriefCompleteness, has_panel: bool, may: Answer
) -> NextAction:
    if completeness.needed:
        many = len(completeness.needed)
        text = "One answer is" if many == 1 else f"{many} answers are"
        first = completeness.needed[0]
        text = f"{text} needed before a firm can play it back in its own words."
        return NextAction.allowed(may, text, first.url, "Continue writing")
    panel = reverse("engagements:panel", args=[brief.ref])
    if not has_panel:
        text = "The brief is complete enough. Choose the firms."
        return NextAction.allowed(may, text, panel, "Invite firms")
    text = "The panel is ready. Ask for the playback: your brief in a firm's own words."
    return NextAction.allowed(
        may,
        text,
        reverse("engagements:send", args=[brief.ref]),
        "Ask for the playback",
        is_post=True,
    )


def next_for_answer(amendment: Amendment) -> NextAction:
    """Return the next action for a consultant of the firm that answers a change of the brief."""
    text = f"{amendment.proposed_by.full_name} would change the brief: read it, then confirm it."
    url = f"{amendment.brief.get_absolute_url()}#change"
    return NextAction(text, url, "Read the change")


def next_for_firm(user: User, brief: Brief, *, playback: Playback | None) -> NextAction | None:
    """Return the next action for a consultant on the panel; None while firms search."""
    if brief.is_played_back:
        url = reverse("engagements:playback", args=[brief.ref])
        if playback and playback.is_waiting:
            return NextAction("The playback is with the manager.", url, "Read the playback")
        if policy.can_write_playback(user, brief):
            text = "Restate the brief in your own words, so that the client sees you understand it."
            return NextAction(text, url, "Write the playback")
        text = "Another firm writes the playback, the brief in its own words. You can follow it."
        return NextAction(text, url, "Read the playback")
    if brief.is_confirmed:
        return NextAction("The manager opens it; all firms on the panel see it at the same moment.")
    return NextAction(brief.end_reason or ENDED) if brief.has_ended else None
