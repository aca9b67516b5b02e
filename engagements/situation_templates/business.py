"""Templates for situations of any company."""

from engagements.situation_templates.shape import (
    MUST,
    NICE,
    SHOULD,
    CriterionIdea,
    SituationTemplate,
    SkillIdea,
    Value,
)
from skills.scales import Seniority

CARVE_OUT = SituationTemplate(
    key="carve-out-cfo",
    name="Carve-out CFO",
    line="A business leaves its group and has to work on its own.",
    title="CFO for the carve-out of [business]",
    what_happened=(
        "[Group] is separating [business], [revenue order of size, countries, entities]. Signing "
        "is [done on / meant for] [date]. Today its accounts live in [the group's systems and "
        "shared services]."
    ),
    why_now=(
        "Closing is [date]; transitional services end [months] after it and cost more if prolonged."
    ),
    tried_before=(
        "[What do the separation plan and the dis-synergy estimate look like, and who believes in"
        " them?]"
    ),
    what_is_hard=(
        "[Which people stay with the seller? Which historical figures do not reconcile? What does"
        " the buyer see differently?]"
    ),
    value_kind=Value.CAPABILITY,
    value_shown_by="A first month-end closed alone, on time, that the auditor accepts.",
    seniority=Seniority.CHIEF,
    weeks=52,
    criteria=(
        CriterionIdea(
            "First stand-alone month-end close, in working days", "the closing calendar", 5
        ),
        CriterionIdea("Carve-out accounts accepted by the auditor", "the auditor's report", 5),
        CriterionIdea("Transitional services ended by plan", "the register of services", 4),
        CriterionIdea(
            "Thirteen-week cash forecast, deviation from actual", "treasury's weekly comparison", 3
        ),
    ),
    skills=(
        SkillIdea("ih:skill:carve-out-financials", MUST, 4),
        SkillIdea("ih:skill:carve-out-management", MUST, 4),
        SkillIdea("ih:skill:ifrs-reporting", MUST, 4),
        SkillIdea("ih:skill:tsa-management", SHOULD, 4),
        SkillIdea("ih:skill:fast-close", SHOULD, 4),
        SkillIdea("ih:skill:cash-forecasting", SHOULD, 4),
    ),
    situations=("ih:situation:carve-out",),
)

ERP = SituationTemplate(
    key="erp-rescue",
    name="ERP rescue",
    line="The new system is late, or live and not working.",
    title="Programme director, ERP rescue, [company or site]",
    what_happened=(
        "[Which system] was to be live on [date] in [which entities]. Today [what works, what "
        "does not]: [orders, invoices, production, stock]. [How many] severe defects are open."
    ),
    why_now=(
        "[End of the old system, next go-live, customers or auditors who will not wait: until "
        "when?]"
    ),
    tried_before=(
        "[Replans, changes of partner, task forces: how many, and what did each of them change?]"
    ),
    what_is_hard=(
        "[Who in the business owns the processes? What is the tone with the integrator? Who has "
        "to hear that a date cannot be held?]"
    ),
    value_kind=Value.RISK,
    value_shown_by=(
        "Business measured at the dock and in the bank, not by the programme's traffic lights."
    ),
    seniority=Seniority.DIRECTOR,
    weeks=36,
    criteria=(
        CriterionIdea("Orders shipped as confirmed", "dispatch figures, weekly", 5),
        CriterionIdea("Severe defects open", "the defect list, reviewed with the business", 4),
        CriterionIdea("Working days to close the month", "the closing calendar", 3),
        CriterionIdea(
            "Processes with an owner in the business who signed them",
            "the register of processes",
            3,
        ),
    ),
    skills=(
        SkillIdea("ih:skill:erp-programme-recovery", MUST, 4),
        SkillIdea("ih:skill:system-integrator-management", MUST, 4),
        SkillIdea("ih:skill:cutover-planning", SHOULD, 4),
        SkillIdea("ih:skill:s4hana", SHOULD, 3),
        SkillIdea("3c03ee71-4a23-448f-b79e-81fd75d27dca", SHOULD, 4),
    ),
    situations=("ih:situation:erp-rescue",),
)

CLOSURE = SituationTemplate(
    key="plant-closure",
    name="Plant closure",
    line="A site closes, and its people, customers and reputation are to be treated well.",
    title="Plant director for the closure of [site]",
    what_happened=(
        "[Site] with [number] people closes by [date]; [products] move to [where]. The decision "
        "was announced to the works council and staff on [date, or: not yet]."
    ),
    why_now="[Which date of consultation, lease, transfer or last delivery sets the clock?]",
    tried_before=(
        "[Sale, short time, earlier cuts: what was tried, and what do people remember of it?]"
    ),
    what_is_hard=(
        "[Quality and safety until the last day, people who leave early, the tone with the "
        "representatives, what the town expects.]"
    ),
    value_kind=Value.CONTINUITY,
    value_shown_by="Deliveries kept, people placed, and no accident in the last months.",
    harm=(
        "[Who could be hurt in the last months of a plant whose experienced people leave? Which "
        "sign comes first?]"
    ),
    seniority=Seniority.DIRECTOR,
    weeks=52,
    criteria=(
        CriterionIdea("Deliveries as promised until the last batch", "customers' own figures", 5),
        CriterionIdea("Agreement with the people's representatives", "the signed agreement", 5),
        CriterionIdea(
            "People with a next step on their last day", "human resources' list, by person", 4
        ),
        CriterionIdea("Accidents with lost days", "the safety report", 4),
        CriterionIdea("Products transferred and released at the new site", "release documents", 4),
    ),
    skills=(
        SkillIdea("ih:skill:plant-closure-social-plan", MUST, 4),
        SkillIdea("ih:skill:site-leadership", MUST, 4),
        SkillIdea("ih:skill:works-council-negotiation", SHOULD, 4),
        SkillIdea("ih:skill:production-relocation", SHOULD, 4),
        SkillIdea("ih:skill:ehs-leadership", SHOULD, 4),
    ),
    situations=("ih:situation:plant-closure", "ih:situation:restructuring"),
)

INTEGRATION = SituationTemplate(
    key="post-merger-integration",
    name="Post-merger integration",
    line="Two companies have signed; now they have to work as one.",
    title="Integration director, [company] and [company]",
    what_happened=(
        "[Buyer] took over [company] on [date]: [people, sites, countries]. What is to be one is "
        "[functions]; what is to stay apart is [functions]."
    ),
    why_now=(
        "[Day 100, the first common budget, the end of transitional services, people who are "
        "leaving.]"
    ),
    tried_before=(
        "[An integration office, consultants, earlier mergers: what was learned, and by whom?]"
    ),
    what_is_hard=(
        "[Which of the two cultures is expected to give way? Which leaders do not know yet "
        "whether they stay? Which synergies were promised before anybody looked?]"
    ),
    value_kind=Value.CASH,
    value_shown_by="Savings and sales in the ledger, after the cost of reaching them.",
    seniority=Seniority.VICE_PRESIDENT,
    weeks=44,
    criteria=(
        CriterionIdea("Synergies that are in the ledger", "controlling's monthly bridge", 5),
        CriterionIdea("Key people who are still there", "the list agreed at the start", 4),
        CriterionIdea("Customers lost because of the merger", "sales, with the reason given", 4),
        CriterionIdea("Functions that work as one", "signed off by both former heads", 3),
    ),
    skills=(
        SkillIdea("ih:skill:post-merger-integration-planning", MUST, 4),
        SkillIdea("3c03ee71-4a23-448f-b79e-81fd75d27dca", MUST, 5),
        SkillIdea("ih:skill:change-programme-office", SHOULD, 4),
        SkillIdea("ih:skill:cost-out", SHOULD, 3),
        SkillIdea("ih:skill:works-council-negotiation", NICE, 3),
    ),
    situations=("ih:situation:post-merger-integration",),
)

VACANCY = SituationTemplate(
    key="vacancy-bridging",
    name="Vacancy bridging",
    line="A position is vacant, the work goes on, and the successor needs time.",
    title="Interim [role], until the successor starts",
    what_happened=(
        "Our [role] leaves on [date]. The search for a successor [has begun / begins on date] and"
        " is expected to take [months]."
    ),
    why_now="[Which decisions, dates or people cannot wait for the successor?]",
    tried_before="[A deputy, sharing the work: why not, or not for long?]",
    what_is_hard=(
        "[What did the predecessor leave unfinished or unsaid? Who inside hoped for the job?]"
    ),
    value_kind=Value.CONTINUITY,
    value_shown_by="What was due is done, and the successor finds everything in order.",
    seniority=Seniority.DIRECTOR,
    weeks=26,
    criteria=(
        CriterionIdea(
            "Dates in the function's calendar that were kept", "the calendar agreed in week one", 4
        ),
        CriterionIdea("People in the team who stay", "the team list of the first day", 4),
        CriterionIdea(
            "Handover to the successor", "a written handover and two weeks side by side", 3
        ),
    ),
    skills=(
        SkillIdea("3e61ee41-2bd9-466f-b313-00ce04072410", SHOULD, 4),
        SkillIdea("ih:skill:succession-handover", SHOULD, 3),
        SkillIdea("21c5790c-0930-4d74-b3b0-84caf5af12ea", NICE, 3),
    ),
    situations=("ih:situation:vacancy",),
)
