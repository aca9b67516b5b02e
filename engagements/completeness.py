"""What an interim would still ask of a brief, and what each open question blocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from engagements.models import Brief, Criterion, TruthItem
from engagements.situation_templates import blanks_left

# Steps whose open questions may be answered while firms search; the rest is what was confirmed.
ANSWERABLE = frozenset({"situation", "value", "truth"})


SHOWN = 5


class Blocks(StrEnum):
    """What cannot happen before a question is answered."""

    APPROACHING = "approaching"
    SUBMISSION = "submission"

    @property
    def words(self) -> str:
        """What the answer is needed for, in the words of the page."""
        return {
            Blocks.APPROACHING: "Needed before firms may contact anyone",
            Blocks.SUBMISSION: "Needed before anyone is put forward",
        }[self]


@dataclass(frozen=True, slots=True)
class Question:
    """Something an interim asks, and whether the brief answers it.

    Attributes:
        label: the question, as the panel words it while it is open.
        step: where it is answered.
        blocks: what waits for the answer.
        is_needed: whether no firm can restate the brief without it.
        is_answered: a fact, or an honest "we do not know yet".
    """

    label: str
    step: str
    blocks: Blocks
    is_needed: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """An open question with the page that answers it."""

    label: str
    url: str
    blocks: str
    step: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much an interim would know, and what they would still ask."""

    done: int
    total: int
    gaps: list[Gap]

    @property
    def needed(self) -> list[Gap]:
        """What a firm needs before it can restate the brief."""
        return [gap for gap in self.gaps if gap.is_needed]

    @property
    def first(self) -> list[Gap]:
        """The gaps that a panel shows at once."""
        return self.gaps[:SHOWN]

    @property
    def rest(self) -> list[Gap]:
        """The gaps that a panel folds away."""
        return self.gaps[SHOWN:]

    @property
    def percent(self) -> int:
        """How much is answered, 0 to 100."""
        return round(100 * self.done / self.total) if self.total else 0


def completeness(brief: Brief) -> Completeness:
    """Return what is answered and what is open, what is needed first coming first.

    Once firms search, only what can still be answered counts.
    """
    asked = questions(brief)
    if not brief.is_draft:
        asked = [question for question in asked if question.step in ANSWERABLE]
    still = [question for question in asked if not question.is_answered]
    still.sort(key=lambda question: (not question.is_needed, question.blocks))
    gaps = [
        Gap(
            label=question.label,
            url=reverse("engagements:edit", args=[brief.ref, question.step]),
            blocks=question.blocks.words,
            step=question.step,
            is_needed=question.is_needed,
        )
        for question in still
    ]
    return Completeness(done=len(asked) - len(still), total=len(asked), gaps=gaps)


def missing_for_playback(brief: Brief) -> list[str]:
    """Return what a firm still needs to restate the brief: five things at most."""
    return [question.label for question in _open(brief) if question.is_needed]


def missing_for_confirmation(brief: Brief) -> list[str]:
    """Return what no interim should be asked without and what cannot change once firms search.

    The situation, the value and the truth may still be completed while the brief is open; the
    criteria and the person are what the playback is confirmed for.
    """
    fixed = {"success", "person"}
    return [
        question.label
        for question in _open(brief)
        if question.blocks is Blocks.APPROACHING and question.step in fixed
    ]


def missing_for_approach(brief: Brief) -> list[str]:
    """Return what no interim should be asked without."""
    return [q.label for q in _open(brief) if q.blocks is Blocks.APPROACHING]


def missing_for_submission(brief: Brief) -> list[str]:
    """Return everything that must be answered before somebody is put forward."""
    return [question.label for question in _open(brief)]


def _open(brief: Brief) -> list[Question]:
    return [question for question in questions(brief) if not question.is_answered]


def questions(brief: Brief) -> list[Question]:
    """Return every question an interim asks, in the order of the form."""
    criteria = list(brief.criteria.in_order())
    truth = {item.kind: item for item in brief.truth.all()}
    has_skills = any(row.is_must for row in brief.requirements.all())
    return [
        *_situation(brief),
        *_success(criteria),
        *_value(brief),
        *_person(brief, has_skills=has_skills),
        *_truth(truth),
    ]


def _said(brief: Brief, words: str) -> bool:
    return bool(words.strip()) and not blanks_left(brief.template, words)


def _ask(
    label: str, step: str, blocks: Blocks, is_answered: object, *, is_needed: bool = False
) -> Question:
    return Question(label, step, blocks, is_needed, bool(is_answered))


def _situation(brief: Brief) -> Iterable[Question]:
    step, approaching = "situation", Blocks.APPROACHING
    label = "What happened?"
    if brief.what_happened.strip() and not _said(brief, brief.what_happened):
        label = "What happened? There are blanks left in square brackets"
    yield _ask(label, step, approaching, _said(brief, brief.what_happened), is_needed=True)
    yield _ask("What is it called?", step, approaching, _said(brief, brief.title))
    yield _ask("Why now?", step, approaching, _said(brief, brief.why_now))
    yield _ask("What makes it hard?", step, approaching, _said(brief, brief.what_is_hard))
    yield _ask(
        "What has been tried before?", step, Blocks.SUBMISSION, _said(brief, brief.tried_before)
    )


def _success(criteria: list[Criterion]) -> Iterable[Question]:
    step = "success"
    measured = [row for row in criteria if row.measure.strip() and row.target.strip()]
    label = "What does success look like? One criterion with its measure and target"
    yield _ask(label, step, Blocks.APPROACHING, measured, is_needed=True)
    if not measured:
        return
    yield _ask(
        "By when is each criterion to be met?",
        step,
        Blocks.APPROACHING,
        all(row.due_on for row in criteria),
    )
    yield _ask(
        "Where does each criterion stand today, and what will show that it is met?",
        step,
        Blocks.SUBMISSION,
        all(
            row.baseline.strip() and row.evidence.strip() and row.target.strip() for row in criteria
        ),
    )


def _value(brief: Brief) -> Iterable[Question]:
    step = "value"
    yield _ask("What kind of value is sought?", step, Blocks.APPROACHING, brief.value_kind)
    yield _ask(
        "How will the value be shown?", step, Blocks.SUBMISSION, _said(brief, brief.value_shown_by)
    )
    if brief.seeks_safety:
        yield _ask(
            "Who is harmed if this fails, and how would you see it first?",
            step,
            Blocks.APPROACHING,
            _said(brief, brief.harm),
        )


def _person(brief: Brief, *, has_skills: bool) -> Iterable[Question]:
    step, approaching = "person", Blocks.APPROACHING
    is_remote = brief.days_on_site == 0
    yield _ask("When does it start?", step, approaching, brief.starts_on, is_needed=True)
    yield _ask("Where is it?", step, approaching, brief.place or is_remote, is_needed=True)
    yield _ask("How long will it take?", step, approaching, brief.duration_weeks)
    yield _ask(
        "How many days a week on site?",
        step,
        approaching,
        brief.days_on_site is not None,
    )
    yield _ask("How senior is the role?", step, approaching, brief.seniority)
    yield _ask(
        "What must they be able to do? At least one skill", step, Blocks.SUBMISSION, has_skills
    )


TRUTH_QUESTIONS = {
    TruthItem.Kind.SPONSOR: ("Who is the sponsor?", Blocks.APPROACHING),
    TruthItem.Kind.AUTHORITY: ("What may they decide alone?", Blocks.APPROACHING),
    TruthItem.Kind.REPORTING: ("Whom do they report to?", Blocks.SUBMISSION),
    TruthItem.Kind.RISKS: ("Which risks are known?", Blocks.SUBMISSION),
    TruthItem.Kind.EARLIER: ("Why did earlier attempts fail?", Blocks.SUBMISSION),
    TruthItem.Kind.STAGES: ("How many stages has the selection?", Blocks.APPROACHING),
    TruthItem.Kind.TRAVEL: ("How much travel, how many nights away?", Blocks.SUBMISSION),
}


def _truth(truth: dict[str, TruthItem]) -> Iterable[Question]:
    for kind, (label, blocks) in TRUTH_QUESTIONS.items():
        item = truth.get(kind)
        yield _ask(
            label,
            "truth",
            blocks,
            item and item.is_answered,
            is_needed=kind == TruthItem.Kind.SPONSOR,
        )
