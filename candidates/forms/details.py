"""Forms of the details that only their owner sees."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from candidates import layouts
from candidates.models import PersonalDetails
from candidates.photos import MAX_BYTES, Photo, UnusablePhoto, read_photo


class DetailsForm(forms.ModelForm[PersonalDetails]):
    """Personal details. `stamp` identifies the version that the person edited."""

    helper = layouts.DETAILS

    address = forms.CharField(
        label="Postal address",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    birth_year = forms.IntegerField(
        label="Year of birth",
        required=False,
        min_value=1920,
        error_messages={"min_value": "Give the year in four figures, such as 1971."},
    )
    mark_optional = False
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=16)

    class Meta:
        model = PersonalDetails
        fields = ("address", "nationality", "birth_year", "gender")

    def clean_birth_year(self) -> int | None:
        """Accept the birth year of somebody who is at least 16."""
        year: int | None = self.cleaned_data["birth_year"]
        if year and year > timezone.localdate().year - 16:
            raise ValidationError(
                "Give the year in which you were born, such as 1971.", code="young"
            )
        return year


class PhotoForm(forms.Form):
    """A photo. The content decides whether it is JPEG or PNG, not the name."""

    photo = forms.FileField(
        label="Choose a file",
        help_text="JPEG or PNG, at most 2 MB. Only you see it.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        error_messages={
            "required": "Choose a file first.",
            "empty": "This file is empty; choose another one.",
        },
    )

    def clean_photo(self) -> Photo:
        """Return the photo as it will be stored.

        Raises:
            ValidationError: it is not usable.
        """
        upload: UploadedFile[Any] = self.cleaned_data["photo"]
        try:
            return read_photo(upload.read(MAX_BYTES + 1))
        except UnusablePhoto as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
