"""Writes accounts, addresses, notices and all other rows of generated interims.

`crowd.write_people` writes profiles; this writes the rest of a person's rows, so that every
table that grows with people is large. PostgreSQL writes the rows itself.
"""

from django.db import connection

from skills.models import Concept

FIRST_NAMES = (
    *("Amara", "Beatrix", "Chidi", "Dagmar", "Emre", "Farah", "Giulia", "Henrik", "Ingrid"),
    *("Jonas", "Kavita", "Lucien", "Maren", "Niamh", "Oskar", "Priya", "Rosa", "Stefan", "Tomasz"),
)
LAST_NAMES = (
    *("Abara", "Bergqvist", "Castellan", "Dessaint", "Eriksen", "Fenwick", "Gallardo", "Hartwell"),
    *("Iversen", "Jaworski", "Kessler", "Lindholm", "Moreau", "Novak", "Osei", "Pemberton"),
    *("Quist", "Ramanathan", "Sorensen", "Thackeray", "Ueland", "Vasquez", "Wexford"),
)

IMPORTED = """
UPDATE candidates_candidate SET claimed_at = NULL, is_discoverable = false,
    imported_email = 'interim' || source_id || '@bench.example'
WHERE source = 'bench' AND source_id::int % 25 = 0
"""
USERS = """
INSERT INTO accounts_user (ref, email, full_name, phone, time_zone, password, is_active, is_staff,
    is_superuser, is_demo, date_joined)
SELECT gen_random_uuid(), 'interim' || n || '@bench.example',
    (%s::text[])[1 + n %% %s] || ' ' || (%s::text[])[1 + n %% %s], '', 'Europe/London', '!', true,
    false, false, false, now()
FROM (SELECT source_id::int AS n FROM candidates_candidate
      WHERE source = 'bench' AND claimed_at IS NOT NULL) AS claimed
"""
OWNED = """
UPDATE candidates_candidate AS c SET user_id = u.id, availability_confirmed_on = current_date - 10
FROM accounts_user AS u
WHERE c.source = 'bench' AND u.email = 'interim' || c.source_id || '@bench.example'
"""
SECTORS = """
INSERT INTO candidates_candidate_sectors (candidate_id, concept_id)
SELECT c.id, s.id FROM candidates_candidate AS c, generate_series(0, 1) AS k
JOIN (SELECT id, row_number() OVER (ORDER BY code) - 1 AS n, count(*) OVER () AS many
      FROM skills_concept WHERE kind = %s) AS s ON true
WHERE c.source = 'bench' AND s.n = (c.id * 7 + k * 3) %% s.many ON CONFLICT DO NOTHING
"""
REST = (
    """
    INSERT INTO account_emailaddress (user_id, email, verified, "primary")
    SELECT id, email, true, true FROM accounts_user WHERE email LIKE 'interim%@bench.example'
    """,
    """
    INSERT INTO candidates_personaldetails (candidate_id, address, nationality, gender, photo_type)
    SELECT id, '', '', '', '' FROM candidates_candidate WHERE source = 'bench'
    """,
    """
    INSERT INTO candidates_candidateregistration (ref, candidate_id, concept_id, number, body,
        country)
    SELECT gen_random_uuid(), c.id, r.id, 'B-' || c.id, '', ''
    FROM candidates_candidate AS c
    JOIN (SELECT id, row_number() OVER (ORDER BY code) - 1 AS n, count(*) OVER () AS many
          FROM skills_concept WHERE kind = 'registration') AS r ON r.n = c.id % r.many
    WHERE c.source = 'bench' AND c.id % 4 = 0
    """,
    """
    INSERT INTO terms_dayrate (candidate_id, amount, currency, note, updated_at)
    SELECT id, 900 + id % 900, 'GBP', '', now() FROM candidates_candidate WHERE source = 'bench'
    """,
    """
    INSERT INTO candidates_firmstance (candidate_id, firm_id, stance)
    SELECT c.id, f.id, CASE WHEN c.id % 3 = 0 THEN 'blocked' ELSE 'trusted' END
    FROM candidates_candidate AS c
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS many
          FROM providers_firm) AS f ON f.n = 1 + c.id / 5 % f.many
    WHERE c.source = 'bench' AND c.id % 5 = 0
    """,
    """
    INSERT INTO accounts_notice (ref, user_id, kind, about, facts, created_at, read_at)
    SELECT gen_random_uuid(), c.user_id, 'entry.approached', 'shortlists.entry:0', '{}',
        now() - n * interval '9 days', now()
    FROM candidates_candidate AS c, generate_series(1, 3) AS n
    WHERE c.source = 'bench' AND c.user_id IS NOT NULL
    """,
    """
    INSERT INTO accounts_deadline (kind, subject, owner_id, organisation, scope, started_at,
        is_fixed, step, done_at)
    SELECT 'approach.answer', 'shortlists.entry:0', user_id, '', '', now() - interval '90 days',
        false, 0, now() - interval '80 days'
    FROM candidates_candidate WHERE source = 'bench' AND user_id IS NOT NULL
    """,
    """
    INSERT INTO accounts_activity (at, actor, role, on_behalf_of, kind, subject, before, after,
        facts, request_id)
    SELECT now() - n * interval '3 days', 'accounts.user:' || c.user_id, 'interim', '',
        'profile.changed', 'candidates.candidate:' || c.id, '', '', '{}', ''
    FROM candidates_candidate AS c, generate_series(1, 3) AS n
    WHERE c.source = 'bench' AND c.user_id IS NOT NULL
    """,
    """
    INSERT INTO django_session (session_key, session_data, expire_date)
    SELECT 'bench' || id, 'of nobody', now() + interval '6 hours'
    FROM accounts_user WHERE email LIKE 'interim%@bench.example'
    """,
)


def write_belongings() -> None:
    """Write all other rows of generated interims.

    One in 25 is imported and not claimed yet, one in five trusts or blocks a firm.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(IMPORTED)
        names = (list(FIRST_NAMES), len(FIRST_NAMES), list(LAST_NAMES), len(LAST_NAMES))
        cursor.execute(USERS, names)
        cursor.execute("ANALYZE accounts_user, candidates_candidate")
        cursor.execute(OWNED)
        cursor.execute(SECTORS, [Concept.Kind.SECTOR])
        for statement in REST:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")
