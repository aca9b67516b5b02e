"""The form to add a text or document."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from readings.documents import (
    MAX_DOCUMENT_BYTES,
    MAX_TEXT_LENGTH,
    WORDS,
    UnreadableDocument,
    kind_of,
)


class TextForm(forms.Form):
    """Pasted text, a document, or both. `cleaned_data` are the arguments of `Intake`."""

    mark_optional = False
    use_required_attribute = False

    text = forms.CharField(
        label="The text",
        required=False,
        max_length=MAX_TEXT_LENGTH,
        error_messages={
            "max_length": "This is longer than we can read: 200,000 characters at most, and there"
            " are %(show_value)d. Paste the part that matters."
        },
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="Paste it as it is.",
    )
    document = forms.FileField(
        label="Or a document",
        required=False,
        help_text="PDF, Word, OpenDocument or plain text, at most 5 MB. It is deleted as soon as it"
        " has been read.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.docm,.dotx,.odt,.txt"}),
        error_messages={"empty": WORDS["empty"]},
    )
    WORDS_FIELD: ClassVar[str] = "text"
    MISSING: ClassVar[str] = "Paste a text or choose a document first."

    def clean_document(self) -> "UploadedFile[Any] | None":
        """Refuse a file that is too large or, by its content, of a kind that is not read."""
        document: UploadedFile[Any] | None = self.cleaned_data["document"]
        if document is None:
            return None
        if (document.size or 0) > MAX_DOCUMENT_BYTES:
            raise ValidationError(WORDS["large"], code="large")
        data = document.read()
        document.seek(0)
        try:
            kind_of(data)
        except UnreadableDocument as problem:
            raise ValidationError(str(problem), code=problem.code) from None
        return document

    def clean(self) -> dict[str, Any]:
        """Require a text or a document, and return the document as bytes."""
        facts = super().clean() or self.cleaned_data
        document = facts.pop("document", None)
        if not self.errors and not document and not facts.get(self.WORDS_FIELD, "").strip():
            self.add_error(self.WORDS_FIELD, ValidationError(self.MISSING, code="empty"))
        facts["document"] = document.read() if document else None
        facts["document_name"] = str(document.name or "")[:120] if document else ""
        return facts
