"""Routes of the user's own profile. No route shows another person's."""

from django.urls import path

from candidates.views import (
    availability,
    cv,
    details,
    disclosures,
    own,
    profile,
    record,
    registrations,
    skills,
    visibility,
)

app_name = "candidates"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("basics/", profile.basics, name="basics"),
    path("basics/disclosures/", disclosures.of_basics, name="basics_disclosures"),
    path("as-firms-see-me/", profile.blind, name="blind"),
    path("be-found/", profile.be_found, name="be_found"),
    path("stay-hidden/", profile.stay_hidden, name="stay_hidden"),
    path("claim/<uuid:ref>/", profile.claim, name="claim"),
    path("import-notes/put-away/", profile.put_import_notes_away, name="put_import_notes_away"),
    path("restore/", own.restore, name="restore"),
    path("skills/", skills.skills, name="skills"),
    path("skills/add/", skills.add_skill, name="add_skill"),
    path("skills/<uuid:ref>/", skills.change_skill, name="change_skill"),
    path("skills/<uuid:ref>/remove/", skills.remove_skill, name="remove_skill"),
    path("record/disclosures/", disclosures.of_assignment, name="assignment_disclosures"),
    path("record/add/", record.add_assignment, name="add_assignment"),
    path("record/<uuid:ref>/", record.change_assignment, name="change_assignment"),
    path("record/<uuid:ref>/remove/", record.remove_assignment, name="remove_assignment"),
    path("registrations/add/", registrations.add_registration, name="add_registration"),
    path(
        "registrations/<uuid:ref>/", registrations.change_registration, name="change_registration"
    ),
    path(
        "registrations/<uuid:ref>/remove/",
        registrations.remove_registration,
        name="remove_registration",
    ),
    path("cv/", cv.cv, name="cv"),
    path("cv/take/", cv.accept_suggestion, name="accept_suggestion"),
    path("cv/refuse/", cv.refuse_suggestion, name="refuse_suggestion"),
    path("cv/undo/", cv.undo_suggestion, name="undo_suggestion"),
    path("cv/forget/", cv.forget_cv, name="forget_cv"),
    path("availability/", availability.availability, name="availability"),
    path("availability/confirm/", availability.confirm_availability, name="confirm_availability"),
    path("voice/", visibility.visibility, name="visibility"),
    path("voice/<uuid:ref>/", visibility.set_stance, name="set_stance"),
    path("personal/", details.details, name="details"),
    path("personal/photo/", details.photo, name="photo"),
    path("personal/photo/add/", details.add_photo, name="add_photo"),
    path("personal/photo/remove/", details.remove_photo, name="remove_photo"),
]
