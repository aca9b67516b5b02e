"""Which situations and sectors are shown first in a long choice."""

from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import lazy

from interimhub.lib.choices import ManyChoices
from skills.models import Label
from skills.words import key_of

MAX_CHARACTERS = 20_000


def likeliest_first(text: str, *kinds: str) -> list[str]:
    """Return the codes of all concepts of these kinds: those that a text names first.

    The most often named comes first; the others keep the order of the vocabulary.

    Args:
        text: what somebody wrote; only its beginning is read.
        kinds: values of `Concept.Kind` with few concepts: all their names are looked for.
    """
    words = f" {key_of(text[:MAX_CHARACTERS])} "
    names = Label.objects.filter(concept__kind__in=kinds).order_by("concept__position", "key")
    counts: dict[str, int] = {}
    for code, key in names.values_list("concept__code", "key"):
        counts[code] = counts.get(code, 0) + words.count(f" {key} ")
    return sorted(counts, key=lambda code: -counts[code])


def search_url(*kinds: str) -> Any:
    """Return the type-ahead's address for concepts of these kinds, resolved when it is shown."""
    query = urlencode([("kind", str(kind)) for kind in kinds])
    return lazy(lambda: f"{reverse('skills:search')}?{query}", str)()


def show_likely(form: BaseForm, *kinds: str, text: str = "") -> None:
    """Show the likeliest first in each long choice of a form, by what a text names.

    Without a text, the words that the form begins with are read.
    """
    walls = [one.widget for one in form.fields.values() if isinstance(one.widget, ManyChoices)]
    words = text or "\n".join(word for word in form.initial.values() if isinstance(word, str))
    codes = likeliest_first(words, *kinds) if walls else []
    for wall in walls:
        wall.likely = codes
