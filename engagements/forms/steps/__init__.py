"""The five steps of a brief: what each asks, what of it can be stored, and what is wrong."""

from engagements.forms.base import Step
from engagements.forms.steps.columns import SituationStep, ValueStep
from engagements.forms.steps.person import PersonStep
from engagements.forms.steps.success import SuccessStep
from engagements.forms.steps.truth import TruthStep

STEPS: dict[str, type[Step]] = {
    step.key: step for step in (SituationStep, SuccessStep, ValueStep, PersonStep, TruthStep)
}
