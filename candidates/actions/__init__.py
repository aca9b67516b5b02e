"""Actions on a profile: by its owner, or by an import."""

from candidates.actions.availability import change_availability, confirm_availability
from candidates.actions.details import add_photo, change_details, remove_photo
from candidates.actions.imports import import_profile
from candidates.actions.profile import (
    be_found,
    change_basics,
    claim_profile,
    open_profile,
    put_import_notes_away,
    stay_hidden,
)
from candidates.actions.record import add_assignment, change_assignment, remove_assignment
from candidates.actions.registrations import (
    add_registration,
    change_registration,
    remove_registration,
)
from candidates.actions.skills import add_skill, change_skill, remove_skill
from candidates.actions.visibility import change_visibility, set_stance
from candidates.actions.writing import ProfileConflict

__all__ = [
    "ProfileConflict",
    "add_assignment",
    "add_photo",
    "add_registration",
    "add_skill",
    "be_found",
    "change_assignment",
    "change_availability",
    "change_basics",
    "change_details",
    "change_registration",
    "change_skill",
    "change_visibility",
    "claim_profile",
    "confirm_availability",
    "import_profile",
    "open_profile",
    "put_import_notes_away",
    "remove_assignment",
    "remove_photo",
    "remove_registration",
    "remove_skill",
    "set_stance",
    "stay_hidden",
]
