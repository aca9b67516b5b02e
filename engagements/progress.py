"""How far a brief has come: its form, its stages and the next thing to do."""

from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from accounts.access import Answer
from accounts.models import User
from engagements import policy
from engagements.completeness import ANSWERABLE, Completeness, questions
from engagements.forms.steps import STEPS
from engagements.models import Brief, Playback
from interimhub.lib.steps import ProgressStep, written


@dataclass(frozen=True, slots=True)
class FormStep:
    """One step of the form, for the component `step_nav`."""

    label: str
    url: str
    state: str
    hint: str


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next.

    Attributes:
        text: who does what, in a sentence.
        url, verb: where the reader does it; empty when it is somebody else's turn.
        is_post: whether the button acts at once.
        blocked: why it cannot be pressed yet.
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
        """Return it with its button, which a "no" blocks with the reason."""
        return cls(text, url, verb, is_post=is_post, blocked="" if answer else answer.reason)


def form_steps(brief: Brief, *, current: str = "") -> list[FormStep]:
    """Return the five steps with their state; only what may be written while firms search."""
    still = {question.step for question in questions(brief) if not question.is_answered}
    keys = [key for key in STEPS if brief.is_draft or key in ANSWERABLE]
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


def stages(brief: Brief) -> list[ProgressStep]:
    """Return where it is on its way; a brief on hold stands where it was held."""
    status = brief.held_from or brief.status
    order = [value for _, value in STAGES]
    if brief.status == Brief.Status.FILLED:
        at = len(order)
    elif brief.has_ended:
        return [
            ProgressStep("Written", "done"),
            ProgressStep(brief.get_status_display(), "current", written(brief.ended_at)),
        ]
    else:
        at = order.index(Brief.Status(status))
    moments = {
        Brief.Status.DRAFT: brief.created_at,
        Brief.Status.CONFIRMED: brief.confirmed_at,
        Brief.Status.OPEN: brief.opened_at,
        Brief.Status.SHORTLISTING: brief.shortlisting_at,
        Brief.Status.INTERVIEWING: brief.interviewing_at,
    }
    steps = []
    for position, (label, value) in enumerate(STAGES):
        state = "done" if position < at else "current" if position == at else "todo"
        detail = written(moments.get(value)) if position <= at else ""
        if position == at and brief.is_on_hold:
            detail = "on hold"
        words = {"current": CURRENT.get(value, label)}.get(state, label)
        steps.append(ProgressStep(words, state, detail))
    return steps


CURRENT = {
    Brief.Status.DRAFT: "Being written",
    Brief.Status.IN_CLARIFICATION: "Being played back",
}


ENDED = "This brief has ended; everybody on it was told."


def next_for_manager(
    user: User, brief: Brief, *, told: Completeness, has_panel: bool, playback: Playback | None
) -> Next | None:
    """Return what happens next, as the client's people read it; None while firms search."""
    may = policy.can_manage(user, brief)
    if brief.is_draft:
        return _next_of_draft(brief, told=told, has_panel=has_panel, may=may)
    if brief.is_played_back or brief.is_confirmed:
        return _next_of_playback(brief, playback=playback, may=may)
    return Next(brief.end_reason or ENDED) if brief.has_ended else None


def _next_of_playback(brief: Brief, *, playback: Playback | None, may: Answer) -> Next:
    if brief.is_confirmed:
        text = "Open it, and every firm on the panel sees it at the same moment."
        url = reverse("open_brief", args=[brief.ref])
        return Next.allowed(may, text, url, "Open the brief", is_post=True)
    if playback and playback.is_waiting:
        url = reverse("engagements:playback", args=[brief.ref])
        text = f"{playback.firm.name} has written a playback: your brief in its own words."
        return Next.allowed(may, text, url, "Read the playback")
    return Next("The leading firm restates your brief in its own words; then you confirm.")


def _next_of_draft(brief: Brief, *, told: Completeness, has_panel: bool, may: Answer) -> Next:
    if told.needed:
        many = len(told.needed)
        text = "One answer is" if many == 1 else f"{many} answers are"
        first = told.needed[0]
        text = f"{text} needed before a firm can play it back in its own words."
        return Next.allowed(may, text, first.url, "Continue writing")
    panel = reverse("engagements:panel", args=[brief.ref])
    if not has_panel:
        return Next.allowed(may, "It says enough. Choose who reads it.", panel, "Invite firms")
    text = "The panel is ready. Ask for the playback: your brief in a firm's own words."
    return Next.allowed(
        may,
        text,
        reverse("engagements:send", args=[brief.ref]),
        "Ask for the playback",
        is_post=True,
    )


def next_for_firm(user: User, brief: Brief, *, playback: Playback | None) -> Next | None:
    """Return what happens next, as a consultant on the panel reads it; None while firms search."""
    if brief.is_played_back:
        url = reverse("engagements:playback", args=[brief.ref])
        if playback and playback.is_waiting:
            return Next("The playback is with the manager.", url, "Read the playback")
        if policy.can_write_playback(user, brief):
            text = "Say the brief in your own words, so that the client sees it is understood."
            return Next(text, url, "Write the playback")
        text = "Another firm writes the playback, the brief in its own words; you read along."
        return Next(text, url, "Read the playback")
    if brief.is_confirmed:
        return Next("The manager opens it; your whole panel sees that at the same moment.")
    return Next(brief.end_reason or ENDED) if brief.has_ended else None
