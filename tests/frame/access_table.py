"""Who may open which page: the policy of the whole site as data, checked cell by cell.

A Row is one route, the rows of `tests/worlds.py` that its URL names, and one letter for each
principal, for GET and for POST:

    +  let in (the tests of the page check what happens then; it may be too late, 409)
    F  forbidden, with the reason          .  not there: the same page as what never was
    L  sent to sign in                     M  this method is not for this address

The letters stand in the order of `tests.worlds.PRINCIPALS`:

    anonymous · nobody (no role) · manager · colleague · other_manager (of another client) ·
    lead (firm, consultant) · second (firm on the panel) · outsider (firm off the panel) ·
    former (of the lead firm) · interim (in front of the client) · asked (approached, the client
    confidential) · other_interim
"""

from dataclasses import dataclass, field

# Pages that everybody may read without signing in, and allauth's, which check access themselves.
PUBLIC = {
    "front",
    "healthz",
    "readyz",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "account_confirm_login_code",
    "gallery",
    "accounts:session",
}
# These routes exist only where INTERIMHUB_DEMO=1; they are public there.
DEMO = {"demo:sign_in", "demo:mail", "demo:letter"}


@dataclass(frozen=True)
class Row:
    """One route for one set of rows."""

    route: str
    get: str
    post: str
    of: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.route, *self.of.values()])


# What the interim alone says yes or no to, by row.
AGREEING = (("shown", "L.FF.F...+.."), ("asked", "L....F....+."), ("chosen", "L....F......"))

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
    # engagements
    Row("engagements:briefs", "L+++++++++++", "LMMMMMMMMMMM"),
    Row("engagements:new", "LF+++FFFFFFF", "LF+++FFFFFFF"),
    Row("brief", "L.++.++.....", "LMMMMMMMMMMM", {"ref": "brief"}),
    Row("brief", "L.++........", "LMMMMMMMMMMM", {"ref": "draft"}),
    Row("brief", "L.++.+......", "LMMMMMMMMMMM", {"ref": "waiting"}),
    Row("engagements:edit", "L.+F........", "L.+F........", {"ref": "draft"}),
    Row("engagements:edit", "L.+F.F......", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:text", "L.+F........", "L.+F........", {"ref": "draft"}),
    Row("engagements:text", "L.+F.F......", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:accept_suggestion", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("engagements:accept_suggestion", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:refuse_suggestion", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("engagements:refuse_suggestion", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:undo_suggestion", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("engagements:undo_suggestion", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:forget_text", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("engagements:forget_text", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:preview", "L.++.FF.....", "LMMMMMMMMMMM", {"ref": "brief"}),
    Row("engagements:preview", "L.++........", "LMMMMMMMMMMM", {"ref": "draft"}),
    Row("engagements:preview", "L.++.F......", "LMMMMMMMMMMM", {"ref": "waiting"}),
    Row("engagements:delete", "LMMMMMMMMMMM", "L.+F.FF.....", {"ref": "brief"}),
    Row("engagements:delete", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("engagements:delete", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:restore", "LMMMMMMMMMMM", "L.+F........", {"ref": "deleted"}),
    Row("engagements:people", "L.++.FF.....", "L.+F.FF.....", {"ref": "brief"}),
    Row("engagements:people", "L.++........", "L.+F........", {"ref": "draft"}),
    Row("engagements:people", "L.++.F......", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:limit", "LMMMMMMMMMMM", "L.+F.FF.....", {"ref": "brief"}),
    Row("engagements:limit", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row(
        "engagements:remove_person",
        "LMMMMMMMMMMM",
        "L.+F.FF.....",
        {"ref": "brief", "person": "brief_person"},
    ),
    Row("engagements:organisation", "L.+++.......", "LMMMMMMMMMMM"),
    Row("engagements:edit_organisation", "L.FFF.......", "L.FFF......."),
    Row("engagements:invite_colleague", "LMMMMMMMMMMM", "L.FFF......."),
    Row("engagements:leave_organisation", "L.++F.......", "L.++F......."),
    Row(
        "engagements:remove_colleague",
        "L.FF........",
        "L.FF........",
        {"ref": "colleague_of_manager"},
    ),
    Row(
        "engagements:make_admin",
        "LMMMMMMMMMMM",
        "L.FF........",
        {"ref": "colleague_of_manager"},
    ),
    Row(
        "engagements:withdraw_invitation",
        "LMMMMMMMMMMM",
        "L.FF........",
        {"ref": "client_invitation"},
    ),
    Row(
        "engagements:send_invitation_again",
        "LMMMMMMMMMMM",
        "L.FF........",
        {"ref": "client_invitation"},
    ),
    Row("engagements:join", "L.FF........", "L.FF........", {"ref": "client_invitation"}),
    Row("engagements:invited", "LFFFFFFFFFFF", "LFFFFFFFFFFF", {"secret": "of-the-client"}),
    Row("engagements:change", "L.+F.FF.....", "L.+F.FF.....", {"ref": "brief"}),
    Row("engagements:change", "L.FF........", "L.FF........", {"ref": "draft"}),
    Row("engagements:change", "L.+F.F......", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:withdraw_change", "LMMMMMMMMMMM", "L.+F.FF.....", {"ref": "amendment"}),
    Row("engagements:object_to_change", "L.FF.+F.....", "L.FF.+F.....", {"ref": "amendment"}),
    Row("shortlists:confirm_change", "LMMMMMMMMMMM", "L.FF.+F.....", {"ref": "amendment"}),
    Row("engagements:panel", "L.++.++.....", "L.+F.FF.....", {"ref": "brief"}),
    Row("engagements:panel", "L.++........", "L.+F........", {"ref": "draft"}),
    Row("engagements:panel", "L.++.+......", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:decline_seat", "L.FF.++.....", "L.FF.++.....", {"ref": "brief"}),
    Row("engagements:decline_seat", "L.FF........", "L.FF........", {"ref": "draft"}),
    Row("engagements:decline_seat", "L.FF.+......", "L.FF.+......", {"ref": "waiting"}),
    Row("engagements:answer_for", "LMMMMMMMMMMM", "L.FF.++.....", {"ref": "brief"}),
    Row("engagements:answer_for", "LMMMMMMMMMMM", "L.FF........", {"ref": "draft"}),
    Row("engagements:answer_for", "LMMMMMMMMMMM", "L.FF.+......", {"ref": "waiting"}),
    Row("engagements:send", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("engagements:send", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:take_back", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("engagements:take_back", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:playback", "L.++.++.....", "L.FF.+F.....", {"ref": "brief"}),
    Row("engagements:playback", "L.++........", "L.FF........", {"ref": "draft"}),
    Row("engagements:playback", "L.++.+......", "L.FF.+......", {"ref": "waiting"}),
    Row("engagements:confirm", "LMMMMMMMMMMM", "L.+F.FF.....", {"ref": "brief"}),
    Row("engagements:confirm", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("engagements:confirm", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    Row("engagements:send_back", "LMMMMMMMMMMM", "L.+F.FF.....", {"ref": "brief"}),
    Row("engagements:send_back", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("engagements:send_back", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    Row("open_brief", "LMMMMMMMMMMM", "L.+F.FF.....", {"ref": "brief"}),
    Row("open_brief", "LMMMMMMMMMMM", "L.FF........", {"ref": "draft"}),
    Row("open_brief", "LMMMMMMMMMMM", "L.FF.F......", {"ref": "waiting"}),
    Row("ranking:progress", "L.++.++.....", "LMMMMMMMMMMM", {"ref": "brief"}),
    Row("ranking:progress", "L...........", "LMMMMMMMMMMM", {"ref": "draft"}),
    Row("ranking:progress", "L...........", "LMMMMMMMMMMM", {"ref": "waiting"}),
    Row("ranking:rank_again", "LMMMMMMMMMMM", "L.+F.FF.....", {"ref": "brief"}),
    Row("ranking:rank_again", "LMMMMMMMMMMM", "L.+F........", {"ref": "draft"}),
    Row("ranking:rank_again", "LMMMMMMMMMMM", "L.+F.F......", {"ref": "waiting"}),
    # shortlists
    Row("sourcing:matches", "L.FF.++.....", "L.FF.++.....", {"ref": "brief"}),
    Row("sourcing:compare", "L.FF.++.....", "LMMMMMMMMMMM", {"ref": "brief"}),
    Row("sourcing:restore_several", "LMMMMMMMMMMM", "L.FF.++.....", {"ref": "brief"}),
    Row(
        "sourcing:match",
        "L.FF.+......",
        "LMMMMMMMMMMM",
        {"ref": "brief", "result": "result_fresh"},
    ),
    Row(
        "sourcing:match",
        "L.FF.+......",
        "LMMMMMMMMMMM",
        {"ref": "brief", "result": "result_shown"},
    ),
    Row(
        "sourcing:read_match",
        "LMMMMMMMMMMM",
        "L.FF.+......",
        {"ref": "brief", "result": "result_fresh"},
    ),
    Row(
        "sourcing:read_match",
        "LMMMMMMMMMMM",
        "L.FF.+......",
        {"ref": "brief", "result": "result_shown"},
    ),
    Row(
        "sourcing:set_aside",
        "LMMMMMMMMMMM",
        "L.FF.+......",
        {"ref": "brief", "result": "result_fresh"},
    ),
    Row(
        "sourcing:set_aside",
        "LMMMMMMMMMMM",
        "L.FF.+......",
        {"ref": "brief", "result": "result_shown"},
    ),
    Row(
        "sourcing:restore",
        "LMMMMMMMMMMM",
        "L.FF.+......",
        {"ref": "brief", "result": "result_fresh"},
    ),
    Row(
        "sourcing:restore",
        "LMMMMMMMMMMM",
        "L.FF.+......",
        {"ref": "brief", "result": "result_shown"},
    ),
    Row(
        "sourcing:approach",
        "L.FF.+......",
        "L.FF.+......",
        {"ref": "brief", "result": "result_fresh"},
    ),
    Row(
        "sourcing:approach",
        "L.FF.+......",
        "L.FF.+......",
        {"ref": "brief", "result": "result_shown"},
    ),
    Row("sourcing:find", "L.FF.++.....", "LMMMMMMMMMMM", {"ref": "brief"}),
    Row(
        "sourcing:found",
        "L.FF.+......",
        "LMMMMMMMMMMM",
        {"ref": "brief", "candidate": "fresh"},
    ),
    Row(
        "sourcing:approach_found",
        "L.FF.+......",
        "L.FF.+......",
        {"ref": "brief", "candidate": "fresh"},
    ),
    Row("shortlists:conversations", "LFFFF+++F+++", "LMMMMMMMMMMM"),
    Row("shortlists:conversation", "L.++.....+..", "LMMMMMMMMMMM", {"ref": "shown"}),
    Row("shortlists:conversation", "L.........+.", "LMMMMMMMMMMM", {"ref": "asked"}),
    Row("shortlists:conversation", "L...........", "LMMMMMMMMMMM", {"ref": "chosen"}),
    Row("shortlists:firm_conversation", "L....+......", "LMMMMMMMMMMM", {"ref": "approach_shown"}),
    Row("shortlists:firm_conversation", "L....+......", "LMMMMMMMMMMM", {"ref": "approach_asked"}),
    Row("shortlists:firm_conversation", "L....+......", "LMMMMMMMMMMM", {"ref": "approach_chosen"}),
    Row("shortlists:firm_conversation", "L...........", "LMMMMMMMMMMM", {"ref": "asked"}),
    Row(
        "shortlists:answer",
        "LMMMMMMMMMMM",
        "L....+......",
        {"ref": "approach_asked", "question": "question"},
    ),
    Row("shortlists:submit", "L....+......", "L....+......", {"ref": "approach_shown"}),
    Row("shortlists:submit", "L....F......", "L....F......", {"ref": "approach_asked"}),
    Row("shortlists:submit", "L....+......", "L....+......", {"ref": "approach_chosen"}),
    Row("shortlists:save_draft", "LMMMMMMMMMMM", "L....+......", {"ref": "approach_shown"}),
    Row("shortlists:save_draft", "LMMMMMMMMMMM", "L....F......", {"ref": "approach_asked"}),
    Row("shortlists:save_draft", "LMMMMMMMMMMM", "L....+......", {"ref": "approach_chosen"}),
    Row(
        "shortlists:ask_for_availability",
        "LMMMMMMMMMMM",
        "L....+......",
        {"ref": "approach_chosen"},
    ),
    Row(
        "shortlists:confirm_registration",
        "LMMMMMMMMMMM",
        "L....+......",
        {"ref": "approach_chosen"},
    ),
    Row(
        "shortlists:confirm_registration", "LMMMMMMMMMMM", "L....F......", {"ref": "approach_asked"}
    ),
    Row(
        "shortlists:take_back_registration",
        "LMMMMMMMMMMM",
        "L....+......",
        {"ref": "approach_chosen"},
    ),
    Row("shortlists:correct", "L....+......", "L....+......", {"ref": "approach_shown"}),
    Row("shortlists:correct", "L....F......", "L....F......", {"ref": "approach_asked"}),
    Row("shortlists:correct", "L....F......", "L....F......", {"ref": "approach_chosen"}),
    Row(
        "shortlists:withdraw_submission",
        "L....+......",
        "L....+......",
        {"ref": "approach_shown"},
    ),
    Row(
        "shortlists:withdraw_submission",
        "L....F......",
        "L....F......",
        {"ref": "approach_asked"},
    ),
    Row(
        "shortlists:withdraw_submission",
        "L....F......",
        "L....F......",
        {"ref": "approach_chosen"},
    ),
    Row("shortlists:ask", "LMMMMMMMMMMM", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:ask", "LMMMMMMMMMMM", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:ask", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:decline", "LMMMMMMMMMMM", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:decline", "LMMMMMMMMMMM", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:decline", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:take_no_back", "LMMMMMMMMMMM", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:take_no_back", "LMMMMMMMMMMM", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:take_no_back", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:withdraw", "LMMMMMMMMMMM", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:withdraw", "LMMMMMMMMMMM", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:withdraw", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:wrong", "LMMMMMMMMMMM", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:wrong", "LMMMMMMMMMMM", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:wrong", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:difference", "L.FF.F...+..", "LMMMMMMMMMMM", {"ref": "shown"}),
    Row("shortlists:difference", "L....F....+.", "LMMMMMMMMMMM", {"ref": "asked"}),
    Row("shortlists:difference", "L....F......", "LMMMMMMMMMMM", {"ref": "chosen"}),
    Row("shortlists:choose", "L.FF.F...+..", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:choose", "L....F....+.", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:choose", "L....F......", "L....F......", {"ref": "chosen"}),
    *(
        Row(f"shortlists:{route}", "LMMMMMMMMMMM", letters, {"ref": row})
        for route in ("agree_to_change", "agree_to_words", "object_to_words")
        for row, letters in AGREEING
    ),
    Row("shortlists:pick_slot", "LMMMMMMMMMMM", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:pick_slot", "LMMMMMMMMMMM", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:pick_slot", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:decline_slots", "LMMMMMMMMMMM", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:decline_slots", "LMMMMMMMMMMM", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:decline_slots", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:compare", "L.++.FF.....", "LMMMMMMMMMMM", {"ref": "brief"}),
    Row("shortlists:person", "L.++.F...F..", "LMMMMMMMMMMM", {"ref": "shown"}),
    Row("shortlists:person", "L....F....F.", "LMMMMMMMMMMM", {"ref": "asked"}),
    Row("shortlists:person", "L....F......", "LMMMMMMMMMMM", {"ref": "chosen"}),
    Row("shortlists:read", "LMMMMMMMMMMM", "L.++.F...F..", {"ref": "shown"}),
    Row("shortlists:read", "LMMMMMMMMMMM", "L....F....F.", {"ref": "asked"}),
    Row("shortlists:read", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:invite", "L.+F.F...F..", "L.+F.F...F..", {"ref": "shown"}),
    Row("shortlists:invite", "L....F....F.", "L....F....F.", {"ref": "asked"}),
    Row("shortlists:invite", "L....F......", "L....F......", {"ref": "chosen"}),
    Row("shortlists:not_selected", "L.+F.F...F..", "L.+F.F...F..", {"ref": "shown"}),
    Row("shortlists:not_selected", "L....F....F.", "L....F....F.", {"ref": "asked"}),
    Row("shortlists:not_selected", "L....F......", "L....F......", {"ref": "chosen"}),
    Row("shortlists:take_decline_back", "LMMMMMMMMMMM", "L.+F.F...F..", {"ref": "shown"}),
    Row("shortlists:take_decline_back", "LMMMMMMMMMMM", "L....F....F.", {"ref": "asked"}),
    Row("shortlists:take_decline_back", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:raise_cap", "L.+F.FF.....", "L.+F.FF.....", {"ref": "brief"}),
    Row("shortlists:hold", "L.+F.FF.....", "L.+F.FF.....", {"ref": "brief"}),
    Row("shortlists:resume", "L.+F........", "L.+F........", {"ref": "on_hold"}),
    Row("shortlists:cancel", "L.+F.FF.....", "L.+F.FF.....", {"ref": "brief"}),
    # terms
    Row("rate", "LFFFFFFFF+++", "LFFFFFFFF+++"),
    Row("terms:forget_rate", "LMMMMMMMMMMM", "LFFFFFFFF+++"),
]
