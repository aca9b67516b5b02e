"""Scales shared by briefs, profiles and roles, so that they can be compared."""

from django.db import models


class Level(models.IntegerChoices):
    """How well somebody has mastered a skill."""

    AWARE = 1, "Aware of it"
    WORKING = 2, "Works with it"
    PRACTISED = 3, "Practised"
    LEADING = 4, "Leads others in it"
    AUTHORITY = 5, "An authority on it"


class Seniority(models.IntegerChoices):
    """How much of an organisation somebody is responsible for.

    The chief officers of a group have the level of its chief executive: a group CFO is responsible
    for more than the CFO of one company in the group.
    """

    TEAM_LEAD = 1, "Team lead"
    MANAGER = 2, "Manager"
    SENIOR_MANAGER = 3, "Senior manager, head of a department"
    DIRECTOR = 4, "Director of a function or a site"
    VICE_PRESIDENT = 5, "Vice president, several sites or a division"
    CHIEF = 6, "Chief officer"
    CHAIR = 7, "Chair, group chief executive"


class Band(models.TextChoices):
    """The rank that a title names, which may differ from the holder's responsibility."""

    C_SUITE = "c_suite", "Chief officer"
    VP = "vp", "Vice president"
    DIRECTOR = "director", "Director"
    MANAGER = "manager", "Manager"
    OTHER = "other", "Other"
