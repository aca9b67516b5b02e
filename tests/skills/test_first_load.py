"""The vocabulary before and during the first load."""

from io import StringIO

import pytest
from django.core.management import call_command

from skills import graph, vocabulary
from skills.models import Concept, Label, VocabularyVersion


@pytest.mark.django_db
def test_loading_fills_the_rows():
    out = StringIO()

    call_command("load_vocabulary", stdout=out)

    assert Concept.objects.count() == len(vocabulary.read())
    assert Label.objects.filter(is_preferred=True).count() == Concept.objects.count()
    assert VocabularyVersion.objects.get().version == vocabulary.version()
    assert out.getvalue() == f"Vocabulary loaded: {Concept.objects.count()} concepts.\n"


@pytest.mark.django_db
def test_empty_vocabulary_has_an_empty_graph():
    found = graph.load()

    assert (found.codes, found.tau.shape) == ((), (0, 0))
