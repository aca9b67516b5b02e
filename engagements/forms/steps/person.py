"""The step "person": skills, one row each, and when and where the work is."""

from collections.abc import Sequence
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.forms import BaseForm

from engagements.answers import Answers, RequirementFacts, Unstored, UnstoredRow
from engagements.forms.base import BriefStep, valid_values
from engagements.forms.parts import CONCEPT_FIELDS, PersonForm, RequirementSet
from engagements.forms.unstored import StoredRow, left_over
from engagements.models import Requirement
from skills.models import Concept, Label
from skills.search import other_field

OTHER_FIELDS = {
    "role": PersonForm.base_fields["seniority"].label,
    "situation": PersonForm.base_fields["situations"].label,
    "registration": "Registrations and licences",
}
"""Where on the page belongs what is no skill."""


class PersonStep(BriefStep):
    """The person needed, and when and where the work is."""

    key, name, hint = "person", "The person", "who, when, where"
    rows = "skills"
    form_class: ClassVar[type[PersonForm]] = PersonForm
    lead = "What somebody must bring, and when and where the work is."

    def stored(self) -> dict[str, Any]:
        """Return the stored answers, with the time of the slate split into day and time."""
        brief = self.brief
        values = {
            name: getattr(brief, name)
            for name in PersonForm.base_fields
            if name not in {*CONCEPT_FIELDS, "slate_on", "slate_at"}
        }
        for name in CONCEPT_FIELDS:
            values[name] = [concept.code for concept in getattr(brief, name).all()]
        if brief.slate_due_at:
            local = brief.slate_due_at.astimezone(ZoneInfo(brief.time_zone))
            values |= {"slate_on": local.date(), "slate_at": local.time()}
        return values

    def stored_rows(self) -> list[StoredRow]:
        """Return the stored skills."""
        rows = self.brief.requirements.select_related("concept").in_order()
        return [
            StoredRow(
                key=row.concept.code,
                position=position,
                values={
                    "code": row.concept.code,
                    "label": row.concept.label,
                    "importance": row.importance,
                    "level": row.level,
                },
            )
            for position, row in enumerate(rows)
        ]

    def build(self) -> None:
        """Create the forms."""
        initial = self.stored() if self.data is None or self.is_answering else {}
        rows = [row.values for row in self.stored_rows()] if self.row_data is None else []
        brief = self.brief
        words = f"{brief.title}\n{brief.what_happened}\n{brief.why_now}"
        self.form = self.form_class(self.data, initial=initial, zone=brief.time_zone, text=words)
        self.formset = RequirementSet(self.row_data, initial=rows, prefix="skills")
        self._fix()
        self.new_skill = self.data.get("new_skill_text", "").strip() if self.data else ""
        self.found: list[Concept] = []
        self.new_skill_errors: list[str] = []
        if self.is_posted and self.new_skill:
            self._look_up()

    @property
    def takes_skills(self) -> bool:
        """Whether skills can be added: not once firms rely on a must-have."""
        return not (self.is_answering and any(row.is_must for row in self._kept_rows()))

    def _kept_rows(self) -> list[Requirement]:
        return list(self.brief.requirements.select_related("concept").in_order())

    def _fix(self) -> None:
        """Disable all but the open questions, once firms rely on the rest."""
        if not self.is_answering:
            return
        self._fix_answered(self.form)
        fixed = {row.concept.code for row in self._kept_rows()}
        for form in self.formset.forms:
            if form["code"].value() in fixed:
                form.fields["level"].disabled = True
                form.fields["importance"].disabled = not self.takes_skills
                form.fields["DELETE"].disabled = True

    def _look_up(self) -> None:
        """Find a skill that was typed without the type-ahead, or offer similar names."""
        words = self.new_skill.replace("\x00", "")[:120]
        skills = Concept.objects.skills().by_label()
        exact = Label.objects.filter(text__iexact=words).values("concept_id")
        self.found = list((skills.filter(label__iexact=words) | skills.filter(pk__in=exact))[:1])
        if not self.found and (other := other_field(words)):
            self.new_skill_errors = [
                f"“{words}” is a {other.kind}: choose it under “{OTHER_FIELDS[other.kind]}”."
            ]
        elif not self.found:
            near = skills.filter(label__icontains=words).values_list("label", flat=True)[:5]
            offer = f" Nearest: {', '.join(near)}." if near else " Try another word for it."
            self.new_skill_errors = [f"We do not know a skill “{words}”.{offer}"]

    def forms(self) -> list[BaseForm]:
        """Return the forms."""
        if not self.formset.is_bound:
            return [self.form]
        return [self.form, *(form for form in self.formset.forms if self._is_kept(form))]

    def own_problems(self) -> list[tuple[str, str, str]]:
        """Return the errors that belong to no single form."""
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

    def label_of(self, form: BaseForm) -> str:
        """Return the label of the skill."""
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
        """Return the answers that can be stored."""
        self.form.is_valid()
        names = {name for name, field in self.form.fields.items() if not field.disabled}
        if "slate_on" in names:
            names |= {"slate_due_at"}
        columns = valid_values(self.form, sorted(names - {*CONCEPT_FIELDS, "slate_on", "slate_at"}))
        concepts = valid_values(self.form, [name for name in CONCEPT_FIELDS if name in names])
        requirements = self._added() if self.is_answering else self._requirements()
        return Answers(columns=columns, concepts=concepts, requirements=requirements)

    def unstored(self) -> Unstored:
        """Return the input that cannot be stored."""
        answers = self.answers()
        stored = {*answers.columns, *answers.concepts}
        if "slate_due_at" in stored:
            stored |= {"slate_on", "slate_at"}
        values, unparsed = left_over(self.form, stored)
        if self.new_skill_errors:
            unparsed["new_skill_text"] = self.new_skill.replace("\x00", "")
        return Unstored(values, unparsed, self.rows_unstored())

    def rows_unstored(self) -> Sequence[UnstoredRow]:
        """Return the input of the skills that cannot be stored, without removed skills."""
        if not self.formset.is_bound:
            return super().rows_unstored()
        stored = {facts.code for facts in self._requirements() or []}
        rows = []
        for position, form in enumerate(self.formset.forms):
            if not self._is_kept(form):
                continue
            code = form.cleaned_data["code"]
            done = {"code", "label", "importance", "level"} - set(form.errors)
            values, unparsed = left_over(form, {"DELETE", *(done if code in stored else ())})
            if values or unparsed:
                key = code if code in stored else ""
                rows.append(UnstoredRow(key, position, values, unparsed))
        return rows

    def _added(self) -> list[RequirementFacts] | None:
        """Return the stored skills as they are, with new ones, and raised to a must-have."""
        posted = {facts.code: facts for facts in self._requirements() or []}
        if not self.takes_skills or not posted:
            return None
        must = Requirement.Importance.MUST
        for row in self._kept_rows():
            code, typed = row.concept.code, posted.get(row.concept.code)
            is_raised = typed is not None and typed.importance == must
            importance = must if is_raised else row.importance
            posted[code] = RequirementFacts(code, importance, row.level)
        return list(posted.values())

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
