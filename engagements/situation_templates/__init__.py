"""Eight templates of a brief, with [blanks] for the manager to fill in."""

from collections.abc import Mapping

from engagements.situation_templates.business import CARVE_OUT, CLOSURE, ERP, INTEGRATION, VACANCY
from engagements.situation_templates.health import GMP, PATIENT_SAFETY, QP
from engagements.situation_templates.shape import SituationTemplate, blanks_in

__all__ = ["TEMPLATES", "SituationTemplate", "blanks_left"]

TEMPLATES: Mapping[str, SituationTemplate] = {
    template.key: template
    for template in (GMP, QP, PATIENT_SAFETY, CARVE_OUT, ERP, CLOSURE, INTEGRATION, VACANCY)
}


def blanks_left(key: str, words: str) -> list[str]:
    """Return the blanks of the template that are still in a text. Other brackets are ignored."""
    template = TEMPLATES.get(key)
    return [blank for blank in blanks_in(words) if blank in template.blanks] if template else []
