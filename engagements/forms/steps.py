"""The five steps of a brief: what each asks, what of it can be stored, and what is wrong."""

from typing import Any
from zoneinfo import ZoneInfo

from django.forms import BaseForm

from engagements.answers import Answers, CriterionFacts, RequirementFacts, TruthFacts
from engagements.forms.base import Step, good
from engagements.forms.parts import (
    TRUTH_WORDS,
    CriteriaSet,
    PersonForm,
    RequirementSet,
    SituationForm,
    TruthForm,
    ValueForm,
)
from engagements.models import Requirement, TruthItem
from skills.models import Concept, Label


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
        return Answers(columns=good(self.form, list(self.form.fields)))


class SuccessStep(Step):
    """What success looks like."""

    key, name, hint = "success", "Success", "how you will know"
    rows = "criteria"
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
        self.formset = CriteriaSet(self.row_data, initial=rows, prefix="criteria")
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
            return super().own_problems()
        return [("", "", str(words)) for words in self.formset.non_form_errors()]

    def place_of(self, form: BaseForm) -> str:
        """Say which criterion it is, counted as the page shows them."""
        return f"Criterion {self.forms().index(form) + 1}"

    def _is_removed(self, form: Any) -> bool:
        form.is_valid()
        return bool(form.cleaned_data.get("DELETE")) or form.is_blank

    def answers(self) -> Answers:
        """Return what can be stored."""
        if not self.formset.is_bound:
            return Answers()
        rows = []
        for place, form in enumerate(self.formset.forms):
            if self._is_removed(form) or not form.cleaned_data.get("measure"):
                continue
            changes = good(form, ["measure", "baseline", "target", "due_on", "evidence"])
            changes["weight"] = form.cleaned_data.get("weight") or 3
            rows.append(CriterionFacts(form.cleaned_data.get("ref"), place, changes))
        return Answers(criteria=rows[: self.formset.max_num])


class ValueStep(Step):
    """What it is worth."""

    key, name, hint = "value", "Value", "what it is worth"
    lead = "What changes for you when this succeeds, in your own words and your own unit."

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
        return Answers(columns=good(self.form, list(self.form.fields)))


class PersonStep(Step):
    """Who could do it."""

    key, name, hint = "person", "The person", "who, when, where"
    rows = "skills"
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
        self.formset = RequirementSet(self.row_data, initial=self._rows(), prefix="skills")
        self.new_skill = self.data.get("new_skill_text", "").strip() if self.data else ""
        self.found: list[Concept] = []
        self.new_skill_errors: list[str] = []
        if self.is_posted and self.new_skill:
            self._look_up()

    def _rows(self) -> list[dict[str, Any]]:
        if self.row_data is not None:
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
        skills = Concept.objects.skills().by_label()
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
        found = super().own_problems()
        found += [("new_skill", "Skill", words) for words in self.new_skill_errors]
        if not self.formset.is_bound:
            return found
        found += [("", "", str(words)) for words in self.formset.non_form_errors()]
        unknown = self._codes() - self._known()
        return found + [
            ("", "", f"We do not know the skill “{code[:60]}”. Pick one from the list.")
            for code in sorted(unknown)
        ]

    def place_of(self, form: BaseForm) -> str:
        """Say which skill it is."""
        return "" if form is self.form else str(form["label"].value() or "Skill")

    def _is_kept(self, form: Any) -> bool:
        form.is_valid()
        return bool(form.cleaned_data.get("code")) and not form.cleaned_data.get("DELETE")

    def _codes(self) -> set[str]:
        kept = (form for form in self.formset.forms if self._is_kept(form))
        return {form.cleaned_data["code"] for form in kept}

    def _known(self) -> set[str]:
        rows = Concept.objects.skills()
        return set(rows.filter(code__in=self._codes()).values_list("code", flat=True))

    def answers(self) -> Answers:
        """Return what can be stored."""
        self.form.is_valid()
        names = [name for name in self.form.fields if name not in {"sectors", "situations"}]
        columns = good(self.form, [*names, "slate_due_at"])
        columns.pop("slate_on", None)
        columns.pop("slate_at", None)
        concepts = good(self.form, ["sectors", "situations"])
        return Answers(columns=columns, concepts=concepts, requirements=self._requirements())

    def _requirements(self) -> list[RequirementFacts] | None:
        if not self.formset.is_bound:
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

    def place_of(self, form: BaseForm) -> str:
        """Say which part of the truth it is."""
        return "" if form.prefix is None else str(TruthItem.Kind(form.prefix).label)

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
