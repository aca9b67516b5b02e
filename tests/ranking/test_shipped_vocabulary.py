"""Files are ranked with the shipped vocabulary, whose registrations the linker leaves out."""

import numpy as np
import pytest

from ranking.text_matching import VocabularyLookup
from skills.linking.linker import Linker
from skills.linking.names import from_files


@pytest.fixture
def lookup() -> VocabularyLookup:
    """Return the lookup of the shipped vocabulary; without an index, spelling alone counts."""
    return VocabularyLookup(Linker(from_files()), is_shipped=True)


def test_every_skill_counts_in_full_for_itself_and_registrations_have_no_column(
    lookup: VocabularyLookup,
) -> None:
    tau = lookup.tau

    assert tau.shape == (lookup.width, lookup.width)
    assert np.all(tau.diagonal() == 1.0)
    assert lookup.coded("skill", "ih:registration:qualified-person") is None
    assert lookup.coded("registration", "ih:registration:qualified-person") is not None
