"""The five steps of a brief: what each asks, what of it can be stored, and what is wrong."""

import uuid
from collections.abc import Iterator
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.forms import BaseForm, BoundField, Form
from django.http import QueryDict

from engagements.answers import Answers, CriterionFacts, RequirementFacts, TruthFacts
from engagements.forms.parts import (
    TRUTH_WORDS,
    CriteriaSet,
    PersonForm,
    RequirementSet,
    SituationForm,
    TruthForm,
    ValueForm,
)
from engagements.models import Brief, Requirement, TruthItem
from engagements.situation_templates import blanks_left
from interimhub.lib.templatetags.ui import problems
from skills.models import Concept, Label

FRAME = {"csrfmiddlewaretoken", "window", "seen", "then"}


class Step:
    """One page of the form.

    Given `data` it reads what was typed; without, it shows what is stored, or what was typed
    before and could not be stored.
    """

    key: ClassVar[str]
    name: ClassVar[str]
    hint: ClassVar[str]
    lead: ClassVar[str]

    def __init__(self, brief: Brief, data: QueryDict | None = None) -> None:
        self.brief = brief
        self.note = brief.drafting.get(self.key, {})
        self.is_posted = data is not None
        self.data = data if data is not None else _from_note(self.note)
        self.window = (data.get("window") if data else "") or uuid.uuid4().hex
        self.build()

    @property
    def seen(self) -> int:
        """How often the step has been saved."""
        count: int = self.brief.drafting.get(self.key, {}).get("n", 0)
        return count

    @property
    def template(self) -> str:
        """The template of its page."""
        return f"engagements/edit_{self.key}.html"

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed, to be kept when some of it cannot be stored."""
        if self.data is None or self.is_valid():
            return {}
        return {name: values for name, values in self.data.lists() if name not in FRAME}

    @property
    def is_answering(self) -> bool:
        """Whether firms rely on what stands, so that only open questions are asked."""
        return not self.brief.is_draft

    def _fix_answered(self, form: Form, *names: str) -> None:
        """Leave what was confirmed as it is; blanks of a template are still open."""
        if not self.is_answering:
            return
        for name in names or form.fields:
            value = form.initial.get(name)
            words = value if isinstance(value, str) else ""
            is_open = not value or blanks_left(self.brief.template, words)
            form.fields[name].disabled = not is_open or isinstance(value, bool)

    def build(self) -> None:
        """Make the forms."""
        raise NotImplementedError

    def show_room(self) -> None:
        """Show an empty row more, where there are rows."""

    def answers(self) -> Answers:
        """Return what can be stored."""
        raise NotImplementedError

    def forms(self) -> list[BaseForm]:
        """Return every form, for its errors."""
        raise NotImplementedError

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return what is wrong beyond single forms."""
        return []

    def problems(self) -> list[tuple[str, str, str]]:
        """Return everything that is wrong: id to jump to, label, words."""
        return self.own_problems() + [each for form in self.forms() for each in problems(form)]

    def is_valid(self) -> bool:
        """Whether everything typed can be stored."""
        return not self.problems()

    def fields(self) -> Iterator[BoundField]:
        """Go through every visible field, for the places where their errors are shown."""
        for form in self.forms():
            yield from form.visible_fields()


def _from_note(note: dict[str, Any]) -> QueryDict | None:
    typed = note.get("typed")
    if not typed:
        return None
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def _good(form: BaseForm, names: Iterator[str] | list[str]) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


class SituationStep(Step):
    """What happened."""

    key, name, hint = "situation", "The situation", "what happened"
    lead = "Tell it as you would to a colleague you trust. Rough words are fine; polish them later."

    def build(self) -> None:
        """Make its forms."""
        names = SituationForm.base_fields
        initial = {name: getattr(self.brief, name) for name in names}
        self.form = SituationForm(self.data, initial=initial)
        self._fix_answered(self.form)

    def forms(self) -> list[BaseForm]:
        """Return its forms."""
        return [self.form]

    def answers(self) -> Answers:
        """Return what can be stored."""
        self.form.is_valid()
        return Answers(columns=_good(self.form, list(self.form.fields)))


class SuccessStep(Step):
    """What success looks like."""

    key, name, hint = "success", "Success", "how you will know"
    lead = (
        "One to six criteria. They travel with the brief: interims answer them, firms argue with"
        " them, and at the end you sign them off."
    )

    def build(self) -> None:
        """Make its forms."""
        rows = [
            {
                "ref": row.ref,
                "measure": row.measure,
                "baseline": row.baseline,
                "target": row.target,
                "due_on": row.due_on,
                "evidence": row.evidence,
                "weight": row.weight,
            }
            for row in self.brief.criteria.in_order()
        ]
        self.formset = CriteriaSet(self.data, initial=rows, prefix="criteria")
        if not rows:
            self.show_room()

    def show_room(self) -> None:
        """Show an empty row more."""
        self.formset.extra = 1

    def forms(self) -> list[BaseForm]:
        """Return its forms."""
        if not self.formset.is_bound:
            return []
        return [form for form in self.formset.forms if not self._is_removed(form)]

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return what is wrong beyond single forms."""
        if not self.formset.is_bound:
            return []
        return [("", "", str(words)) for words in self.formset.non_form_errors()]

    def _is_removed(self, form: Any) -> bool:
        form.is_valid()
        return bool(form.cleaned_data.get("DELETE")) or form.is_blank

    def answers(self) -> Answers:
        """Return what can be stored."""
        if not self.formset.is_bound or not self.formset.management_form.is_valid():
            return Answers()
        rows = []
        for place, form in enumerate(self.formset.forms):
            if self._is_removed(form) or not form.cleaned_data.get("measure"):
                continue
            changes = _good(form, ["measure", "baseline", "target", "due_on", "evidence"])
            changes["weight"] = form.cleaned_data.get("weight") or 3
            rows.append(CriterionFacts(form.cleaned_data.get("ref"), place, changes))
        return Answers(criteria=rows[: self.formset.max_num])


class ValueStep(Step):
    """What it is worth."""

    key, name, hint = "value", "Value", "what it is worth"
    lead = "What changes for you when this succeeds. Nobody will turn it into a price here."

    def build(self) -> None:
        """Make its forms."""
        initial = {name: getattr(self.brief, name) for name in ValueForm.base_fields}
        self.form = ValueForm(self.data, initial=initial)
        self._fix_answered(self.form)

    def forms(self) -> list[BaseForm]:
        """Return its forms."""
        return [self.form]

    def answers(self) -> Answers:
        """Return what can be stored."""
        self.form.is_valid()
        return Answers(columns=_good(self.form, list(self.form.fields)))


class PersonStep(Step):
    """Who could do it."""

    key, name, hint = "person", "The person", "who, when, where"
    lead = "What somebody must bring, and when and where the work is."

    def build(self) -> None:
        """Make its forms."""
        brief = self.brief
        initial = {
            name: getattr(brief, name)
            for name in PersonForm.base_fields
            if name not in {"sectors", "situations", "slate_on", "slate_at"}
        }
        if self.data is None:
            initial["sectors"] = [concept.code for concept in brief.sectors.all()]
            initial["situations"] = [concept.code for concept in brief.situations.all()]
        if brief.slate_due_at:
            local = brief.slate_due_at.astimezone(ZoneInfo(brief.time_zone))
            initial |= {"slate_on": local.date(), "slate_at": local.time()}
        self.form = PersonForm(self.data, initial=initial, zone=brief.time_zone)
        self.formset = RequirementSet(self.data, initial=self._rows(), prefix="skills")
        self.new_skill = self.data.get("new_skill_text", "").strip() if self.data else ""
        self.found: list[Concept] = []
        self.new_skill_errors: list[str] = []
        if self.is_posted and self.new_skill:
            self._look_up()

    @property
    def sectors_chosen(self) -> str:
        """The names of the chosen sectors, for the line that folds them away."""
        return self._chosen("sectors")

    @property
    def languages_chosen(self) -> str:
        """The names of the chosen languages, for the line that folds them away."""
        return self._chosen("languages")

    def _chosen(self, name: str) -> str:
        values = {str(value) for value in self.form[name].value() or []}
        choices: Any = self.form.fields[name]
        return ", ".join(str(label) for value, label in choices.choices if str(value) in values)

    def _rows(self) -> list[dict[str, Any]]:
        if self.data is not None:
            return []
        return [
            {
                "code": row.concept.code,
                "label": row.concept.label,
                "importance": row.importance,
                "level": row.level,
            }
            for row in self.brief.requirements.select_related("concept").in_order()
        ]

    def _look_up(self) -> None:
        """Without the type-ahead a skill is found by its name, or the nearest names are told."""
        words = self.new_skill.replace("\x00", "")[:120]
        skills = Concept.objects.of_kind(Concept.Kind.SKILL, Concept.Kind.KNOWLEDGE).by_label()
        exact = Label.objects.filter(text__iexact=words).values("concept_id")
        self.found = list((skills.filter(label__iexact=words) | skills.filter(pk__in=exact))[:1])
        if not self.found:
            near = skills.filter(label__icontains=words).values_list("label", flat=True)[:5]
            offer = f" Nearest: {', '.join(near)}." if near else " Try another word for it."
            self.new_skill_errors = [f"We know no skill “{words}”.{offer}"]

    def forms(self) -> list[BaseForm]:
        """Return its forms."""
        if not self.formset.is_bound:
            return [self.form]
        return [self.form, *(form for form in self.formset.forms if self._is_kept(form))]

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return what is wrong beyond single forms."""
        found = [("new_skill", "Skill", words) for words in self.new_skill_errors]
        if not self.formset.is_bound:
            return found
        found += [("", "", str(words)) for words in self.formset.non_form_errors()]
        unknown = self._codes() - self._known()
        return found + [
            ("", "", f"We do not know the skill “{code[:60]}”. Pick one from the list.")
            for code in sorted(unknown)
        ]

    def _is_kept(self, form: Any) -> bool:
        form.is_valid()
        return bool(form.cleaned_data.get("code")) and not form.cleaned_data.get("DELETE")

    def _codes(self) -> set[str]:
        kept = (form for form in self.formset.forms if self._is_kept(form))
        return {form.cleaned_data["code"] for form in kept}

    def _known(self) -> set[str]:
        rows = Concept.objects.of_kind(Concept.Kind.SKILL, Concept.Kind.KNOWLEDGE)
        return set(rows.filter(code__in=self._codes()).values_list("code", flat=True))

    def answers(self) -> Answers:
        """Return what can be stored."""
        self.form.is_valid()
        names = [name for name in self.form.fields if name not in {"sectors", "situations"}]
        columns = _good(self.form, [*names, "slate_due_at"])
        columns.pop("slate_on", None)
        columns.pop("slate_at", None)
        concepts = _good(self.form, ["sectors", "situations"])
        return Answers(columns=columns, concepts=concepts, requirements=self._requirements())

    def _requirements(self) -> list[RequirementFacts] | None:
        if not self.formset.is_bound or not self.formset.management_form.is_valid():
            return None
        known = self._known()
        rows = {}
        for form in self.formset.forms:
            if self._is_kept(form) and form.cleaned_data["code"] in known:
                facts = form.cleaned_data
                rows[facts["code"]] = RequirementFacts(
                    facts["code"],
                    facts.get("importance") or Requirement.Importance.SHOULD,
                    facts.get("level"),
                )
        for concept in self.found:
            rows.setdefault(
                concept.code, RequirementFacts(concept.code, Requirement.Importance.SHOULD, None)
            )
        return list(rows.values())[: self.formset.max_num]


class TruthStep(Step):
    """What an interim would find out anyway."""

    key, name, hint = "truth", "The truth", "what they will find out"
    lead = (
        "What an interim would find out in the second week. “We do not know yet” is an honest"
        " answer: say who finds out and by when, and it is shown like a fact."
    )

    def build(self) -> None:
        """Make its forms."""
        stored = {item.kind: item for item in self.brief.truth.all()}
        self.items = []
        for kind, (question, example) in TRUTH_WORDS.items():
            item = stored.get(kind) or TruthItem()
            names = ("answer", "is_unknown", "found_out_by", "found_out_on")
            initial = {name: getattr(item, name) for name in names}
            form = TruthForm(self.data, initial=initial, prefix=kind)
            if not item.is_unknown:
                self._fix_answered(form, "answer")
            if form.fields["answer"].disabled:
                form.fields["is_unknown"].disabled = True
            form.fields["answer"].label = question
            form.fields["answer"].help_text = example
            self.items.append((kind, form))

    def forms(self) -> list[BaseForm]:
        """Return its forms."""
        return [form for _, form in self.items]

    def answers(self) -> Answers:
        """Return what can be stored."""
        facts = []
        for kind, form in self.items:
            if form.is_valid():
                facts.append(TruthFacts(kind=str(kind), **form.cleaned_data))
        return Answers(truth=facts)


STEPS: dict[str, type[Step]] = {
    step.key: step for step in (SituationStep, SuccessStep, ValueStep, PersonStep, TruthStep)
}
