"""Interims and their profiles."""

from candidates.models.candidates import Candidate, CandidateQuerySet, candidate_of
from candidates.models.changes import ChangeReader, InterimName, Mark, ProfileChange
from candidates.models.details import PersonalDetails
from candidates.models.record import CandidateSkill, PastAssignment
from candidates.models.registrations import CandidateRegistration
from candidates.models.stances import FirmStance

__all__ = [
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
]
