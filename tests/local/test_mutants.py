"""The mutation tool makes the changes that it documents."""

from types import FunctionType

from tests.mutants.campaign import files_of
from tests.mutants.operators import compiled, mutants_of

SOURCE = '''
def best(rows, top):
    """Give the best rows."""
    logger.info("asked for %s", 1)
    if not rows or top < 1:
        return []
    return rows.filter(score=3).order_by("-score")[: top + 1]


class Cap:
    def is_reached(self, count):
        return count >= 3
'''


def changes() -> list[str]:
    return [f"{mutant.function}: {mutant.change}" for mutant in mutants_of("m.py", SOURCE)]


def test_every_kind_of_change_is_made_and_none_of_docstrings_or_logs():
    assert changes() == [
        "best: never: if not rows or top < 1: return []",
        "best: always: if not rows or top < 1: return []",
        "best: and/or: not rows or top < 1",
        "best: without not: not rows",
        "best: other comparison: top < 1",
        "best: one more: 1",
        "best: without .order_by(): rows.filter(score=3).order_by('-score')",
        "best: without .filter(): rows.filter(score=3)",
        "best: without score=: rows.filter(score=3)",
        "best: one more: 3",
        "best: other order: '-score'",
        "best: other operator: top + 1",
        "best: one more: 1",
        "Cap.is_reached: other comparison: count >= 3",
        "Cap.is_reached: one more: 3",
    ]


def test_a_changed_function_does_otherwise():
    [wider, _] = [one for one in mutants_of("m.py", SOURCE) if one.function == "Cap.is_reached"]
    code = compiled(wider, SOURCE)
    assert code is not None

    changed = FunctionType(code, {})

    assert (changed(None, 3), changed(None, 4)) == (False, True)


def test_a_group_is_named_by_paths_and_patterns():
    assert files_of("terms/pol*,shortlists/policy") == [
        "shortlists/policy/__init__.py",
        "shortlists/policy/clients.py",
        "shortlists/policy/firms.py",
        "shortlists/policy/interims.py",
        "shortlists/policy/referrals.py",
        "terms/policy.py",
    ]
