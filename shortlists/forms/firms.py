"""Forms of the consultant: an answer to a question, a submission."""

from collections.abc import Sequence
from typing import Any

from django import forms

from engagements.models import Criterion
from shortlists.forms.confidential import without_names
from shortlists.models import Entry

RATIONALE_LENGTH = 40


class AnswerForm(forms.Form):
    """The answer to an interim's question."""

    text = forms.CharField(
        label="Your answer",
        help_text="If you do not know, say so, and say who finds out by when.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write an answer; “we do not know yet” is one."},
    )

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry

    def clean_text(self) -> str:
        """Refuse a confidential client's name until the interim grants a mandate."""
        text: str = self.cleaned_data["text"]
        return text if self.entry.has_named_client else without_names(self.entry.brief, text)


class SubmissionForm(forms.Form):
    """The submission of one interim: a rationale for every criterion, an introduction, a risk.

    The cleaned data are arguments of `actions.submit`: introduction, risk and rationales.
    """

    introduction = forms.CharField(
        label="Why this person, in this situation",
        help_text="Two or three sentences that the manager reads first.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Introduce the interim in two or three sentences."},
    )
    risk = forms.CharField(
        label="What the manager should ask about",
        help_text="Nobody meets everything. Say where you have doubts.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        record: Sequence[dict[str, Any]],
        is_draft: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.is_draft = list(criteria), is_draft
        choices = [("", "No single assignment shows it"), *_assignments(record)]
        for number, row in enumerate(self.criteria, start=1):
            self.fields[f"text_{row.ref}"] = forms.CharField(
                label=f"Criterion {number}: why they would meet it",
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={
                    "required": f"Say why this person would reach “{row.measure}”.",
                },
            )
            self.fields[f"evidence_{row.ref}"] = forms.ChoiceField(
                label="Shown by", choices=choices, required=False
            )
        # Criteria first, as on the page, so that errors are listed in the same order.
        own = [name for name in self.fields if name not in ("introduction", "risk")]
        self.order_fields([*own, "introduction", "risk"])
        if is_draft:
            for field in self.fields.values():
                field.required = False

    @property
    def cases(self) -> list[dict[str, Any]]:
        """Return each criterion and its two fields, in the order of the brief."""
        return [
            {
                "criterion": row,
                "text": self[f"text_{row.ref}"],
                "evidence": self[f"evidence_{row.ref}"],
            }
            for row in self.criteria
        ]

    def clean(self) -> dict[str, Any]:
        """Collect the rationales; those of a draft may be incomplete."""
        typed = super().clean() or {}
        rationales = {}
        for row in self.criteria:
            key = f"text_{row.ref}"
            text = typed.pop(key, "").strip()
            evidence = typed.pop(f"evidence_{row.ref}", "")
            if not self.is_draft and key not in self.errors and len(text) < RATIONALE_LENGTH:
                self.add_error(
                    key,
                    forms.ValidationError(
                        f"Say a little more on “{row.measure}”: what they did, and the result.",
                        code="short",
                    ),
                )
            rationales[str(row.ref)] = {"text": text, "evidence": evidence}
        return {**typed, "rationales": rationales}


class CorrectionForm(SubmissionForm):
    """The words of a submission, to be corrected; it knows which version it began from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class WithdrawSubmissionForm(forms.Form):
    """Why a firm takes somebody back from the client."""

    reason = forms.CharField(
        label="Why",
        help_text="The interim reads it, and the client if it has opened this person.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why in a sentence: the interim will ask."},
    )

    def clean_reason(self) -> str:
        """Ask for a sentence."""
        return at_least(self.cleaned_data["reason"], 20, "Say why in a sentence: they will ask.")


def draft_as_initial(
    *, introduction: str, risk: str, rationales: dict[str, dict[str, str]]
) -> dict[str, str]:
    """Return a draft as the form's initial data."""
    initial = {"introduction": introduction, "risk": risk}
    for ref, said in rationales.items():
        initial[f"text_{ref}"] = said.get("text", "")
        initial[f"evidence_{ref}"] = said.get("evidence", "")
    return initial


def _assignments(record: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    found = []
    for item in record:
        where = item.get("organisation") or item.get("organisation_kind") or ""
        words = f"{item['title']}, {where}" if where else item["title"]
        found.append((item["ref"], words))
    return found


def at_least(text: str, length: int, words: str) -> str:
    """Return the text without surrounding whitespace.

    Raises:
        ValidationError: it is shorter than `length`; the message is `words`.
    """
    text = text.strip()
    if len(text) < length:
        raise forms.ValidationError(words, code="short")
    return text
