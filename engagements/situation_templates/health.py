"""Templates for situations of medicines and care."""

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

GMP = SituationTemplate(
    key="gmp-remediation",
    name="GMP remediation",
    line="A regulator has made observations, and the site has to answer and comply.",
    title="GMP remediation lead, [site]",
    what_happened=(
        "[Which authority] inspected [site or line] on [date] and made [number] observations, "
        "[number] of them major or critical. The first answer is [sent on / due on]. They concern"
        " [data integrity, sterility assurance, deviations, cleaning …]."
    ),
    why_now=(
        "The committed actions fall due from [date]. Until they are verified, [product or "
        "release] is [stopped, slowed, under import alert]."
    ),
    tried_before=(
        "[Consultants, a task force, an earlier plan: what was begun, and where did it stall?]"
    ),
    what_is_hard=(
        "[Who has to change how they work? Which root cause does nobody like to name? Does "
        "production continue meanwhile?]"
    ),
    value_kind=Value.SAFETY,
    value_shown_by=(
        "Actions verified by somebody outside the line, and [backlog, release time] week by week."
    ),
    harm=(
        "[Which patients lack what, or receive what, if this fails? Which figure on site would "
        "show it first?]"
    ),
    seniority=Seniority.VICE_PRESIDENT,
    weeks=26,
    criteria=(
        CriterionIdea(
            "Committed corrective actions verified as effective",
            "effectiveness checks signed by quality, not by the owner of the action",
            5,
        ),
        CriterionIdea(
            "Overdue deviations and investigations", "the quality system's weekly report", 4
        ),
        CriterionIdea("Days from end of batch to release", "batch records, median of the month", 3),
    ),
    skills=(
        SkillIdea("ih:skill:gmp-remediation", MUST, 4),
        SkillIdea("ih:skill:pharmaceutical-quality-system", MUST, 4),
        SkillIdea("ih:skill:capa-management", MUST, 4),
        SkillIdea("ih:skill:regulatory-inspection-management", SHOULD, 4),
        SkillIdea("ih:skill:deviation-management", SHOULD, 4),
        SkillIdea("ih:skill:data-integrity", NICE, 3),
        SkillIdea("3c03ee71-4a23-448f-b79e-81fd75d27dca", SHOULD, 4),
    ),
    situations=("ih:situation:gmp-remediation",),
)

QP = SituationTemplate(
    key="qualified-person-cover",
    name="Qualified Person cover",
    line="Batches wait because nobody may certify them.",
    title="Qualified Person, cover for [site]",
    what_happened=(
        "Our Qualified Person is [off sick, leaving, on leave] since [date], for [how long]. "
        "[Number] batches of [dosage form] wait for certification."
    ),
    why_now="The first batch is needed in the market by [date]; stock lasts until [date].",
    tried_before="[The deputy, a contract QP, a sister site: why is that not enough?]",
    what_is_hard=(
        "The person has to be named on the manufacturing licence [for which product types, in "
        "which country], and that takes [days]. [What state are the batch records and open "
        "deviations in?]"
    ),
    value_kind=Value.CONTINUITY,
    value_shown_by=(
        "Batches certified each week against the plan, and no certification that had to be "
        "withdrawn."
    ),
    harm="[Which patients run out first, and whose stock figure shows it?]",
    seniority=Seniority.DIRECTOR,
    weeks=12,
    criteria=(
        CriterionIdea("First batch certified", "the batch certification register", 5),
        CriterionIdea("Batches waiting for certification", "the release board, every Friday", 4),
        CriterionIdea("Open deviations that hold a batch", "the quality system", 3),
    ),
    skills=(
        SkillIdea("ih:skill:qp-release", MUST, 5),
        SkillIdea("ih:skill:batch-release", MUST, 4),
        SkillIdea("13f22eb5-e3a8-405a-9d89-c8124d4a239a", MUST, 4),
        SkillIdea("ih:skill:deviation-management", SHOULD, 4),
        SkillIdea("ih:skill:qp-declaration", SHOULD, 3),
    ),
    situations=("ih:situation:qp-cover",),
)

PATIENT_SAFETY = SituationTemplate(
    key="patient-safety-turnaround",
    name="Patient-safety turnaround",
    line="Harm has happened or is likely, and trust is being lost.",
    title="Interim director, patient safety, [service]",
    what_happened=(
        "[Which review, inspection or run of incidents] in [service] found [what]. [How many] "
        "serious incidents in [period]; families were told [when and what]."
    ),
    why_now="[Which deadline of the regulator, which winter, which decision of the board?]",
    tried_before=(
        "[Action plans, earlier leaders: what was promised, what happened, why did they leave?]"
    ),
    what_is_hard=(
        "[Where do doctors, midwives or nurses and managers disagree? Does the board agree? "
        "Say so if it does not.]"
    ),
    value_kind=Value.SAFETY,
    value_shown_by="Measures of harm and of learning from it, published to staff as they are.",
    harm=(
        "[Who is harmed if this fails: which patients, at which step of care? Which sign would "
        "you see first?]"
    ),
    seniority=Seniority.CHIEF,
    weeks=39,
    criteria=(
        CriterionIdea(
            "Serious incidents reviewed in time, with the family heard",
            "the incident system, checked by somebody outside the service",
            5,
        ),
        CriterionIdea(
            "Actions of the review done and shown to work", "audit of each, three months later", 4
        ),
        CriterionIdea(
            "Staff who would speak up about a risk", "a short survey, every second month", 4
        ),
        CriterionIdea("Shifts filled to the agreed level", "the rota", 3),
    ),
    skills=(
        SkillIdea("ih:skill:patient-safety", MUST, 5),
        SkillIdea("ih:skill:clinical-governance", MUST, 4),
        SkillIdea("ih:skill:serious-incident-investigation", SHOULD, 4),
        SkillIdea("ih:skill:safety-culture", SHOULD, 4),
        SkillIdea("ih:skill:care-regulator-relations", SHOULD, 4),
        SkillIdea("c0949c80-94c5-4bf1-8e05-ebed75807c01", NICE, 4),
    ),
    situations=("ih:situation:patient-safety", "ih:situation:turnaround"),
)
