"""Rows of accounts, firms and interims."""

from tests.frame.access_table.row import Row

ROWS = [
    # allauth's pages of those who are signed in
    Row("account_email", "L+++++++++++", "L+++++++++++"),
    Row("account_change_password", "L+++++++++++", "L+++++++++++"),
    Row("account_set_password", "L+++++++++++", "L+++++++++++"),
    Row("account_reauthenticate", "L+++++++++++", "L+++++++++++"),
    # frame
    Row("today", "L+++++++++++", "LMMMMMMMMMMM"),
    Row("welcome", "L+++++++++++", "L+++++++++++"),
    # accounts
    Row("accounts:account", "L+++++++++++", "L+++++++++++"),
    Row("accounts:discard_unsent", "LMMMMMMMMMMM", "L+++++++++++"),
    Row("accounts:notices", "L+++++++++++", "LMMMMMMMMMMM"),
    Row("accounts:read_all", "LMMMMMMMMMMM", "L+++++++++++"),
    Row("accounts:open_notice", "LMMMMMMMMMMM", "L........+..", {"ref": "notice"}),
    Row("accounts:read_notice", "LMMMMMMMMMMM", "L........+..", {"ref": "notice"}),
    # skills
    Row("skills:search", "L+++++++++++", "LMMMMMMMMMMM"),
    # providers
    Row("providers:firms", "L+++++++++++", "LMMMMMMMMMMM"),
    Row("providers:organisation", "L....+++....", "LMMMMMMMMMMM"),
    Row("providers:edit_organisation", "L....FFF....", "L....FFF...."),
    Row("providers:invite_colleague", "LMMMMMMMMMMM", "L....FFF...."),
    Row("providers:leave_organisation", "L....+FF....", "L....+FF+..."),
    Row("providers:remove_colleague", "L....F......", "L....F......", {"ref": "colleague_of_lead"}),
    Row("providers:make_admin", "LMMMMMMMMMMM", "L....F......", {"ref": "colleague_of_lead"}),
    Row(
        "providers:withdraw_invitation", "LMMMMMMMMMMM", "L....F......", {"ref": "firm_invitation"}
    ),
    Row(
        "providers:send_invitation_again",
        "LMMMMMMMMMMM",
        "L....F......",
        {"ref": "firm_invitation"},
    ),
    Row("providers:join", "L....F......", "L....F......", {"ref": "firm_invitation"}),
    Row("providers:invited", "LFFFFFFFFFFF", "LFFFFFFFFFFF", {"secret": "of-the-firm"}),
    Row("firm", "L+++++++++++", "LMMMMMMMMMMM", {"ref": "firm"}),
    # candidates
    Row("candidates:profile", "L+FFFFFF++++", "LMMMMMMMMMMM"),
    Row("candidates:basics", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("candidates:basics_disclosures", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:assignment_disclosures", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:blind", "LFFFFFFFF+++", "LMMMMMMMMMMM"),
    Row("candidates:be_found", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:stay_hidden", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:put_import_notes_away", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:claim", "LMMMMMMMMMMM", "L...........", {"ref": "unclaimed"}),
    Row("candidates:restore", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:skills", "LFFFFFFFF+++", "LMMMMMMMMMMM"),
    Row("candidates:add_skill", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:change_skill", "LMMMMMMMMMMM", "LFFFFFFFF+..", {"ref": "skill"}),
    Row("candidates:remove_skill", "LMMMMMMMMMMM", "LFFFFFFFF+..", {"ref": "skill"}),
    Row("candidates:add_assignment", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("candidates:change_assignment", "LFFFFFFFF+..", "LFFFFFFFF+..", {"ref": "assignment"}),
    Row("candidates:remove_assignment", "LMMMMMMMMMMM", "LFFFFFFFF+..", {"ref": "assignment"}),
    Row("candidates:add_registration", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("candidates:change_registration", "LFFFFFFFF+..", "LFFFFFFFF+..", {"ref": "registration"}),
    Row("candidates:remove_registration", "LMMMMMMMMMMM", "LFFFFFFFF+..", {"ref": "registration"}),
    Row("candidates:cv", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("candidates:accept_suggestion", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:refuse_suggestion", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:undo_suggestion", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:forget_cv", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:availability", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("candidates:confirm_availability", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:visibility", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("candidates:set_stance", "LMMMMMMMMMMM", "LFFFFFFFF+++", {"ref": "firm"}),
    Row("candidates:details", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("candidates:photo", "LFFFFFFFF...", "LMMMMMMMMMMM"),
    Row("candidates:add_photo", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
    Row("candidates:remove_photo", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
]
