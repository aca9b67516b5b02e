"""Copies briefs with their panels, rankings and conversations.

PostgreSQL writes the rows itself. A copied ranking or conversation is about other interims,
drawn from everybody, so that nobody is in every search.
"""

from collections.abc import Sequence

from django.db import connection, models

from engagements.models import Brief, Criterion, PanelSeat, Playback, Requirement, TruthItem
from ranking.models import FitResult, FitRun
from shortlists.models import Approach, Entry, Mandate, Question, Rationale, ShownWords, Submission

COPIES = """
CREATE TEMPORARY TABLE copies (
    kind text, old_id bigint, new_id bigint, parent bigint, turn bigint);
CREATE INDEX ON copies (kind, old_id);
"""
NUMBERED = """
INSERT INTO copies SELECT '{kind}', old.id, nextval(pg_get_serial_sequence('{table}', 'id')),
    parent.new_id, row_number() OVER (PARTITION BY parent.new_id ORDER BY old.id)
FROM {table} AS old JOIN copies AS parent ON parent.kind = '{of}' AND parent.old_id = old.{column}
"""
COPIED = """
INSERT INTO {table} (id, {columns}) SELECT new.new_id, {values}
FROM {table} AS old JOIN copies AS new ON new.kind = '{kind}' AND new.old_id = old.id
"""
BRIEFS = """
INSERT INTO copies SELECT 'brief', one.id, nextval('engagements_brief_id_seq'), n, 1
FROM unnest(%s::bigint[]) WITH ORDINALITY AS one (id, place), generate_series(1, %s) AS n
WHERE n %% %s = place - 1
"""
# The people of one brief differ: consecutive positions, with a different start for each brief.
_SOMEBODY = (
    "(SELECT id FROM crowd WHERE place ="
    " (new.parent * 7919 + new.turn) % (SELECT count(*) FROM crowd))"
)
_ENTRY = "(SELECT {0} FROM shortlists_entry WHERE id = new.parent)"
_ENTRY_OF_APPROACH = "(SELECT entry_id FROM shortlists_approach WHERE id = {0})"
_CLIENT = "(SELECT client_id FROM engagements_clientmember WHERE id = {0})"
_FIRM = "(SELECT firm_id FROM providers_consultant WHERE id = {0})"


DEADLINES = """
INSERT INTO accounts_deadline (kind, subject, owner_id, organisation, scope, started_at, due_at,
    is_fixed, step, reminded_at, paused_at, done_at)
SELECT old.kind, '{subject}:' || new.new_id,
    CASE WHEN old.owner_id = interim.user_id THEN candidate.user_id
        WHEN old.owner_id = speaker.user_id THEN consultant.user_id ELSE manager.user_id END,
    '', 'engagements.brief:' || entry.brief_id, old.started_at, old.due_at, old.is_fixed, old.step,
    old.reminded_at, old.paused_at, old.done_at
FROM accounts_deadline AS old
JOIN copies AS new ON new.kind = '{kind}' AND old.subject = '{subject}:' || new.old_id
JOIN shortlists_entry AS was ON was.id = {was}
JOIN candidates_candidate AS interim ON interim.id = was.candidate_id
JOIN providers_consultant AS speaker ON speaker.id = was.consultant_id
JOIN shortlists_entry AS entry ON entry.id = {now}
JOIN candidates_candidate AS candidate ON candidate.id = entry.candidate_id
JOIN providers_consultant AS consultant ON consultant.id = entry.consultant_id
JOIN engagements_brief AS brief ON brief.id = entry.brief_id
JOIN engagements_clientmember AS manager ON manager.id = brief.manager_id
WHERE old.owner_id IS NOT NULL ON CONFLICT DO NOTHING
"""
# Each firm on the panel has read the reasons of the first two.
REVIEWS = """
INSERT INTO shortlists_firmreview (firm_id, brief_id, candidate_id, consultant_id, read_at, reason,
    note)
SELECT seat.firm_id, seat.brief_id, result.candidate_id, seat.consultant_id, now(), '', ''
FROM copies AS copied
JOIN engagements_panelseat AS seat ON seat.brief_id = copied.new_id
JOIN ranking_fitrun AS run ON run.brief_id = copied.new_id
JOIN ranking_fitresult AS result ON result.run_id = run.id AND result.position <= 2
WHERE copied.kind = 'brief' ON CONFLICT DO NOTHING
"""
# The manager has named the first two, who said yes.
REFERRALS = """
INSERT INTO shortlists_referral (ref, brief_id, named_by_id, role, status, full_name, email,
    address_hash, how, named_at, expires_at, answered_at, candidate_id)
SELECT gen_random_uuid(), copied.new_id, member.user_id, 'manager', 'accepted', '', '',
    md5(result.id::text), 'We closed two plants.', now(), now(), now(), result.candidate_id
FROM copies AS copied
JOIN engagements_brief AS brief ON brief.id = copied.new_id
JOIN engagements_clientmember AS member ON member.id = brief.manager_id
JOIN ranking_fitrun AS run ON run.brief_id = copied.new_id
JOIN ranking_fitresult AS result ON result.run_id = run.id AND result.position <= 2
WHERE copied.kind = 'brief' ON CONFLICT DO NOTHING
"""


def copy_briefs(
    originals: Sequence[Brief], count: int, *, managers: Sequence[int], offices: Sequence[int]
) -> None:
    """Write `count` copies of `originals`, in turn.

    Args:
        managers: primary keys of the managers of the copies, in turn.
        offices: primary keys of the consultants whose firms are on their panels.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(COPIES)
        cursor.execute(
            "CREATE TEMPORARY TABLE crowd AS SELECT id, row_number() OVER (ORDER BY id) - 1"
            " AS place FROM candidates_candidate WHERE is_discoverable;"
            "CREATE UNIQUE INDEX ON crowd (place); ANALYZE crowd;"
        )
        cursor.execute(BRIEFS, [[brief.pk for brief in originals], count, len(originals)])
        manager = _one_of(managers, "new.parent")
        _insert(
            Brief,
            "brief",
            manager_id=manager,
            client_id=_CLIENT.format(manager),
            updated_at="old.updated_at - new.parent * interval '1 hour'",
        )
        for kind in (Criterion, Requirement, TruthItem, Playback):
            _copy(kind, of="brief", column="brief_id")
        for name in ("situations", "sectors"):
            through = getattr(Brief, name).through
            _copy(through, of="brief", column="brief_id")
        office = _one_of(offices, "new.parent * 3 + new.turn")
        firm = {"consultant_id": office, "firm_id": _FIRM.format(office)}
        _copy(PanelSeat, of="brief", column="brief_id", **firm)
        _copy(FitRun, of="brief", column="brief_id")
        _copy(FitResult, of=_kind(FitRun), column="run_id", candidate_id=_SOMEBODY)
        lead = _one_of(offices, "new.parent * 3 + 1")
        speaks = {"consultant_id": lead, "firm_id": _FIRM.format(lead)}
        somebody = {"candidate_id": _SOMEBODY, "result_id": "NULL"}
        _copy(Entry, of="brief", column="brief_id", **somebody, **speaks)
        speaker = {name: _ENTRY.format(name) for name in ("firm_id", "consultant_id")}
        same = {name: _ENTRY.format(name) for name in ("brief_id", "candidate_id")}
        of_entry = {"of": _kind(Entry), "column": "entry_id"}
        _copy(Approach, **of_entry, **speaker)
        _copy(Mandate, **of_entry, **speaker, **same)
        mandate = "(SELECT id FROM shortlists_mandate WHERE entry_id = new.parent)"
        consultant = {"consultant_id": _ENTRY.format("consultant_id")}
        _copy(ShownWords, **of_entry, mandate_id=mandate)
        shown = (
            "(SELECT id FROM shortlists_shownwords WHERE entry_id = new.parent AND status = 'sent')"
        )
        words = {"shown_words_id": shown, **consultant}
        _copy(Submission, **of_entry, mandate_id=mandate, **words)
        _copy(Rationale, of=_kind(Submission), column="submission_id")
        _copy(Question, **of_entry, firm_id=speaker["firm_id"])
        for model, entry in ((Entry, "{0}"), (Approach, _ENTRY_OF_APPROACH)):
            cursor.execute(
                DEADLINES.format(
                    kind=_kind(model),
                    subject=model._meta.label_lower,
                    was=entry.format("new.old_id"),
                    now=entry.format("new.new_id"),
                )
            )
        cursor.execute(REVIEWS)
        cursor.execute(REFERRALS)
        cursor.execute("DROP TABLE copies; DROP TABLE crowd")
        cursor.execute("SET session_replication_role = origin")


def _copy(model: type[models.Model], *, of: str, column: str, **values: str) -> None:
    """Copy the rows that belong to copied rows; `values` is SQL for single columns."""
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(NUMBERED.format(kind=_kind(model), table=table, of=of, column=column))
    _insert(model, _kind(model), **{column: "new.parent"} | values)


def _insert(model: type[models.Model], kind: str, **values: str) -> None:
    fields = model._meta.local_concrete_fields
    columns = [one.column for one in fields if not (one.primary_key or one.generated)]
    given = {"ref": "gen_random_uuid()"} | values
    statement = COPIED.format(
        table=model._meta.db_table,
        kind=kind,
        columns=", ".join(columns),
        values=", ".join(given.get(column, f"old.{column}") for column in columns),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _kind(model: type[models.Model]) -> str:
    return model._meta.db_table


def _one_of(keys: Sequence[int], place: str) -> str:
    """Return SQL for one of `keys`, in turn."""
    listed = ", ".join(map(str, keys))
    return f"(ARRAY[{listed}]::bigint[])[1 + ({place})::int % {len(keys)}]"
