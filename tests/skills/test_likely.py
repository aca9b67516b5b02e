"""Which situations and sectors a long choice shows first."""

import pytest
from django import forms

from interimhub.lib.choices import LIKELY, MANY, ManyChoices
from skills.likely import likeliest_first, search_url, show_likely
from skills.models import Label
from tests.factories import SituationFactory

pytestmark = pytest.mark.django_db


def named(*names: str, position: int = 0) -> str:
    """Make a situation with these names and return its code."""
    concept = SituationFactory(position=position)
    for name in names:
        Label.objects.create(concept=concept, text=name, key=name.lower())
    return concept.code


def test_what_a_text_names_comes_first_by_any_name_and_how_often():
    other, once, twice = named("Carve-out"), named("Merger"), named("Turnaround", "sanierung")

    found = likeliest_first("Eine Sanierung: the turnaround before the merger.", "situation")

    assert found == [twice, once, other]


def test_a_part_of_a_word_names_nothing():
    first, second = named("Ramp up", position=1), named("Merger", position=2)

    assert likeliest_first("A ramp upside; mergers.", "situation") == [first, second]


class _Form(forms.Form):
    story = forms.CharField()
    codes = forms.MultipleChoiceField(
        required=False,
        choices=[(f"c{number}", f"Choice {number}") for number in range(MANY + 1)],
        widget=ManyChoices(search_url=search_url("situation")),
    )
    few = forms.MultipleChoiceField(
        required=False, choices=[("a", "A"), ("b", "B")], widget=ManyChoices()
    )


def first_of(form: forms.Form) -> list[str]:
    bound = form["codes"]
    context = bound.field.widget.get_context("codes", bound.value(), {"id": "id_codes"})
    options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
    return [option["value"] for option in options if option.get("is_first")]


def test_a_wall_shows_the_likeliest_three_and_what_is_chosen():
    form = _Form(initial={"codes": ["c7", "c2"]})
    form.fields["codes"].widget.likely = ["c9", "unknown", "c7", "c1"]

    assert first_of(form) == ["c0", "c1", "c2", "c7", "c9"]
    assert LIKELY == 3


def test_without_a_script_every_box_is_there_and_a_short_choice_has_no_type_ahead():
    html = str(_Form())

    assert html.count('type="checkbox"') == MANY + 1 + 2
    assert html.count('role="combobox"') == 1
    assert 'data-url="/skills/search/?kind=situation" hidden' in html


def test_the_words_of_a_form_decide_what_is_likely():
    codes = [named(f"Situation {number}", position=number) for number in range(MANY + 1)]

    choices = [(code, code) for code in sorted(codes)]

    class Form(forms.Form):
        story = forms.CharField()
        codes = forms.MultipleChoiceField(choices=choices, widget=ManyChoices())

    form = Form(initial={"story": "It was situation 11, then situation 5."})
    show_likely(form, "situation")

    assert set(first_of(form)) == {codes[11], codes[5], codes[0]}
