"""Where the law wants pay shown early: employed forms of contract in the European Union.

Directive (EU) 2023/970, article 5: applicants for employment are told the initial pay or its range
in good time, and are not asked for their pay history. It has relevance for the European Economic
Area. A service contract between companies is outside, as far as we read it. Product guidance, not
legal advice.
"""

from django.db import models

from engagements.models import Brief
from skills.places import Region

EMPLOYED = frozenset({Brief.Contract.UMBRELLA, Brief.Contract.EMPLOYMENT})
# Regions of the European Union; of the Nordic countries, Norway and Iceland are in its economic
# area.
IN_THE_UNION = frozenset(
    {
        Region.IRELAND,
        Region.GERMANY_NORTH,
        Region.GERMANY_SOUTH,
        Region.GERMANY_WEST,
        Region.AUSTRIA,
        Region.FRANCE,
        Region.BENELUX,
        Region.NORDICS,
        Region.IBERIA,
        Region.ITALY,
        Region.CENTRAL_EUROPE,
    }
)


class PayDuty(models.TextChoices):
    """Whether the law wants the pay range of a brief shown; the client reads these labels."""

    WANTED = "wanted", "The law wants the pay range shown to whoever is asked."
    NOT_EMPLOYED = "not_employed", "A service contract between companies needs no pay range."
    ELSEWHERE = "elsewhere", "Outside the European Union no pay range is needed."
    UNKNOWN = "unknown", "Say the form of the contract and the region in the brief first."


def pay_duty(brief: Brief) -> PayDuty:
    """Return whether the law wants the pay range of a brief shown."""
    if not brief.contract_form or not brief.region:
        return PayDuty.UNKNOWN
    if brief.contract_form not in EMPLOYED:
        return PayDuty.NOT_EMPLOYED
    return PayDuty.WANTED if brief.region in IN_THE_UNION else PayDuty.ELSEWHERE
