"""The graded texts of `bench/languages.py` name concepts that exist."""

import pytest

from bench.languages import LANGUAGES, graded
from skills import linking


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_forty_texts_are_graded_with_concepts_that_exist(language):
    texts = graded(linking.shipped(), language)

    assert len(texts) >= 40
    assert len({one.text for one in texts}) == len(texts)
    assert all(group for one in texts for group in (*one.skills, *one.situations))
    assert sum(not one.skills and not one.situations for one in texts) >= 3
