"""Rename the key `held` of stored results to `actual`: a level beside the one `needed`."""

from django.db import migrations

_RENAMED = "{row} - '{old}' || jsonb_build_object('{new}', {row} -> '{old}')"
_PARTS = "UPDATE ranking_fitresult SET parts = {renamed} WHERE parts ? '{old}'"
_EVIDENCE = """
UPDATE ranking_fitresult SET evidence = (
    SELECT jsonb_agg(CASE WHEN item ? '{old}' THEN {renamed} ELSE item END ORDER BY number)
    FROM jsonb_array_elements(evidence) WITH ORDINALITY AS items (item, number)
) WHERE jsonb_path_exists(evidence, '$[*].{old}')
"""


def _rename(old: str, new: str) -> list[str]:
    return [
        _PARTS.format(old=old, renamed=_RENAMED.format(row="parts", old=old, new=new)),
        _EVIDENCE.format(old=old, renamed=_RENAMED.format(row="item", old=old, new=new)),
    ]


class Migration(migrations.Migration):
    """Rewrite the stored JSON; the same backwards."""

    dependencies = [("ranking", "0001_initial")]
    operations = [migrations.RunSQL(_rename("held", "actual"), _rename("actual", "held"))]
