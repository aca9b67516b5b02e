"""Writes a hundred thousand generated interims within a minute, and briefs.

PostgreSQL writes the rows itself, without the triggers that log changes, as after a restore from a
dump. Briefs ask for common and for rare skills, as in reality: the frequency of a skill falls with
its position in a shuffled list.
"""

from collections.abc import Sequence

from django.db import connection

from candidates.models import PastAssignment, ProfileChange
from engagements.models import Brief
from ranking import work_words
from skills.models import Concept
from tests.factories import (
    BriefFactory,
    ConsultantFactory,
    CriterionFactory,
    PanelSeatFactory,
)

SKILLS = 20
RECORD = 3

DEEDS = ("Cut", "Reduced", "Brought down", "Halved", "Raised", "Restored", "Stabilised", "Doubled")
THINGS = (
    "overdue deviations",
    "working capital days",
    "on-time delivery",
    "the waiting list for surgery",
    "unplanned downtime",
    "staff turnover on the wards",
    "the monthly close",
    "open audit findings",
    "cost of goods",
    "customer complaints",
    "batch release time",
    "the integration backlog",
    "forecast error",
    "safety incidents",
    "the cash burn",
    "energy use of the site",
    "time to hire",
    "supplier defects",
    "debt covenant headroom",
    "the order intake",
)
TIMES = ("in six months", "in a year", "within one quarter", "before the sale", "after the merger")
FIGURES = ("by a third", "by half", "to 96 %", "from 41 to 24 days", "from 186 to 20")

PEOPLE = """
INSERT INTO candidates_candidate (
    ref, version, headline, summary, seniority, profit_and_loss, board_exposure, geography,
    available_from, pattern, is_remote_ok, regions, languages, right_to_work, is_discoverable,
    open_to_specialists, open_to_generalists, open_to_rpos, claimed_at, source, source_id,
    imported_email, import_notes, created_at, updated_at)
SELECT gen_random_uuid(), 1, 'Interim executive ' || n, '', 1 + (random() * 6)::int, '', '', '',
    date '2026-01-01' + (random() * 500)::int, '', random() < .3,
    CASE WHEN random() < .7 THEN ARRAY['uk-london'] ELSE ARRAY['de', 'fr'] END,
    CASE WHEN random() < .9 THEN ARRAY['en'] ELSE ARRAY['de', 'en'] END, ARRAY['uk', 'eu'],
    true, true, true, true, now(), 'bench', n::text, '', '{}', now(), now()
FROM generate_series(1, %s) AS n
"""
HELD = """
INSERT INTO candidates_candidateskill (ref, candidate_id, concept_id, level, years, last_used)
SELECT DISTINCT ON (candidate_id, concept_id) gen_random_uuid(), candidate_id, concept_id,
    1 + (random() * 4)::int, NULL::int, 2010 + (random() * 16)::int
FROM (
    SELECT c.id AS candidate_id,
        (%s::bigint[])[1 + floor(%s * power(random(), 2))::int] AS concept_id
    FROM candidates_candidate c, generate_series(1, %s) AS k WHERE c.source = 'bench') AS held
"""
DONE = """
INSERT INTO candidates_pastassignment (
    ref, candidate_id, title, organisation, organisation_kind, situation, mandate, result, measure,
    started_on, ended_on)
SELECT gen_random_uuid(), c.id, 'Interim director', '', 'a company of 400 people', '', '',
    (%s::text[])[1 + floor(%s * random())::int], '', date '2010-01-01' + day,
    date '2010-06-01' + day
FROM (SELECT id, (random() * 5500)::int AS day
      FROM candidates_candidate, generate_series(1, %s) AS k WHERE source = 'bench') AS c
"""
OF_KIND = """
INSERT INTO {table} (pastassignment_id, concept_id)
SELECT id, (%s::bigint[])[1 + floor(%s * random())::int] FROM candidates_pastassignment
"""


def outcomes() -> list[str]:
    """Return the few thousand different outcomes of these people."""
    return [
        f"{deed} {thing} {figure} {time}."
        for deed in DEEDS
        for thing in THINGS
        for figure in FIGURES
        for time in TIMES
    ]


READ = """
INSERT INTO {words} (assignment_id, candidate_id, version, source, digests, spans, told)
SELECT done.id, done.candidate_id, first.version, done.source, first.digests, first.spans,
    first.told
FROM ({assignments}) AS done
JOIN (SELECT result, words.* FROM {words} AS words
      JOIN candidates_pastassignment ON candidates_pastassignment.id = assignment_id) AS first
    ON first.result = done.result
ON CONFLICT DO NOTHING
"""
BATCH = 500


def write_people(count: int, *, held: int = SKILLS) -> None:
    """Write interims with skills and past assignments.

    Args:
        count: the number of interims.
        held: the number of skills of each, some of which coincide.
    """
    skills = _shuffled(Concept.SKILLS)
    situations, sectors = _shuffled([Concept.Kind.SITUATION]), _shuffled([Concept.Kind.SECTOR])
    told = outcomes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(.5)")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(PEOPLE, [count])
        cursor.execute(HELD, [skills, len(skills), held])
        cursor.execute(DONE, [told, len(told), RECORD])
        for kind, concepts in (("situations", situations), ("sectors", sectors)):
            table = getattr(PastAssignment, kind).through._meta.db_table
            cursor.execute(OF_KIND.format(table=table), [concepts, len(concepts)])
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")
    ProfileChange.objects.all().note([0])


def read_words() -> None:
    """Read the words of their past assignments, as the worker does.

    The worker's code reads one assignment with each outcome. PostgreSQL copies that to the others,
    whose texts are the same. Call it after the names are written.
    """
    done = PastAssignment.objects.filter(candidate__source="bench")
    firsts = list(done.order_by("result", "pk").distinct("result").values_list("pk", flat=True))
    for begin in range(0, len(firsts), BATCH):
        work_words.read(done.filter(pk__in=firsts[begin : begin + BATCH]))
    rows = done.annotate(source=work_words.SOURCE).values("id", "candidate_id", "result", "source")
    assignments, values = rows.query.sql_with_params()
    table = work_words.WorkWords._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(READ.format(words=table, assignments=assignments), values)
        cursor.execute(f"ANALYZE {table}")


def write_briefs(count: int) -> list[Brief]:
    """Write confirmed briefs, each with its panel, ready to be opened."""
    found = []
    for number in range(count):
        brief = BriefFactory(confirmed=True, days_on_site=3, starts_on="2026-12-01")
        give_needs(brief, number)
        for _ in range(2):
            PanelSeatFactory(brief=brief, firm=ConsultantFactory().firm, opened_at=None)
        found.append(brief)
    return found


def give_needs(brief: Brief, number: int) -> None:
    """Give a brief ten skills, two situations, a sector and two criteria, by its number."""
    skills = _shuffled(Concept.SKILLS)
    situations, sectors = _shuffled([Concept.Kind.SITUATION]), _shuffled([Concept.Kind.SECTOR])
    told = outcomes()
    for place in range(10):
        # From common to rare skills.
        concept_id = skills[(7 * number + place * place * len(skills) // 120) % len(skills)]
        importance = 1 + place // 4
        brief.requirements.create(concept_id=concept_id, level=3, importance=importance)
    brief.situations.set([situations[number % len(situations)], situations[0]])
    brief.sectors.set([sectors[number % len(sectors)]])
    for place in range(2):
        text = told[(number * 37 + place * 101) % len(told)]
        CriterionFactory(brief=brief, position=place + 1, measure=text, baseline="", target="")


def _shuffled(kinds: Sequence[str]) -> list[int]:
    """Return concepts in a fixed order that is independent of their names."""
    rows = Concept.objects.of_kind(*kinds).order_by("code").values_list("pk", flat=True)
    listed = list(rows)
    return [listed[place * 7_919 % len(listed)] for place in range(len(listed))]
