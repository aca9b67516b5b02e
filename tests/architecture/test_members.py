"""Everything that belongs to a member is handed over when they leave.

A new column or a new kind of deadline fails here until the table below says what happens to it.
"""

from django.apps import apps
from django.db import models

from accounts.models import Membership
from engagements.deadlines import BriefDeadline
from shortlists.deadlines import ConversationDeadline
from shortlists.handover import CONSULTANTS, MANAGERS

HANDED_OVER = {
    "engagements.Brief.manager",
    "engagements.PanelSeat.consultant",
    "engagements.Playback.consultant",
    "shortlists.Entry.consultant",
    "shortlists.SubmissionDraft.consultant",
}
# These rows end with the membership: another person does not inherit a role on a brief.
ENDED = {"engagements.BriefPerson.member"}
# These columns say who did something. They are history: nobody has to act because of them.
KEPT = {
    "engagements.ClientMember.successor",
    "providers.Consultant.successor",
    "shortlists.Approach.consultant",
    "shortlists.FirmReview.consultant",
    "shortlists.Mandate.consultant",
    "shortlists.Submission.consultant",
}
# Of the interim, or of a firm as a whole.
OF_OTHERS = {
    BriefDeadline.PLAYBACK_WRITE,
    BriefDeadline.CHANGE_ANSWER,
    ConversationDeadline.CHANGE_AGREE,
    ConversationDeadline.APPROACH_ANSWER,
    ConversationDeadline.WORDS_CHECK,
    ConversationDeadline.INTERVIEW_PICK,
}


def test_every_column_that_names_a_member_is_handed_over_or_history():
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Membership)
    }

    assert named == HANDED_OVER | ENDED | KEPT


def test_every_kind_of_deadline_is_handed_over_or_belongs_to_others():
    kinds = [*CONSULTANTS, *MANAGERS, *OF_OTHERS]

    assert sorted(kinds) == sorted([*BriefDeadline, *ConversationDeadline])
