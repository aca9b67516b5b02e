"""Shared parts of the two pages that show a text with its suggestions."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interimhub.lib.refused import Refused
from readings.decisions import SuggestionGone
from readings.forms import TextForm
from readings.models import TextReading, is_reading_given_up
from readings.presenter import SuggestionPage, SuggestionStatus, counts_of, groups_of, segments_of

GIVEN_UP = "Something went wrong on our side; our staff have been notified. Please paste the text."


def found_context(
    reading: TextReading, target: SuggestionPage, statuses: Mapping[str, SuggestionStatus]
) -> dict[str, Any]:
    """Return the context for a text that has been parsed."""
    groups = groups_of(reading, statuses, target)
    shown = [one for one in reading.suggestions if one.key in statuses]
    return {
        "reading": reading,
        "target": target,
        "groups": groups,
        "counts": counts_of(groups),
        "segments": segments_of(reading.text, shown),
    }


def form_of(reading: TextReading | None, *, words: str = "") -> TextForm | None:
    """Return the form to add a text; None if a text is being parsed or has been parsed.

    The field of an unreadable document shows the reason, and the pasted text is kept.
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


def refusal_of(decide: Callable[[], None]) -> str:
    """Run the decision on one suggestion; return the reason if it was refused, else ""."""
    try:
        decide()
    except Refused as error:
        return error.reason
    return ""


def answer(
    request: HttpRequest, context: Mapping[str, Any], *, key: str, refusal: str, gone: str
) -> HttpResponse:
    """Return the response to a decision: the group of the suggestion for htmx, else a redirect.

    Raises:
        SuggestionGone: the text no longer exists; the message is `refusal`, or `gone` if that is
            "".
    """
    if "groups" not in context:
        raise SuggestionGone(refusal or gone)
    target: SuggestionPage = context["target"]
    if getattr(request, "htmx", False):
        kind = key.rpartition("-")[0]
        mine = [group for group in context["groups"] if group.kind == kind]
        part = {**context, "groups": mine, "key": key, "refusal": refusal}
        chosen = any(choice.name in request.POST for choice in target.after.values())
        part["is_choice"] = chosen
        return render(request, "readings/_answer.html", part, status=409 if refusal else 200)
    if refusal:
        messages.error(request, refusal)
    return redirect(f"{target.text}#s-{key}")
