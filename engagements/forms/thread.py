"""The form of a post in the thread of the firms."""

from typing import Any

from django import forms

from engagements import layouts
from engagements.models import PanelPost


class PanelPostForm(forms.Form):
    """What a consultant writes under one of the standing questions."""

    helper = layouts.PANEL_POST

    question = forms.ChoiceField(choices=PanelPost.Question.choices, widget=forms.HiddenInput)
    words = forms.CharField(
        label="Add to this",
        min_length=10,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Name no interim, and nothing by which one can be recognised: an employer, a"
        " title, a town. Do not say whom you asked. Nobody edits what you write.",
        error_messages={"required": "Write a sentence first."},
    )

    def __init__(self, *args: Any, question: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = str(self.data.get("question", question))
        self.fields["question"].initial = question
        self.auto_id = f"id_{name}_%s" if name in PanelPost.Question.values else "id_%s"
