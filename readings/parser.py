"""Parse a text or document: its text first, then the suggestions found in it."""

from dataclasses import asdict

from django.db import transaction

from interimhub.lib.models import Job
from readings import sandbox
from readings.documents import MAX_TEXT_LENGTH, Text, UnreadableDocument, tidy
from readings.extraction import extract
from readings.models import NOTE_LENGTH, TextReading

# The note on a text longer than the linker reads.
FOREIGN = "It is not in English; here only the names of skills are found in other languages."
CUT = "It is long, so we looked for suggestions only in the first part."


def run(reading: TextReading, *, job: Job) -> None:
    """Parse one text and store the suggestions, or the reason why it could not be read."""
    if not reading.is_waiting:
        return
    try:
        parsed = _text_of(reading)
    except UnreadableDocument as error:
        _store_problem(reading, str(error), job=job)
        return
    _set_stage(reading, TextReading.Stage.FINDING)
    found = extract(parsed.text, " ".join(reading.owner.names))
    is_only_english = found.is_foreign_unread and not found.is_by_spelling
    notes = (
        parsed.note,
        CUT if found.is_cut else "",
        FOREIGN if is_only_english else "",
    )
    with transaction.atomic():
        # Deleted or replaced in the meantime: nothing to store.
        if TextReading.objects.select_for_update().filter(pk=reading.pk).exists():
            reading.store(
                text=parsed.text,
                note=" ".join(filter(None, notes))[:NOTE_LENGTH],
                found=[asdict(one) for one in found.suggestions],
                is_by_spelling=found.is_by_spelling,
            )
        job.finish()


def _text_of(reading: TextReading) -> Text:
    """Return the pasted text, followed by that of the document."""
    pasted = tidy(reading.text)
    if reading.document is None:
        return Text(pasted)
    _set_stage(reading, TextReading.Stage.OPENING)
    read = sandbox.read_document(bytes(reading.document))
    if not pasted:
        return read
    return Text(f"{pasted}\n\n{read.text}"[:MAX_TEXT_LENGTH], read.note)


def _store_problem(reading: TextReading, problem: str, *, job: Job) -> None:
    with transaction.atomic():
        if TextReading.objects.select_for_update().filter(pk=reading.pk).exists():
            reading.fail(problem)
        job.finish()


def _set_stage(reading: TextReading, stage: str) -> None:
    """Store the stage that the waiting page shows."""
    TextReading.objects.filter(pk=reading.pk).update(stage=stage)
