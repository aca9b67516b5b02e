"""Cleaning a text, and its length: a line break is one character, and a limit does not cut."""

import unicodedata

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from interimhub.lib.text_fields import plain_line, plain_text

LIMIT = 12
BREAKS = "\r\n\u0085\u2028\u2029"


class NoteForm(forms.Form):
    note = forms.CharField(max_length=LIMIT, widget=forms.Textarea)
    code = forms.CharField(max_length=4, widget=forms.HiddenInput, required=False)


def form_with(note: str) -> NoteForm:
    data = QueryDict(mutable=True)
    data["note"] = note
    return NoteForm(data)


@given(st.lists(st.text(alphabet=st.characters(exclude_characters=BREAKS)), min_size=1, max_size=6))
def test_every_kind_of_line_break_is_one_character(lines: list[str]):
    kept = {form_with(end.join(lines))["note"].data for end in ("\r\n", "\r", "\n")}

    assert kept == {plain_text("\n".join(lines))}
    assert len(kept.pop().split("\n")) == len(lines)


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


BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
UNSEEN = "\u200b\u200e\u200f\u202a\u202e\u2066\u2069\u2060\ufeff\u00ad\u061c\U000e0041\ufdd0\x07"


@given(st.text(), st.text(alphabet=UNSEEN, min_size=1), st.text())
def test_characters_that_nobody_sees_make_no_difference(before: str, unseen: str, after: str):
    with_them, without = plain_text(f"{before}{unseen}{after}"), plain_text(f"{before}{after}")

    # Where they kept an accent from its letter, or CR from LF, they are gone all the same.
    assert not set(with_them) & set(UNSEEN)
    assert len(with_them) <= len(f"{before}{after}") * 3
    assert (
        before.isascii() is False
        or after.isascii() is False
        or "\r" in before
        or (with_them == without)
    )


@given(st.text())
def test_cleaning_a_clean_text_changes_nothing(text: str):
    assert plain_text(plain_text(text)) == plain_text(text)
    assert plain_line(plain_line(text)) == plain_line(text)


@given(
    st.text(
        alphabet=st.characters(
            categories=["L", "N", "P", "S"], exclude_characters="\u115f\u1160\u2800\u3164\uffa0"
        )
    )
)
def test_what_people_see_stays(text: str):
    assert plain_line(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "👩🏽\u200d🏭",
        "🏳️\u200d🌈",
        "Zoë’s “plan” – 100\u00a0%",
        "\U0001fae8",
    ],
)
def test_joiners_emoji_and_typography_stay(text: str):
    assert plain_text(text) == text


def test_a_joiner_that_joins_nothing_goes():
    assert plain_text("\u200dAnna\u200d Berg\u200c") == "Anna Berg"


def test_a_field_of_one_line_has_one_line():
    class LineForm(forms.Form):
        name = forms.CharField()

    assert (
        LineForm({"name": " Helena \r\n Bcc:\tall\u00a0\u2028"})["name"].data == "Helena Bcc: all"
    )


def test_a_password_is_taken_as_typed():
    class PasswordForm(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput, strip=False)

    assert PasswordForm({"password": " ab\u200bc "})["password"].data == " ab\u200bc "
