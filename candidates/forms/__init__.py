"""Forms of a profile. The cleaned data of each are the arguments of one action."""

from candidates.forms.details import DetailsForm, PhotoForm
from candidates.forms.profile import AvailabilityForm, BasicsForm, VisibilityForm
from candidates.forms.record import AssignmentForm, NewSkillForm, SkillForm
from candidates.forms.registrations import NewRegistrationForm, RegistrationForm

__all__ = [
    "AssignmentForm",
    "AvailabilityForm",
    "BasicsForm",
    "DetailsForm",
    "NewRegistrationForm",
    "NewSkillForm",
    "PhotoForm",
    "RegistrationForm",
    "SkillForm",
    "VisibilityForm",
]
