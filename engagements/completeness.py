"""The questions that a brief leaves open, in three groups by what each of them blocks.

Every question belongs to one group for good, so the totals of the groups never change:

- before a firm starts: what its playback is written from;
- before the manager confirms the playback: what is fixed from then on, criteria and person;
- before anyone is asked: what an interim wants to know. It may be answered while firms search.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from engagements.models import Brief, Criterion, TruthItem, criteria_of
from engagements.situation_templates import blanks_left

# Steps whose open questions can be answered after the playback is confirmed.
ANSWERABLE = frozenset({"situation", "value", "truth"})
# Steps that are fixed when the playback is confirmed.
FIXED = frozenset({"success", "person"})


class Blocked(StrEnum):
    """What an open question blocks, in the order in which a brief gets there."""

    PLAYBACK = "playback"
    CONFIRMATION = "confirmation"
    APPROACH = "approach"

    @property
    def words(self) -> str:
        """When the answer is needed, as the page says it."""
        return {
            Blocked.PLAYBACK: "Before a firm starts",
            Blocked.CONFIRMATION: "Before you confirm",
            Blocked.APPROACH: "Before anyone is asked",
        }[self]


@dataclass(frozen=True, slots=True)
class BriefQuestion:
    """A question of interims, and whether the brief answers it.

    Attributes:
        label: the question, as shown while it is open.
        step: the step that answers it.
        blocks: what needs the answer.
        is_answered: whether there is a fact or a "we do not know yet".
    """

    label: str
    step: str
    blocks: Blocked
    is_answered: bool


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An open question, with a link to the step that answers it; "" if it is too late."""

    label: str
    url: str
    blocks: str
    step: str


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The questions that block one step, how many are answered, and which are open."""

    blocks: Blocked
    total: int
    gaps: list[OpenQuestion]

    @property
    def title(self) -> str:
        """When the answers are needed."""
        return self.blocks.words

    @property
    def done(self) -> int:
        """How many are answered."""
        return self.total - len(self.gaps)


@dataclass(frozen=True, slots=True)
class BriefCompleteness:
    """The three groups of questions, in the order in which a brief needs them."""

    groups: list[QuestionGroup]

    @property
    def done(self) -> int:
        """How many questions are answered."""
        return sum(group.done for group in self.groups)

    @property
    def total(self) -> int:
        """How many questions there are."""
        return sum(group.total for group in self.groups)

    @property
    def gaps(self) -> list[OpenQuestion]:
        """All open questions that can still be answered, the most urgent group first."""
        return [gap for group in self.groups for gap in group.gaps if gap.url]

    @property
    def needed(self) -> list[OpenQuestion]:
        """The open questions that the playback needs."""
        return self.open_of(Blocked.PLAYBACK)

    def open_of(self, blocks: Blocked) -> list[OpenQuestion]:
        """Return the open questions of a group that can still be answered."""
        return [
            gap for group in self.groups if group.blocks is blocks for gap in group.gaps if gap.url
        ]


def completeness(brief: Brief) -> BriefCompleteness:
    """Return the questions in their three groups. The total of a group is always the same."""
    asked = questions(brief)
    steps = answerable_steps(brief)
    groups = []
    for blocks in Blocked:
        own = [question for question in asked if question.blocks is blocks]
        gaps = [
            OpenQuestion(
                label=question.label,
                url=reverse("engagements:edit", args=[brief.ref, question.step])
                if question.step in steps
                else "",
                blocks=blocks.words,
                step=question.step,
            )
            for question in own
            if not question.is_answered
        ]
        groups.append(QuestionGroup(blocks, len(own), gaps))
    return BriefCompleteness(groups)


def answerable_steps(brief: Brief) -> frozenset[str]:
    """Return the steps whose open questions can be answered now.

    Until a playback is confirmed these are all steps: a firm writes its playback meanwhile, and an
    answer that was missing does not make it worthless. Criteria and person are fixed afterwards.
    """
    if brief.is_draft or brief.is_played_back:
        return ANSWERABLE | FIXED
    return ANSWERABLE if brief.takes_answers else frozenset()


def missing_for_playback(brief: Brief) -> list[str]:
    """Return the open questions that the playback needs."""
    return _missing(brief, Blocked.PLAYBACK)


def missing_for_confirmation(brief: Brief) -> list[str]:
    """Return the open questions that block the confirmation of a playback."""
    return _missing(brief, Blocked.PLAYBACK, Blocked.CONFIRMATION)


def missing_for_approach(brief: Brief) -> list[str]:
    """Return the open questions that block an approach, and can be answered while firms search."""
    return [
        question.label
        for question in _open(brief)
        if question.step in ANSWERABLE or not brief.takes_answers
    ]


def _missing(brief: Brief, *blocks: Blocked) -> list[str]:
    return [question.label for question in _open(brief) if question.blocks in blocks]


def answers_in_words(count: int) -> str:
    """Return "1 answer" or "5 answers"."""
    return "1 answer" if count == 1 else f"{count} answers"


def keep_from_asking(count: int) -> str:
    """Return the sentence about the answers that an approach needs, without a full stop."""
    return f"{answers_in_words(count)} {'keeps' if count == 1 else 'keep'} firms from asking anyone"


def needed_to_confirm(count: int) -> str:
    """Return the sentence about the answers that a confirmation needs, without a full stop."""
    return f"{answers_in_words(count)} {'is' if count == 1 else 'are'} needed before you confirm"


def _open(brief: Brief) -> list[BriefQuestion]:
    return [question for question in questions(brief) if not question.is_answered]


def questions(brief: Brief) -> list[BriefQuestion]:
    """Return all questions, in the order of the form. Their number is the same for every brief."""
    criteria = criteria_of(brief)
    truth = {item.kind: item for item in brief.truth.all()}
    has_must = any(row.is_must for row in brief.requirements.all())
    return [
        *_situation(brief),
        *_success(criteria),
        *_value(brief),
        *_person(brief, has_must=has_must),
        *_truth(truth),
    ]


def _is_filled(brief: Brief, words: str) -> bool:
    return bool(words.strip()) and not blanks_left(brief.template, words)


def _ask(label: str, step: str, blocks: Blocked, is_answered: object) -> BriefQuestion:
    return BriefQuestion(label, step, blocks, bool(is_answered))


def _situation(brief: Brief) -> Iterable[BriefQuestion]:
    step, approach = "situation", Blocked.APPROACH
    label = "What happened?"
    if brief.what_happened.strip() and not _is_filled(brief, brief.what_happened):
        label = "What happened? There are blanks left in square brackets"
    yield _ask(label, step, Blocked.PLAYBACK, _is_filled(brief, brief.what_happened))
    yield _ask("What is it called?", step, approach, _is_filled(brief, brief.title))
    yield _ask("Why now?", step, approach, _is_filled(brief, brief.why_now))
    yield _ask("What makes it hard?", step, approach, _is_filled(brief, brief.what_is_hard))
    tried = _is_filled(brief, brief.tried_before)
    yield _ask("What has been tried before?", step, approach, tried)


def _success(criteria: list[Criterion]) -> Iterable[BriefQuestion]:
    step, confirmation = "success", Blocked.CONFIRMATION
    measured = [row for row in criteria if row.measure.strip() and row.target.strip()]
    label = "What does success look like? One criterion with its measure and target"
    yield _ask(label, step, Blocked.PLAYBACK, measured)
    due = measured and all(row.due_on for row in criteria)
    yield _ask("By when is each criterion to be met?", step, confirmation, due)
    yield _ask(
        "Where does each criterion stand today, and what will show that it is met?",
        step,
        confirmation,
        measured
        and all(
            row.baseline.strip() and row.evidence.strip() and row.target.strip() for row in criteria
        ),
    )


def _value(brief: Brief) -> Iterable[BriefQuestion]:
    step, approach = "value", Blocked.APPROACH
    # One question for both, so that choosing safety does not add one.
    label, is_answered = "What kind of value is sought?", bool(brief.value_kind)
    if brief.seeks_safety:
        label = "Who is harmed if this fails, and how would you see it first?"
        is_answered = _is_filled(brief, brief.harm)
    yield _ask(label, step, approach, is_answered)
    shown = _is_filled(brief, brief.value_shown_by)
    yield _ask("How will the value be shown?", step, approach, shown)


def _person(brief: Brief, *, has_must: bool) -> Iterable[BriefQuestion]:
    step, playback, confirmation = "person", Blocked.PLAYBACK, Blocked.CONFIRMATION
    is_remote = brief.days_on_site == 0
    has_days = brief.days_on_site is not None
    yield _ask("When does it start?", step, playback, brief.starts_on)
    yield _ask("Where is it?", step, playback, brief.place or is_remote)
    yield _ask("How long will it take?", step, confirmation, brief.duration_weeks)
    yield _ask("How many days a week on site?", step, confirmation, has_days)
    yield _ask("How senior is the role?", step, confirmation, brief.seniority)
    must = "What must they be able to do? At least one must-have skill"
    yield _ask(must, step, confirmation, has_must)


TRUTH_QUESTIONS = {
    TruthItem.Kind.SPONSOR: ("Who is the sponsor?", Blocked.PLAYBACK),
    TruthItem.Kind.AUTHORITY: ("What may they decide alone?", Blocked.APPROACH),
    TruthItem.Kind.REPORTING: ("Whom do they report to?", Blocked.APPROACH),
    TruthItem.Kind.RISKS: ("Which risks are known?", Blocked.APPROACH),
    TruthItem.Kind.EARLIER: ("Why did earlier attempts fail?", Blocked.APPROACH),
    TruthItem.Kind.STAGES: ("How many stages does the selection have?", Blocked.APPROACH),
    TruthItem.Kind.TRAVEL: ("How much travel, how many nights away?", Blocked.APPROACH),
}


def _truth(truth: dict[str, TruthItem]) -> Iterable[BriefQuestion]:
    for kind, (label, blocks) in TRUTH_QUESTIONS.items():
        item = truth.get(kind)
        yield _ask(label, "truth", blocks, item and item.is_answered)
