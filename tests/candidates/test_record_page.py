"""The pages of past assignments."""

from datetime import date

import pytest
from django.urls import reverse

from candidates.models import Candidate, PastAssignment
from tests.factories import PastAssignmentFactory, SectorFactory, SituationFactory


def assignment_facts(interim: Candidate, **changed: object) -> dict[str, object]:
    return {
        "version": interim.version,
        "title": "Interim VP Technical Operations",
        "organisation": "Corvane Biologics Ltd",
        "organisation_kind": "a fill-finish site of 800 people",
        "situation": "Nine observations.",
        "mandate": "Close the case.",
        "result": "Closed in seven months.",
        "measure": "overdue deviations 186 → 14",
        "started_on": "2023-02-01",
        "ended_on": "2023-11-30",
    } | changed


def test_an_assignment_is_added(signed_in, interim) -> None:
    situation, sector = SituationFactory(), SectorFactory()

    signed_in.post(
        reverse("candidates:add_assignment"),
        assignment_facts(interim, situations=[situation.code], sectors=[sector.code]),
    )

    work = interim.record.get(title="Interim VP Technical Operations")
    assert (work.organisation, work.ended_on) == ("Corvane Biologics Ltd", date(2023, 11, 30))
    assert [list(work.situations.all()), list(work.sectors.all())] == [[situation], [sector]]
    assert Candidate.objects.get(pk=interim.pk).version == interim.version + 1


def test_an_assignment_is_changed(signed_in, interim) -> None:
    work = interim.record.get()

    signed_in.post(
        reverse("candidates:change_assignment", args=[work.ref]),
        assignment_facts(interim, measure="9 of 9"),
    )

    work.refresh_from_db()
    assert (work.title, work.measure) == ("Interim VP Technical Operations", "9 of 9")


def test_an_assignment_of_another_window_is_not_overwritten_without_warning(
    signed_in, interim
) -> None:
    work = interim.record.get()
    url = reverse("candidates:change_assignment", args=[work.ref])
    signed_in.post(url, assignment_facts(interim, result="The first window's"))

    late = signed_in.post(url, assignment_facts(interim, result="The second window's"))

    assert late.status_code == 422
    assert "The second window&#x27;s" in late.content.decode()
    work.refresh_from_db()
    assert work.result == "The first window's"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Give the role a name"),
        ("title", "x" * 141, "at most 140 characters"),
        ("organisation", "x" * 141, "at most 140 characters"),
        ("result", "x" * 10_001, "at most 10000 characters"),
        ("measure", "a\x00b", "Null characters"),
        ("started_on", "2027-01-01", "in the future"),
        ("ended_on", "2022-01-01", "It ends before it begins"),
        ("ended_on", "2046-01-01", "more than ten years away"),
        ("ended_on", "31/31/2023", "Give a day, such as"),
        ("started_on", "0001-01-01", "in four figures"),
        ("situations", "no:such", "Choose from those offered here."),
    ],
)
def test_bad_input_is_refused_at_its_field_and_everything_typed_stays(
    signed_in, interim, field, value, words
) -> None:
    kept = {"mandate": "Close the case within a year."}

    response = signed_in.post(
        reverse("candidates:add_assignment"), assignment_facts(interim, **(kept | {field: value}))
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "Close the case within a year." in page
    assert interim.record.count() == 1


def test_an_assignment_with_a_fixed_term_may_still_run(signed_in, interim) -> None:
    facts = assignment_facts(interim, ended_on="2027-06-30")

    answer = signed_in.post(reverse("candidates:add_assignment"), facts)

    assert answer.status_code == 302
    assert interim.record.latest_first().filter(ended_on=date(2027, 6, 30)).count() == 1


def test_a_removed_assignment_is_restored(signed_in, interim) -> None:
    work = PastAssignmentFactory(candidate=interim, title="Plant closure", ended_on=None)
    situation = SituationFactory()
    work.situations.add(situation)

    page = signed_in.post(reverse("candidates:remove_assignment", args=[work.ref]), follow=True)
    gone = not PastAssignment.objects.filter(pk=work.pk).exists()
    signed_in.post(reverse("candidates:restore"))

    assert gone
    assert "Restore it" in page.content.decode()
    back = interim.record.get(title="Plant closure")
    assert (back.result, back.started_on, back.ended_on) == (work.result, work.started_on, None)
    assert list(back.situations.all()) == [situation]
