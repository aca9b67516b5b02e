"""The steps "situation" and "value": each field is a column of the brief."""

from typing import Any, ClassVar

from django.forms import BaseForm

from engagements.answers import Answers, Unstored
from engagements.forms.base import BriefStep, valid_values
from engagements.forms.fields import StepForm
from engagements.forms.parts import SituationForm, ValueForm
from engagements.forms.unstored import left_over


class ColumnsStep(BriefStep):
    """A step with one form. Each field is a column of the brief."""

    form_class: ClassVar[type[StepForm]]

    def stored(self) -> dict[str, Any]:
        """Return the stored answers."""
        return {name: getattr(self.brief, name) for name in self.form_class.base_fields}

    def build(self) -> None:
        """Create the form."""
        self.form = self.form_class(self.data, initial=self.stored())
        self._fix_answered(self.form)

    def forms(self) -> list[BaseForm]:
        """Return the form."""
        return [self.form]

    def answers(self) -> Answers:
        """Return the answers that can be stored."""
        self.form.is_valid()
        return Answers(columns=valid_values(self.form, list(self.form.fields)))

    def unstored(self) -> Unstored:
        """Return the input that cannot be stored."""
        return Unstored(*left_over(self.form, self.answers().columns))


class SituationStep(ColumnsStep):
    """The situation: what happened, and what is hard about it."""

    key, name, hint = "situation", "The situation", "what happened"
    lead = "Tell it as you would to a colleague you trust. Rough words are fine; polish them later."
    form_class = SituationForm


class ValueStep(ColumnsStep):
    """The value sought."""

    key, name, hint = "value", "Value", "what it is worth"
    lead = "What changes for you when this succeeds, in your own words and your own unit."
    form_class = ValueForm
