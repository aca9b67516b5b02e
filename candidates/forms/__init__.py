"""What an interim types about themselves. Cleaned data are an action's arguments."""

from candidates.forms.details import DetailsForm, PhotoForm
from candidates.forms.profile import AvailabilityForm, BasicsForm, VoiceForm
from candidates.forms.record import AssignmentForm, NewSkillForm, SkillForm

__all__ = [
    "AssignmentForm",
    "AvailabilityForm",
    "BasicsForm",
    "DetailsForm",
    "NewSkillForm",
    "PhotoForm",
    "SkillForm",
    "VoiceForm",
]
