"""Layouts of forms: our template pack keeps Django's markup of a field and adds the boxes."""

from typing import Any

import pytest
from crispy_forms.layout import Div, Row
from django import forms
from django.template import Context, Template

from interimhub.lib.layouts import Fold, FormLayout, Section


class PlaceForm(forms.Form):
    town = forms.CharField(label="Town", help_text="“Reading”")
    day = forms.DateField(label="Day", required=False)
    languages = forms.MultipleChoiceField(
        label="Languages", choices=[("en", "English"), ("de", "German")], required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def render(form: forms.Form, layout: FormLayout) -> str:
    source = Template("{% load crispy_forms_tags %}{% crispy form layout %}")
    return " ".join(source.render(Context({"form": form, "layout": layout})).split())


def same(one: Any) -> str:
    return " ".join(str(one).split())


def test_a_field_is_rendered_by_the_forms_field_template():
    form = PlaceForm({"town": ""})

    html = render(form, FormLayout("town", show_errors=False))

    assert html.strip() == same(form["town"].as_field_group())


def test_fields_in_a_row_are_side_by_side():
    form = PlaceForm()

    html = render(form, FormLayout(Row("town", "day", css_class="when")))

    assert html.startswith('<div class="when fields-2">')
    assert same(form["town"].as_field_group()) in html
    assert same(form["day"].as_field_group()) in html


def test_all_errors_are_listed_above_the_fields_unless_the_page_does_it():
    form = PlaceForm({"town": ""})

    listed = render(form, FormLayout("town"))
    left_to_the_page = render(form, FormLayout("town", show_errors=False))

    assert "Please check this" in listed
    assert "Please check this" not in left_to_the_page


def test_a_section_is_named_by_its_heading():
    html = render(PlaceForm(), FormLayout(Section("Where", "town", css_id="where")))

    assert '<section class="fields" aria-labelledby="where-head">' in html
    assert '<h2 id="where-head" class="h-plain">Where</h2>' in html


@pytest.mark.parametrize(
    ("chosen", "line"),
    [
        (["de"], '<details class="fold"><summary>Languages: German</summary>'),
        ([], '<details class="fold"><summary>Languages</summary>'),
        (["xx"], '<details class="fold" open><summary>Languages</summary>'),
    ],
)
def test_a_fold_names_what_is_chosen_and_an_error_opens_it(chosen: list[str], line: str):
    form = PlaceForm({"town": "Reading", "languages": chosen})

    html = render(form, FormLayout(Fold("Languages", "languages")))

    assert line in html


def test_a_layout_lists_its_fields_at_any_depth():
    layout = FormLayout(Div(Row("town", "day")), Fold("Languages", "languages"), "version")

    assert layout.field_names == ["town", "day", "languages", "version"]


def test_a_layout_with_a_field_that_the_form_does_not_have_fails():
    with pytest.raises(Exception, match="Could not resolve form field 'city'"):
        render(PlaceForm(), FormLayout("city"))
