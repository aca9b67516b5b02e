"""The length of a text: a line break is one character, and a limit does not cut."""

from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

LIMIT = 12


class NoteForm(forms.Form):
    note = forms.CharField(max_length=LIMIT, widget=forms.Textarea)
    code = forms.CharField(max_length=4, widget=forms.HiddenInput, required=False)


def form_with(note: str) -> NoteForm:
    data = QueryDict(mutable=True)
    data["note"] = note
    return NoteForm(data)


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\r\n")), min_size=1, max_size=6))
def test_every_kind_of_line_break_is_one_character(lines: list[str]):
    kept = {form_with(end.join(lines))["note"].data for end in ("\r\n", "\r", "\n")}

    assert kept == {"\n".join(lines)}


def test_text_of_exactly_the_limit_is_accepted_however_its_breaks_are_sent():
    form = form_with("six so\r\nfive!")

    assert form.is_valid()
    assert form.cleaned_data["note"] == "six so\nfive!"


def test_text_that_is_too_long_is_returned_complete_with_an_error():
    form = form_with("one word more than fits")

    assert form.errors["note"] == ["This is too long: at most 12 characters, and there are 23."]
    assert "one word more than fits</textarea>" in form.render()


def test_unchanged_text_with_a_line_break_is_not_a_change():
    data = QueryDict(mutable=True)
    data["note"] = "a\r\nb"

    assert not NoteForm(data, initial={"note": "a\nb"}).has_changed()


def test_the_browser_gets_a_limit_to_count_and_none_to_cut():
    html = NoteForm().render()

    assert 'data-max-chars="12"' in html
    assert "maxlength" not in html
    assert html.count("data-max-chars") == 1
