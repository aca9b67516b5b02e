"""Checks for a new field on a brief. See docs/changing.md."""

from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.utils import timezone

from engagements.actions.briefs import start_brief
from engagements.forms.parts import PersonForm, SituationForm, ValueForm
from engagements.forms.steps import STEPS
from engagements.models import Brief
from engagements.models.brief_text import BriefText
from engagements.situation_templates import TEMPLATES, SituationTemplate
from tests.browsers import browser_of
from tests.engagements.briefs import path
from tests.examples import full_brief
from tests.factories import NOW, BriefFactory, ClientMemberFactory, CriterionFactory
from tests.submitting import as_it_stands

pytestmark = pytest.mark.django_db

COLUMNS = [column.name for column in BriefText._meta.fields]
CONCEPTS = [field.name for field in BriefText._meta.many_to_many]
NOT_COPIED = {"starts_on": "belonged to the former brief's time"}


def answers_of(brief: Brief) -> dict[str, Any]:
    """Return every answer of a brief, including rows, without keys and times."""
    brief = Brief.objects.get(pk=brief.pk)
    own = ("title", "is_confidential", "slate_due_at", "time_zone")
    apart = {"id", "ref", "brief", "updated_at", "created_at"}
    rows = {
        name: [
            {key: value for key, value in row.items() if key not in apart and key != "brief_id"}
            for row in getattr(brief, name).order_by("pk").values()
        ]
        for name in ("criteria", "requirements", "truth")
    }
    columns = {name: getattr(brief, name) for name in (*own, *COLUMNS)}
    concepts = {name: set(getattr(brief, name).all()) for name in CONCEPTS}
    return columns | concepts | rows


def a_draft() -> Brief:
    """Return a draft that answers everything, with dates in the future."""
    brief, _ = full_brief()
    ahead = timezone.localdate() + timedelta(days=30)
    brief.truth.filter(is_unknown=True).update(found_out_on=ahead)
    Brief.objects.filter(pk=brief.pk).update(
        status=Brief.Status.DRAFT,
        confirmed_at=None,
        opened_at=None,
        starts_on=ahead,
    )
    return Brief.objects.get(pk=brief.pk)


def test_the_example_answers_every_question():
    brief, _ = full_brief()

    empty = [name for name in COLUMNS if getattr(brief, name) in (None, "", [])]
    empty += [name for name in CONCEPTS if not getattr(brief, name).exists()]

    assert empty == [], "Give each of these a value in tests/examples.py."


def test_every_field_is_asked_in_a_step():
    asked = set(
        chain.from_iterable(form.base_fields for form in (SituationForm, ValueForm, PersonForm))
    )

    assert {*COLUMNS, *CONCEPTS} - asked == set()


@pytest.mark.parametrize("step", STEPS)
def test_saving_an_unchanged_step_changes_no_answer(step: str):
    brief = a_draft()
    before = answers_of(brief)
    browser = browser_of(brief.manager.user)
    sent = as_it_stands(browser.get(path(brief, step)), holding="seen")

    answer = browser.post(path(brief, step), sent)

    assert answer.status_code == 302
    assert answers_of(brief) == before


def test_every_answer_on_a_page_is_stored():
    full = a_draft()
    blank = BriefFactory(manager=full.manager, client=full.client, complete=False)
    browser = browser_of(full.manager.user)

    for step in STEPS:
        typed = as_it_stands(browser.get(path(full, step)), holding="seen")
        browser.post(path(blank, step), typed)

    stored, wanted = answers_of(blank), answers_of(full)
    assert {name: stored[name] for name in stored if stored[name] != wanted[name]} == {}


def test_a_copy_has_every_answer_except_dates():
    former = a_draft()

    copy = start_brief(former.manager, former=former, by=former.manager.user, now=NOW)

    missing = [name for name in COLUMNS if getattr(copy, name) != getattr(former, name)]
    missing += [
        name
        for name in CONCEPTS
        if set(getattr(copy, name).all()) != set(getattr(former, name).all())
    ]
    assert set(missing) == NOT_COPIED.keys()


def test_a_copy_has_the_rows_without_their_dates_and_open_questions():
    former = a_draft()
    CriterionFactory(brief=former, position=1, measure="Batch release")

    copy = start_brief(former.manager, former=former, by=former.manager.user, now=NOW)

    rows, wanted = answers_of(copy), answers_of(former)
    assert rows["requirements"] == wanted["requirements"]
    assert rows["criteria"] == [row | {"due_on": None} for row in wanted["criteria"]]
    assert rows["truth"] == [row for row in wanted["truth"] if not row["is_unknown"]]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.usefixtures("shipped_vocabulary")
def test_a_template_fills_in_all_its_texts(template: SituationTemplate):
    member = ClientMemberFactory()

    started = start_brief(member, template=template, by=member.user, now=NOW)

    brief = Brief.objects.get(pk=started.pk)
    filled = {name: getattr(brief, name) for name in FILLED}
    assert filled == {name: getattr(template, name) for name in FILLED}
    assert (brief.template, brief.duration_weeks) == (template.key, template.weeks)
    criteria = brief.criteria.in_order().values_list("position", "measure", "evidence", "weight")
    assert list(criteria) == [
        (position, idea.measure, idea.evidence, idea.weight)
        for position, idea in enumerate(template.criteria)
    ]
    skills = brief.requirements.values_list("concept__code", "importance", "level")
    assert set(skills) == {(idea.code, idea.importance, idea.level) for idea in template.skills}
    assert {concept.code for concept in brief.situations.all()} == set(template.situations)


FILLED = (
    *("title", "what_happened", "why_now", "tried_before", "what_is_hard"),
    *("value_kind", "value_shown_by", "harm", "seniority"),
)
