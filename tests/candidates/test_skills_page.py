"""The page of skills: add, change, remove and restore."""

import pytest
from django.urls import reverse

from candidates import actions
from candidates.actions.skills import SkillExists, SkillGone
from candidates.models import Candidate, CandidateSkill
from skills.models import Label
from tests.factories import NOW, CandidateSkillFactory, ConceptFactory, SectorFactory

ADD = "candidates:add_skill"
HTMX = {"HTTP_HX_REQUEST": "true"}


def named(label: str, *others: str):
    concept = ConceptFactory(label=label)
    for text in (label, *others):
        Label.objects.create(
            concept=concept, text=text, key=text.lower(), is_preferred=text == label
        )
    return concept


def test_a_picked_skill_is_added_with_level_and_years(signed_in, interim) -> None:
    concept = named("GMP remediation")

    response = signed_in.post(
        reverse(ADD), {"concept": concept.code, "level": 5, "years": 12, "last_used": 2026}
    )

    assert response["Location"] == reverse("candidates:skills")
    skill = interim.skills.get(concept=concept)
    assert (skill.level, skill.years, skill.last_used) == (5, 12, 2026)
    assert Candidate.objects.get(pk=interim.pk).version == interim.version + 1


def test_a_skill_is_found_by_any_of_its_names(signed_in, interim) -> None:
    concept = named("GMP remediation", "warning letter response")

    signed_in.post(reverse(ADD), {"concept": "", "concept_text": "Warning Letter  response"})

    assert interim.skills.filter(concept=concept).exists()


def test_an_unknown_skill_name_offers_similar_skills(signed_in, interim) -> None:
    concept = named("GMP remediation")

    response = signed_in.post(reverse(ADD), {"concept_text": "remediat", "level": "4"})

    assert response.status_code == 422
    page = response.content.decode()
    assert "choose one of the names offered" in page
    assert [found.concept for found in response.context["offers"]] == [concept]
    assert 'value="remediat"' in page
    assert interim.skills.count() == 3


def test_htmx_gets_only_the_list(signed_in, interim) -> None:
    concept = named("GMP remediation")

    response = signed_in.post(reverse(ADD), {"concept": concept.code}, **HTMX)

    page = response.content.decode()
    assert page.strip().startswith('<div id="skills"')
    assert "is added" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"level": "6"}, "Choose one of those offered here."),
        ({"level": "expert"}, "Choose one of those offered here."),
        ({"years": "-1"}, "Give 0 or more."),
        ({"years": "61"}, "The maximum is sixty years"),
        ({"last_used": "2027"}, "in the future"),
        ({"last_used": "24"}, "in four figures"),
        ({"last_used": "99999999999999999999"}, "in the future"),
        ({"concept": "no-such-code"}, "Choose one of the names offered"),
        ({"concept": "\x00"}, "Null characters"),
        ({"concept": "", "concept_text": "\x00\x00"}, "choose one of the names offered"),
    ],
)
def test_bad_input_is_refused_with_a_message(signed_in, interim, given, words) -> None:
    concept = named("GMP remediation")

    response = signed_in.post(reverse(ADD), {"concept": concept.code} | given)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert interim.skills.count() == 3


def test_a_sector_is_not_accepted_as_a_skill(signed_in, interim) -> None:
    response = signed_in.post(reverse(ADD), {"concept": SectorFactory().code})

    assert response.status_code == 422


def test_a_skill_that_already_exists_is_refused_in_the_form(signed_in, interim) -> None:
    skill = interim.skills.first()

    response = signed_in.post(reverse(ADD), {"concept": skill.concept.code, "level": 1})

    assert response.status_code == 422
    assert "is already on your profile" in response.content.decode()
    assert interim.skills.get(pk=skill.pk).level == 4


def test_a_skill_is_changed_in_place(signed_in, interim) -> None:
    skill = interim.skills.first()
    prefix = f"s{skill.ref.hex[:12]}"

    signed_in.post(
        reverse("candidates:change_skill", args=[skill.ref]),
        {f"{prefix}-level": "2", f"{prefix}-years": "", f"{prefix}-last_used": "2020"},
    )

    skill.refresh_from_db()
    assert (skill.level, skill.years, skill.last_used) == (2, None, 2020)


def test_a_bad_change_shows_the_skill_with_the_error(signed_in, interim) -> None:
    skill = interim.skills.first()
    prefix = f"s{skill.ref.hex[:12]}"

    response = signed_in.post(
        reverse("candidates:change_skill", args=[skill.ref]), {f"{prefix}-last_used": "2030"}
    )

    assert response.status_code == 422
    assert "<details open>" in response.content.decode()


def test_a_removed_skill_is_restored(signed_in, interim) -> None:
    skill = CandidateSkillFactory(candidate=interim, level=5, years=9, last_used=2024)

    removed = signed_in.post(reverse("candidates:remove_skill", args=[skill.ref]), follow=True)
    gone = not interim.skills.filter(concept=skill.concept).exists()
    signed_in.post(reverse("candidates:restore"))

    assert gone
    assert "Restore it" in removed.content.decode()
    back = interim.skills.get(concept=skill.concept)
    assert (back.level, back.years, back.last_used) == (5, 9, 2024)


def test_a_removed_skill_is_restored_only_once(signed_in, interim) -> None:
    signed_in.post(reverse("candidates:remove_skill", args=[interim.skills.first().ref]))
    signed_in.post(reverse("candidates:restore"))

    assert signed_in.post(reverse("candidates:restore")).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_one_of_two_simultaneous_adds_of_a_skill_is_refused() -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    from django.db import connection

    from tests.factories import CandidateFactory

    candidate, concept, start = CandidateFactory(), ConceptFactory(), Barrier(2)

    def add(_: int) -> str:
        start.wait()
        try:
            actions.add_skill(
                Candidate.objects.get(pk=candidate.pk),
                by=candidate.user,
                now=NOW,
                concept=concept,
                level=4,
                years=None,
                last_used=None,
            )
        except SkillExists:
            return "refused"
        finally:
            connection.close()
        return "added"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(add, range(2)))

    assert answers == ["added", "refused"]
    assert CandidateSkill.objects.filter(candidate=candidate).count() == 1
    assert Candidate.objects.get(pk=candidate.pk).version == 2


def test_changing_a_removed_skill_is_refused(interim) -> None:
    skill = interim.skills.first()
    CandidateSkill.objects.filter(pk=skill.pk).delete()

    with pytest.raises(SkillGone):
        actions.change_skill(skill, by=interim.user, now=NOW, level=1, years=None, last_used=None)


@pytest.mark.parametrize(
    ("typed", "name", "route"),
    [
        ("GMC", "General Medical Council registration", "add_registration"),
        ("Approbation", "Approbation", "add_registration"),
        ("CFO", "CFO", "basics"),
        ("PMI", "Post-merger integration", "profile"),
    ],
)
def test_what_is_typed_as_a_skill_and_is_none_is_told_its_page(
    signed_in, interim, typed, name, route
) -> None:
    response = signed_in.post(reverse(ADD), {"concept_text": typed})

    page = " ".join(response.content.decode().split())
    assert response.status_code == 422
    assert f"<strong>{name}</strong> is a" in page
    assert f'belongs under <a href="{reverse(f"candidates:{route}")}">' in page
    assert "belongs under" not in signed_in.get(reverse("candidates:skills")).content.decode()
