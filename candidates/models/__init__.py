"""Interims and their profiles."""

from candidates.models.candidates import Candidate, CandidateQuerySet, candidate_of
from candidates.models.changes import ChangeReader, InterimName, Mark, ProfileChange
from candidates.models.details import PersonalDetails
from candidates.models.record import OUTCOME_FIELDS, CandidateSkill, PastAssignment, outcome_text
from candidates.models.registrations import CandidateRegistration
from candidates.models.stances import FirmStance

__all__ = [
    "OUTCOME_FIELDS",
    "Candidate",
    "CandidateQuerySet",
    "CandidateRegistration",
    "CandidateSkill",
    "ChangeReader",
    "FirmStance",
    "InterimName",
    "Mark",
    "PastAssignment",
    "PersonalDetails",
    "ProfileChange",
    "candidate_of",
    "outcome_text",
]
