"""Referees, references, the links in their letters, and loans."""

from references.models.links import ReferenceLink, ReferencesBySecret
from references.models.loans import Loan
from references.models.referees import Referee
from references.models.references import YEAR_DAYS, Reference

__all__ = ["YEAR_DAYS", "Loan", "Referee", "Reference", "ReferenceLink", "ReferencesBySecret"]
