"""Reading a text that somebody brought: its words first, then what they seem to say."""

from dataclasses import asdict

from django.db import transaction

from interimhub.lib.models import Job
from readings import confined
from readings.documents import TEXT_MOST, Text, Unreadable, tidy
from readings.finding import found_in
from readings.models import TextReading

# What is said of a text that is longer than the linker looks at.
CUT = "It is long: we looked for suggestions in its first part only."


def run(reading: TextReading, *, job: Job) -> None:
    """Read one text and keep what was found, or why it could not be read."""
    if not reading.is_waiting:
        return
    try:
        told = _told(reading)
    except Unreadable as error:
        _store_problem(reading, str(error), job=job)
        return
    _say(reading, TextReading.Stage.FINDING)
    found = found_in(told.text)
    notes = (told.note, CUT if found.is_cut else "")
    with transaction.atomic():
        # Forgotten or replaced meanwhile: there is nothing to keep.
        if TextReading.objects.select_for_update().filter(pk=reading.pk).exists():
            reading.keep(
                text=told.text,
                note=" ".join(filter(None, notes)),
                found=[asdict(one) for one in found.suggested],
                is_by_spelling=found.is_by_spelling,
            )
        job.finish()


def _told(reading: TextReading) -> Text:
    """Return the words that were pasted, followed by those of the document."""
    pasted = tidy(reading.text)
    if reading.document is None:
        return Text(pasted)
    _say(reading, TextReading.Stage.OPENING)
    read = confined.read_document(bytes(reading.document))
    if not pasted:
        return read
    return Text(f"{pasted}\n\n{read.text}"[:TEXT_MOST], read.note)


def _store_problem(reading: TextReading, problem: str, *, job: Job) -> None:
    with transaction.atomic():
        if TextReading.objects.select_for_update().filter(pk=reading.pk).exists():
            reading.fail(problem)
        job.finish()


def _say(reading: TextReading, stage: str) -> None:
    """Tell the page that waits what happens right now."""
    TextReading.objects.filter(pk=reading.pk).update(stage=stage)
