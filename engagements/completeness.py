"""The questions that a brief leaves open, and what each of them blocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from engagements.models import Brief, Criterion, TruthItem, criteria_of
from engagements.situation_templates import blanks_left

# Steps whose open questions can be answered while firms search. The other steps are fixed by then.
ANSWERABLE = frozenset({"situation", "value", "truth"})

GAPS_SHOWN = 5


class Blocked(StrEnum):
    """What an open question blocks."""

    APPROACH = "approaching"
    SUBMISSION = "submission"

    @property
    def words(self) -> str:
        """What the answer is needed for, as the page says it."""
        return {
            Blocked.APPROACH: "Needed before firms may contact anyone",
            Blocked.SUBMISSION: "Needed before anyone is put forward",
        }[self]


@dataclass(frozen=True, slots=True)
class BriefQuestion:
    """A question of interims, and whether the brief answers it.

    Attributes:
        label: the question, as shown while it is open.
        step: the step that answers it.
        blocks: what needs the answer.
        is_needed: whether the playback needs the answer.
        is_answered: whether there is a fact or a "we do not know yet".
    """

    label: str
    step: str
    blocks: Blocked
    is_needed: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An open question with a link to the step that answers it."""

    label: str
    url: str
    blocks: str
    step: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class BriefCompleteness:
    """How many questions are answered, and which are open."""

    done: int
    total: int
    gaps: list[OpenQuestion]

    @property
    def needed(self) -> list[OpenQuestion]:
        """The gaps that the playback needs."""
        return [gap for gap in self.gaps if gap.is_needed]

    @property
    def first(self) -> list[OpenQuestion]:
        """The gaps that the page shows at once."""
        return self.gaps[:GAPS_SHOWN]

    @property
    def rest(self) -> list[OpenQuestion]:
        """The gaps that the page folds away."""
        return self.gaps[GAPS_SHOWN:]

    @property
    def percent(self) -> int:
        """The share of answered questions, 0 to 100."""
        return round(100 * self.done / self.total) if self.total else 0


def completeness(brief: Brief) -> BriefCompleteness:
    """Return the answered and open questions; needed ones come first.

    Once the brief is no longer a draft, only the steps in `ANSWERABLE` count.
    """
    asked = questions(brief)
    if not brief.is_draft:
        asked = [question for question in asked if question.step in ANSWERABLE]
    still = [question for question in asked if not question.is_answered]
    still.sort(key=lambda question: (not question.is_needed, question.blocks))
    gaps = [
        OpenQuestion(
            label=question.label,
            url=reverse("engagements:edit", args=[brief.ref, question.step]),
            blocks=question.blocks.words,
            step=question.step,
            is_needed=question.is_needed,
        )
        for question in still
    ]
    return BriefCompleteness(done=len(asked) - len(still), total=len(asked), gaps=gaps)


def missing_for_playback(brief: Brief) -> list[str]:
    """Return the open questions that the playback needs, at most five."""
    return [question.label for question in _open(brief) if question.is_needed]


def missing_for_confirmation(brief: Brief) -> list[str]:
    """Return the open questions that block an approach and cannot be answered once firms search.

    Situation, value and truth may be completed while the brief is open. Criteria and person are
    fixed when the playback is confirmed.
    """
    fixed = {"success", "person"}
    return [
        question.label
        for question in _open(brief)
        if question.blocks is Blocked.APPROACH and question.step in fixed
    ]


def missing_for_approach(brief: Brief) -> list[str]:
    """Return the open questions that block an approach."""
    return [q.label for q in _open(brief) if q.blocks is Blocked.APPROACH]


def missing_for_submission(brief: Brief) -> list[str]:
    """Return all open questions: each of them blocks a submission."""
    return [question.label for question in _open(brief)]


def _open(brief: Brief) -> list[BriefQuestion]:
    return [question for question in questions(brief) if not question.is_answered]


def questions(brief: Brief) -> list[BriefQuestion]:
    """Return all questions, in the order of the form."""
    criteria = criteria_of(brief)
    truth = {item.kind: item for item in brief.truth.all()}
    has_skills = any(row.is_must for row in brief.requirements.all())
    return [
        *_situation(brief),
        *_success(criteria),
        *_value(brief),
        *_person(brief, has_skills=has_skills),
        *_truth(truth),
    ]


def _is_filled(brief: Brief, words: str) -> bool:
    return bool(words.strip()) and not blanks_left(brief.template, words)


def _ask(
    label: str, step: str, blocks: Blocked, is_answered: object, *, is_needed: bool = False
) -> BriefQuestion:
    return BriefQuestion(label, step, blocks, is_needed, bool(is_answered))


def _situation(brief: Brief) -> Iterable[BriefQuestion]:
    step, approach = "situation", Blocked.APPROACH
    label = "What happened?"
    if brief.what_happened.strip() and not _is_filled(brief, brief.what_happened):
        label = "What happened? There are blanks left in square brackets"
    yield _ask(label, step, approach, _is_filled(brief, brief.what_happened), is_needed=True)
    yield _ask("What is it called?", step, approach, _is_filled(brief, brief.title))
    yield _ask("Why now?", step, approach, _is_filled(brief, brief.why_now))
    yield _ask("What makes it hard?", step, approach, _is_filled(brief, brief.what_is_hard))
    yield _ask(
        "What has been tried before?",
        step,
        Blocked.SUBMISSION,
        _is_filled(brief, brief.tried_before),
    )


def _success(criteria: list[Criterion]) -> Iterable[BriefQuestion]:
    step = "success"
    measured = [row for row in criteria if row.measure.strip() and row.target.strip()]
    label = "What does success look like? One criterion with its measure and target"
    yield _ask(label, step, Blocked.APPROACH, measured, is_needed=True)
    if not measured:
        return
    yield _ask(
        "By when is each criterion to be met?",
        step,
        Blocked.APPROACH,
        all(row.due_on for row in criteria),
    )
    yield _ask(
        "Where does each criterion stand today, and what will show that it is met?",
        step,
        Blocked.SUBMISSION,
        all(
            row.baseline.strip() and row.evidence.strip() and row.target.strip() for row in criteria
        ),
    )


def _value(brief: Brief) -> Iterable[BriefQuestion]:
    step = "value"
    yield _ask("What kind of value is sought?", step, Blocked.APPROACH, brief.value_kind)
    yield _ask(
        "How will the value be shown?",
        step,
        Blocked.SUBMISSION,
        _is_filled(brief, brief.value_shown_by),
    )
    if brief.seeks_safety:
        yield _ask(
            "Who is harmed if this fails, and how would you see it first?",
            step,
            Blocked.APPROACH,
            _is_filled(brief, brief.harm),
        )


def _person(brief: Brief, *, has_skills: bool) -> Iterable[BriefQuestion]:
    step, approach = "person", Blocked.APPROACH
    is_remote = brief.days_on_site == 0
    yield _ask("When does it start?", step, approach, brief.starts_on, is_needed=True)
    yield _ask("Where is it?", step, approach, brief.place or is_remote, is_needed=True)
    yield _ask("How long will it take?", step, approach, brief.duration_weeks)
    yield _ask(
        "How many days a week on site?",
        step,
        approach,
        brief.days_on_site is not None,
    )
    yield _ask("How senior is the role?", step, approach, brief.seniority)
    yield _ask(
        "What must they be able to do? At least one skill", step, Blocked.SUBMISSION, has_skills
    )


TRUTH_QUESTIONS = {
    TruthItem.Kind.SPONSOR: ("Who is the sponsor?", Blocked.APPROACH),
    TruthItem.Kind.AUTHORITY: ("What may they decide alone?", Blocked.APPROACH),
    TruthItem.Kind.REPORTING: ("Whom do they report to?", Blocked.SUBMISSION),
    TruthItem.Kind.RISKS: ("Which risks are known?", Blocked.SUBMISSION),
    TruthItem.Kind.EARLIER: ("Why did earlier attempts fail?", Blocked.SUBMISSION),
    TruthItem.Kind.STAGES: ("How many stages does the selection have?", Blocked.APPROACH),
    TruthItem.Kind.TRAVEL: ("How much travel, how many nights away?", Blocked.SUBMISSION),
}


def _truth(truth: dict[str, TruthItem]) -> Iterable[BriefQuestion]:
    for kind, (label, blocks) in TRUTH_QUESTIONS.items():
        item = truth.get(kind)
        yield _ask(
            label,
            "truth",
            blocks,
            item and item.is_answered,
            is_needed=kind == TruthItem.Kind.SPONSOR,
        )
