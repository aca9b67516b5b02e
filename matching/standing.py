"""Somebody's seniority compared with the one that a brief asks for."""

from dataclasses import dataclass

from matching.exact import seniority_multipliers
from matching.need import Need
from matching.pool import Ints, Pool
from matching.score import level_table


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's seniority: see `SeniorityLine` for the attributes."""

    actual: int
    is_read: bool
    is_other_profession: bool
    is_profession_unknown: bool
    factor: float
    factor_high: float


def standings(pool: Pool, need: Need, rows: Ints) -> list[Standing]:
    """Return the seniority of some rows, stated or read from past titles, whichever is better."""
    low, high = seniority_multipliers(pool, need, rows)
    stated, table = pool.seniority[rows].tolist(), level_table(need.seniority)[0]
    found = []
    for at, held in enumerate(stated):
        bits = int(pool.record.levels[rows[at]])
        read = [level for level in range(1, 8) if bits >> level & 1]
        best = max(read, key=lambda level: (table[0, 1 << level], -level), default=0)
        # Of two that count alike the higher is told, so that stating a level makes nothing worse.
        by_title, by_word = (table[0, 1 << best], best), (table[held, 0], held)
        is_read = bool(best and (not held or by_title > by_word))
        titles = int(pool.record.professions[rows[at]])
        found.append(
            Standing(
                actual=best if is_read else held,
                is_read=is_read,
                is_other_profession=bool(
                    need.profession and titles and not titles >> need.profession & 1
                ),
                is_profession_unknown=bool(need.profession) and not titles,
                factor=float(low[at]),
                factor_high=float(high[at]),
            )
        )
    return found
