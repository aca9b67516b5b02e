"""Rows of matches, conversations and submissions."""

from tests.frame.access_table.row import Row

# What the interim alone says yes or no to, by row.
AGREEING = (("shown", "L.FF.F...+.."), ("asked", "L....F....+."), ("chosen", "L....F......"))

ROWS = [
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
    Row("shortlists:mandate", "L....+...+..", "LMMMMMMMMMMM", {"ref": "mandate"}),
    Row("shortlists:mandate", "L....+....+.", "LMMMMMMMMMMM", {"ref": "request"}),
    Row("shortlists:agree_to_request", "LMMMMMMMMMMM", "L....F....+.", {"ref": "request"}),
    Row("shortlists:refuse_request", "LMMMMMMMMMMM", "L....F....+.", {"ref": "request"}),
    *(
        Row(f"shortlists:{route}", "L....+......", "L....+......", {"ref": row})
        for route in ("request_permission", "release")
        for row in ("approach_shown", "approach_chosen")
    ),
    Row("shortlists:request_permission", "L....+......", "L....+......", {"ref": "approach_asked"}),
    Row("shortlists:release", "L....F......", "L....F......", {"ref": "approach_asked"}),
    *(
        Row(f"shortlists:{route}", "LMMMMMMMMMMM", letters, {"ref": row})
        for route in (
            *("agree_to_change", "agree_to_words", "object_to_words"),
            *("take_back_mandate", "show_profile"),
        )
        for row, letters in AGREEING
    ),
    Row("shortlists:pick_slot", "LMMMMMMMMMMM", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:pick_slot", "LMMMMMMMMMMM", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:pick_slot", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:decline_slots", "LMMMMMMMMMMM", "L.FF.F...+..", {"ref": "shown"}),
    Row("shortlists:decline_slots", "LMMMMMMMMMMM", "L....F....+.", {"ref": "asked"}),
    Row("shortlists:decline_slots", "LMMMMMMMMMMM", "L....F......", {"ref": "chosen"}),
    Row("shortlists:name_person", "L.+F.++..++.", "L.+F.++..++.", {"ref": "brief"}),
    Row("shortlists:named_by_me", "L+++++++++++", "LMMMMMMMMMMM"),
    Row("shortlists:named_person", "L..........+", "LMMMMMMMMMMM", {"secret": "of-the-referral"}),
    Row(
        "shortlists:accept_referral", "LMMMMMMMMMMM", "L..........+", {"secret": "of-the-referral"}
    ),
    Row(
        "shortlists:decline_referral", "LMMMMMMMMMMM", "L..........+", {"secret": "of-the-referral"}
    ),
    Row("shortlists:fitting_brief", "L........++.", "LMMMMMMMMMMM", {"ref": "brief"}),
    Row("shortlists:express_interest", "LMMMMMMMMMMM", "L........++.", {"ref": "brief"}),
    Row("shortlists:take_interest_back", "LMMMMMMMMMMM", "L....F....+.", {"ref": "interest"}),
    Row("shortlists:interest", "L....+....F.", "LMMMMMMMMMMM", {"ref": "interest"}),
    *(
        Row(f"shortlists:{route}", "LMMMMMMMMMMM", "L....+....F.", {"ref": "interest"})
        for route in ("write_to_interested", "decline_interest")
    ),
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
]
