"""Words for levels in imported profiles."""

from skills.scales import Level

# Words for levels, in addition to our names and labels. JSON Resume defines none; these are the
# ones that its editors and themes offer. An unknown word becomes a note: a level is never guessed.
LEVEL_WORDS = {
    "novice": Level.WORKING,
    "beginner": Level.WORKING,
    "basic": Level.WORKING,
    "intermediate": Level.PRACTISED,
    "proficient": Level.PRACTISED,
    "advanced": Level.LEADING,
    "expert": Level.LEADING,
    "master": Level.AUTHORITY,
    "authority": Level.AUTHORITY,
    **{word.casefold(): step for step in Level for word in (step.name, step.label)},
}
