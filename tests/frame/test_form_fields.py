"""No field of a form is missing on its page; a save would empty a field that is not sent."""

from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from django.core.cache import cache
from django.forms import BaseForm, BaseFormSet
from django.http import HttpResponse

from candidates.forms import SkillForm
from candidates.models import CandidateSkill
from tests.factories import SectorFactory, SituationFactory
from tests.frame.cells import undone
from tests.frame.form_pages import ELSEWHERE, NO_PAGE, ONE_AT_A_TIME, PAGES, Form, all_forms
from tests.worlds import World

pytestmark = pytest.mark.django_db

CONTROLS = {"input", "select", "textarea", "button"}


@pytest.fixture(autouse=True)
def something_to_choose(world: World) -> Iterator[None]:
    """Create options, since a choice without options has no control; reset the rate limits."""
    with undone():
        cache.clear()
        SectorFactory()
        SituationFactory()
        yield


def test_every_form_is_in_the_table() -> None:
    missing = {form.__name__ for form in set(all_forms()) - set(PAGES) - set(NO_PAGE)}

    assert missing == set(), "Add the page of each of these to tests/frame/form_pages.py."


@pytest.mark.parametrize("form", PAGES, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_every_field_of_a_form_is_on_its_page(form: Form, world: World) -> None:
    response = PAGES[form](world)

    asked = _fields(response, form)
    missing = [names - _best(names, _sent(response, form)) for names in asked]

    assert asked, f"no {form.__name__} on the page: {response.status_code}"
    assert missing == [set()] * len(asked)
    assert b"maxlength" not in response.content, "A browser cuts at it without a word."


@pytest.mark.parametrize(
    "form",
    [form for form in PAGES if hasattr(form, "helper")],
    ids=lambda form: f"{form.__module__}.{form.__name__}",
)
def test_a_layout_has_every_field_of_its_form_once(form: Any, world: World) -> None:
    (made, *_) = _made(PAGES[form](world), form)

    assert sorted(form.helper.field_names) == sorted(made.fields)


def _fields(response: HttpResponse, form: Form) -> list[set[str]]:
    """Return the names that each instance of the form on the page has to send."""
    apart = ELSEWHERE.get(form, set())
    if form in ONE_AT_A_TIME:
        return [set(form.base_fields) - apart]
    if form is SkillForm:
        # Drawn field by field, without an instance for each skill.
        skills = CandidateSkill.objects.filter(candidate__user=response.wsgi_request.user)
        return [{f"{form.prefix_of(one)}-{name}" for name in form.base_fields} for one in skills]
    made = _made(response, form)
    return [{one[name].html_name for name in one.fields if name not in apart} for one in made]


def _made(response: HttpResponse, form: Form) -> list[BaseForm]:
    """Find the instances of a form that the page was rendered with."""
    contexts = getattr(response, "context", None) or []
    found = {}
    for context in contexts:
        for value in context.flatten().values():
            found |= {id(one): one for one in _forms_in(value) if type(one) is form}
    return list(found.values())


def _forms_in(value: object, depth: int = 0) -> Iterator[BaseForm]:
    if isinstance(value, BaseForm):
        yield value
    elif isinstance(value, BaseFormSet):
        yield from (*value.forms, value.empty_form)
    elif isinstance(value, list | tuple) and depth < 4:
        for item in value:
            yield from _forms_in(item, depth + 1)
    elif type(value).__module__.startswith("engagements.forms"):
        yield from _forms_in(list(vars(value).values()), depth + 1)


def _sent(response: HttpResponse, form: Form) -> list[set[str]]:
    """Return the names of the controls of each HTML form of the page."""
    tree: Any = html5lib.parse(response.content, namespaceHTMLElements=False)
    if form in ONE_AT_A_TIME:
        return [_names(tree)]
    return [_names(one) for one in tree.iter("form")]


def _names(tree: Any) -> set[str]:
    return {
        control.get("name")
        for control in tree.iter()
        if control.tag in CONTROLS and control.get("name")
    }


def _best(names: set[str], sent: list[set[str]]) -> set[str]:
    """Return the HTML form that holds most of the names."""
    return max(sent, key=lambda one: len(one & names), default=set())
