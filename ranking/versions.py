"""The versions that the numbers of a ranking depend on, beside its pool and its brief.

Two results are comparable only if all of them are the same: otherwise they could differ although
nothing about the person has changed.
"""

import numpy as np
import scipy
from django.utils import formats, timezone

from matching import ENGINE_VERSION
from ranking import fingerprint
from ranking.models import FitRun
from skills import vectors
from skills.graph import SkillGraph
from skills.graph import load as load_graph

UNKNOWN = "an unknown version"


class OtherVersions(Exception):
    """A stored ranking was made with other versions; the text says which."""


def versions_of(graph: SkillGraph) -> dict[str, str]:
    """Return what a ranking would be made with here and now: name → version."""
    return {
        "engine": ENGINE_VERSION,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "encoder": vectors.MODEL,
        "vocabulary": f"{graph.version} ({fingerprint.of_graph(graph)})",
    }


def require_same_versions(run: FitRun) -> None:
    """Refuse to compare a stored ranking with a computation of now.

    Raises:
        OtherVersions: it was made with other versions.
    """
    now = versions_of(load_graph())
    changed = [name for name in now if run.versions.get(name) != now[name]]
    if not changed:
        return
    then = ", ".join(f"{name} {run.versions.get(name) or UNKNOWN}" for name in changed)
    here = ", ".join(f"{name} {now[name]}" for name in changed)
    day = formats.date_format(timezone.localtime(run.finished_at), "j F Y")
    raise OtherVersions(
        f"The ranking of {day} was made with {then}; today's would be made with {here}. The two "
        "are not comparable: they could differ although nothing in the profile has changed."
    )
