"""Tags and filters of the components."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone

from interimhub.lib.templatetags import ui

NOW = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)


class CriterionForm(forms.Form):
    measure = forms.CharField(label="What is measured", help_text="“Overdue deviations”")
    weight = forms.ChoiceField(
        label="Weight", choices=[("1", "One")], widget=forms.RadioSelect, required=False
    )
    is_confidential = forms.BooleanField(label="Confidential", required=False)

    def clean(self) -> None:
        raise forms.ValidationError("The brief is closed.")


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context)).strip()


def test_a_mark_is_the_same_for_the_same_person():
    first, again, other = ui.person_mark("a1"), ui.person_mark("a1"), ui.person_mark("b2")

    assert first == again
    assert first != other


def test_a_mark_does_not_contain_the_seed():
    assert "4711-secret" not in ui.person_mark("4711-secret")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Helena Marsh", "HM"),
        ("Ana-Maria de Souza", "AS"),
        ("Prince", "P"),
        ("", ""),
        ("Dr. med. Anna Berg", "AB"),
        ("Univ.-Prof. Anna Berg", "AB"),
        ("Mag. Berg, Anna", "AB"),
        ("J. R. Ewing", "JE"),
        ("Dr.", ""),
        ("María del Carmen Ruiz Peña", "MP"),
        ("Łukasz Żak", "ŁŻ"),
    ],
)
def test_initials_are_of_the_first_and_last_word(name, letters):
    assert ui.initials(name) == letters


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (NOW + timedelta(hours=6), "until today 17:00, in 6 hours", "wait"),
        (NOW + timedelta(hours=26), "until tomorrow 13:00, in 26 hours", ""),
        (NOW + timedelta(days=4), "until Monday 11:00, in 4 days", ""),
        (NOW + timedelta(days=40), "until 5 January 2027 11:00, in 40 days", ""),
        (NOW + timedelta(minutes=1), "until today 11:01, in 1 minute", "wait"),
        (NOW - timedelta(hours=5), "was due today 06:00, 5 hours ago", "breach"),
        (date(2026, 11, 26), "until today, in 13 hours", "wait"),
        (date(2027, 3, 31), "until 31 March 2027, in 4 months", ""),
        (date(2026, 11, 25), "was due yesterday, 11 hours ago", "breach"),
    ],
)
def test_a_deadline_is_shown_in_words(due, words, tone):
    with timezone.override("UTC"):
        clock = ui.deadline(due, NOW)

    assert (clock.words, clock.tone) == (words, tone)


def test_a_deadline_is_in_the_readers_time_zone():
    with timezone.override("Europe/Berlin"):
        clock = ui.deadline(NOW + timedelta(hours=6), NOW)

    assert (clock.words, clock.zone) == ("until today 18:00, in 6 hours", "Berlin time")


def test_no_deadline_shows_nothing():
    assert render('{% include "components/clock.html" with due=None only %}') == ""


def test_the_parts_of_a_score_are_side_by_side():
    laid = ui.segments([{"label": "Skills", "points": 46.5}, {"label": "Sector", "points": 6}])

    assert [(part.points, part.start, part.width, part.shade) for part in laid] == [
        ("47", "0.0", "46.1", 1),
        ("6", "46.5", "5.6", 2),
    ]


def test_the_parts_of_a_score_never_leave_the_bar():
    (part,) = ui.segments([{"label": "Skills", "points": 140}])

    assert part.width == "99.6"


def test_the_bar_of_a_score_says_its_parts_and_what_it_could_reach():
    laid = ui.segments(
        [{"label": "Skills & tools", "points": 31.0}, {"label": "Role", "points": 9.0}]
    )

    bar = ui.score_bar(40, 62, laid)
    certain = ui.score_bar(40, 40, laid)

    said = "Of 40 points: skills &amp; tools 31, role 9"
    assert f'aria-label="{said}; up to 62 once everything is stated"' in bar
    assert f'aria-label="{said}"' in certain
    assert [bar.count(f"why-part-{shade}") for shade in (1, 2, 3)] == [1, 1, 0]
    assert 'width="62"' in bar
    assert "why-could" not in certain


def test_a_level_shows_the_actual_and_the_needed_level():
    assert ui.level_marks(2, 4) == ["filled", "filled", "needed", "needed", ""]


def test_an_icon_with_a_label_is_read_aloud():
    html = ui.icon("lock", "confidential")

    assert 'aria-label="confidential"' in html
    assert "aria-hidden" not in html


def test_labels_are_escaped():
    assert "<b>" not in ui.icon("lock", "<b>")
    assert "<b>" not in render("{% sheet title %}text{% endsheet %}", title="<b>")


def test_a_component_included_with_only_has_its_csrf_token():
    request = RequestFactory().get("/")
    source = '{% include "components/action.html" with verb="Confirm" url="/x/" only %}'

    html = Template(source).render(RequestContext(request, {}))

    assert html.count('name="csrfmiddlewaretoken"') == 1


def test_errors_and_help_of_a_field_are_linked_to_the_control():
    html = CriterionForm({"measure": ""}).render()

    assert 'aria-describedby="id_measure_helptext id_measure_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_measure_error"' in html


def test_every_error_of_a_form_is_listed_with_a_link():
    form = CriterionForm({"measure": "", "weight": "9"})

    assert ui.problems(form) == [
        ("", "", "The brief is closed."),
        ("id_measure", "What is measured", "Please fill this in."),
        ("id_weight_field", "Weight", "Choose one of those offered here."),
    ]


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        (forms.CharField(), "", "Please fill this in."),
        (forms.CharField(max_length=3), "four", "at most 3 characters, and there are 4."),
        (forms.CharField(min_length=3), "a", "at least 3 characters."),
        (forms.IntegerField(), "two", "Give a whole number, such as 4."),
        (forms.IntegerField(min_value=0), "-1", "Give 0 or more."),
        (forms.IntegerField(max_value=7), "8", "Give 7 at most."),
        (forms.DateField(), "soon", "Give a day, such as 2026-12-01."),
        (forms.EmailField(), "at home", "Give an e-mail address, such as name@company.com."),
        (forms.URLField(), "at home", "Give a web address, such as https://www.example.com."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Choose one of those offered here."),
        (forms.BooleanField(), "", "Please tick this to continue."),
    ],
)
def test_a_field_without_its_own_messages_has_plain_default_messages(field, given, words) -> None:
    with pytest.raises(forms.ValidationError) as problem:
        field.clean(given)

    assert [words in problem.value.messages[0], len(problem.value.messages)] == [True, 1]


@pytest.mark.parametrize(("number", "words"), [(7, "7"), (1200, "1,200"), (1234567, "1,234,567")])
def test_large_numbers_are_read_in_thousands(number: int, words: str) -> None:
    assert ui.thousands(number) == words


def test_an_optional_field_is_marked_unless_the_form_is_a_draft():
    form = CriterionForm()
    assert form["weight"].as_field_group().count("optional") == 2

    form.mark_optional = False
    assert form["weight"].as_field_group().count("optional") == 0
