"""Import of profiles: JSON Resume with `meta.interimhub`, or our keys without JSON Resume.

`rows` parses a file: one profile, or one per line. `facts_of` converts one profile to our facts.
Neither stops at an invalid row: each row has its own error message.
"""

from candidates.importing.facts import ProfileFacts, Work, facts_of
from candidates.importing.parser import ImportedRow, UnreadableRow, rows
from candidates.importing.registrations import Held
from candidates.importing.vocabulary import ImportVocabulary

__all__ = [
    "Held",
    "ImportVocabulary",
    "ImportedRow",
    "ProfileFacts",
    "UnreadableRow",
    "Work",
    "facts_of",
    "rows",
]
