"""What the pages of a text share, whichever room it is read for."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interimhub.lib.refused import Refused
from readings.deciding import SuggestionGone
from readings.forms import TextForm
from readings.models import TextReading, is_reading_given_up
from readings.shown import Holding, Place, counts_of, groups_of, segments_of

GIVEN_UP = "Something went wrong on our side; the hub's staff are told. Paste the text, please."


def found_context(
    reading: TextReading, place: Place, holdings: Mapping[str, Holding]
) -> dict[str, Any]:
    """Return what a page shows of a text that has been read."""
    groups = groups_of(reading, holdings, place)
    shown = [one for one in reading.suggested if one.key in holdings]
    return {
        "reading": reading,
        "place": place,
        "groups": groups,
        "counts": counts_of(groups),
        "segments": segments_of(reading.text, shown),
    }


def form_of(reading: TextReading | None, *, words: str = "") -> TextForm | None:
    """Return the form to bring a text with; None while one is being read or has been.

    What could not be read is said beside the document, and the words that came with it are there.
    """
    if reading is None:
        return TextForm(initial={"text": words})
    problem = GIVEN_UP if is_reading_given_up(reading) else reading.problem
    if not problem:
        return None
    form = TextForm({"text": reading.text})
    form.errors.clear()
    form.add_error("document" if reading.document_name else "text", problem)
    return form


def refusal_of(say: Callable[[], None]) -> str:
    """Do what was said to one suggestion, and return why not; or nothing when it was done."""
    try:
        say()
    except Refused as error:
        return error.reason
    return ""


def answer(
    request: HttpRequest, context: Mapping[str, Any], *, key: str, refusal: str, gone: str
) -> HttpResponse:
    """Answer what was said to one suggestion: its group for htmx, else the page at its place.

    Raises:
        SuggestionGone: there is no text to show it in any more; says the refusal, or else `gone`.
    """
    if "groups" not in context:
        raise SuggestionGone(refusal or gone)
    place: Place = context["place"]
    if getattr(request, "htmx", False):
        kind = key.rpartition("-")[0]
        mine = [group for group in context["groups"] if group.kind == kind]
        shown = {**context, "groups": mine, "key": key, "refusal": refusal}
        chosen = any(choice.name in request.POST for choice in place.after.values())
        shown["is_choice"] = chosen
        return render(request, "readings/_answer.html", shown, status=409 if refusal else 200)
    if refusal:
        messages.error(request, refusal)
    return redirect(f"{place.text}#s-{key}")
