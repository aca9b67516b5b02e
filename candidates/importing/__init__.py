"""Profiles from outside: JSON Resume with `meta.interimhub`, or the same keys by themselves.

`rows` reads a file, one profile a line or one in all; `facts_of` turns one into what the profile
says here. Both answer in words, line by line, whatever the file holds.
"""

from candidates.importing.facts import ProfileFacts, Work, facts_of
from candidates.importing.reading import Row, Unreadable, rows
from candidates.importing.vocabulary import Vocabulary

__all__ = ["ProfileFacts", "Row", "Unreadable", "Vocabulary", "Work", "facts_of", "rows"]
