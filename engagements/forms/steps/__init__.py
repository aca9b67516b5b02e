"""The five steps of a brief, by key, in their order."""

from engagements.forms.base import BriefStep
from engagements.forms.steps.columns import SituationStep, ValueStep
from engagements.forms.steps.person import PersonStep
from engagements.forms.steps.success import SuccessStep
from engagements.forms.steps.truth import TruthStep

STEPS: dict[str, type[BriefStep]] = {
    step.key: step for step in (SituationStep, SuccessStep, ValueStep, PersonStep, TruthStep)
}
