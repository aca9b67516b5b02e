"""No column and no field of a form can hold what somebody was paid, and money lives in one app.

Directive (EU) 2023/970, article 5 (2): nobody may ask an applicant for their pay history.
"""

import re
from collections.abc import Iterator

import pytest
from django import forms
from django.db import models

from tests.architecture.test_house_rules import ROOMS, our_models
from tests.frame.form_pages import all_forms

PAID = re.compile(
    r"\b(pay|paid|salar(y|ies)|wages?|earn(s|ed|ings)?|remunerat\w+|compensat\w+|income|bonus"
    r"|day[ _-]?rate|rates?|fees?|package|price[sd]?|gehalt|salaire|loon|tjm)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"\b(previous(ly)?|former(ly)?|past|last|current(ly)?|present|history|so far|before|until now"
    r"|most recent|drew|drawn|used to)\b",
    re.IGNORECASE,
)
# Columns outside `terms` that look like money and hold no amount of it.
NO_MONEY = {
    "engagements.Brief.costs_paid",  # which kinds of costs a client pays for
    "engagements.SelectionStage.hours",
}


def said_of(name: str, *texts: object) -> str:
    """Return what a column or field is called and says of itself, as words."""
    return " ".join([name.replace("_", " "), *(str(text or "") for text in texts)])


def holds_pay_history(words: str) -> bool:
    """Return whether words ask for what somebody was paid."""
    words = words.replace("before tax", "")
    return bool(PAID.search(words) and BEFORE.search(words))


def columns() -> Iterator[tuple[str, str, models.Field]]:  # type: ignore[type-arg]
    """Give every column of our own: its label, its words and itself."""
    for model in our_models():
        for field in model._meta.fields:
            label = f"{model._meta.label}.{field.name}"
            yield label, said_of(field.name, field.verbose_name, field.help_text), field


def fields_of_forms() -> Iterator[tuple[str, str]]:
    """Give every field of every form: its name and its words."""
    for form in all_forms():
        for name, field in getattr(form, "base_fields", {}).items():
            words = said_of(name, field.label, field.help_text, *field.error_messages.values())
            yield f"{form.__name__}.{name}", words


def test_no_column_can_hold_what_somebody_was_paid():
    assert [label for label, words, _ in columns() if holds_pay_history(words)] == []


def test_no_field_of_a_form_asks_what_somebody_was_paid():
    found = list(fields_of_forms())

    assert len(found) > 100
    assert [name for name, words in found if holds_pay_history(words)] == []


def test_columns_of_money_are_in_one_app():
    outside = [
        label
        for label, words, field in columns()
        if not label.startswith("terms.")
        and (PAID.search(words) or isinstance(field, models.DecimalField))
    ]

    assert sorted(outside) == sorted(NO_MONEY)


def test_a_floor_keeps_no_former_amounts():
    """One row for each interim: what they ask now. A row for each change would be a history."""
    from terms.models import Floor

    assert isinstance(Floor._meta.get_field("candidate"), models.OneToOneField)


def test_nothing_of_money_can_be_reached_from_a_lower_app():
    from django.apps import apps

    relations = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config("terms").get_models()
        for field in model._meta.fields
        if field.is_relation
        and field.related_model._meta.app_label != "terms"
        and not field.remote_field.hidden
    ]

    assert relations == []


@pytest.mark.parametrize(
    "words",
    [
        "last_salary",
        "what were you paid before",
        "current day rate",
        "pay history",
        "previous package",
    ],
)
def test_a_field_for_pay_history_would_be_found(words: str):
    assert holds_pay_history(said_of(words))
    assert "terms" in ROOMS


def test_a_field_of_a_form_would_be_found():
    class Curious(forms.Form):
        salary = forms.DecimalField(label="Your last salary")

    field = Curious.base_fields["salary"]
    assert holds_pay_history(said_of("salary", field.label))
