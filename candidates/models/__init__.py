"""Interims and what they say of themselves."""

from candidates.models.candidates import Candidate, CandidateQuerySet, candidate_of
from candidates.models.changes import ProfileChange
from candidates.models.details import PersonalDetails
from candidates.models.record import CandidateSkill, PastAssignment
from candidates.models.voice import FirmStance

__all__ = [
    "Candidate",
    "CandidateQuerySet",
    "CandidateSkill",
    "FirmStance",
    "PastAssignment",
    "PersonalDetails",
    "ProfileChange",
    "candidate_of",
]
