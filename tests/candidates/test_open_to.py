"""Which interims a firm may find."""

import pytest

from candidates.models import Candidate, FirmStance
from tests.factories import CandidateFactory, FirmFactory, SectorFactory

pytestmark = pytest.mark.django_db
STANCES = FirmStance.Stance


def is_open(candidate: Candidate, firm: object) -> bool:
    return Candidate.objects.open_to(firm).filter(pk=candidate.pk).exists()


def test_a_new_interim_is_open_to_specialists_in_their_sector_only():
    pharma, finance = SectorFactory(), SectorFactory()
    interim = CandidateFactory()
    interim.sectors.add(pharma)
    inside, outside = FirmFactory(), FirmFactory()
    inside.specialisms.add(pharma)
    outside.specialisms.add(finance)
    generalist, rpo = FirmFactory(generalist=True), FirmFactory(rpo=True)

    found = [is_open(interim, firm) for firm in (inside, outside, generalist, rpo)]

    assert found == [True, False, False, False]


def test_the_sector_is_compared_with_the_same_interim():
    pharma = SectorFactory()
    in_pharma, elsewhere = CandidateFactory(), CandidateFactory()
    in_pharma.sectors.add(pharma)
    firm = FirmFactory()
    firm.specialisms.add(pharma)

    assert list(Candidate.objects.open_to(firm)) == [in_pharma]
    assert not is_open(elsewhere, firm)


@pytest.mark.parametrize("kind", ["generalist", "rpo"])
def test_a_firm_of_an_accepted_kind_finds_the_interim(kind: str):
    firm = FirmFactory(**{kind: True})
    welcoming = CandidateFactory(**{f"open_to_{kind}s": True})
    CandidateFactory()

    assert list(Candidate.objects.open_to(firm)) == [welcoming]


def test_trust_overrides_the_kind_and_a_block_overrides_both():
    rpo, blocked_rpo = FirmFactory(rpo=True), FirmFactory(rpo=True)
    interim = CandidateFactory(open_to_rpos=True)
    shy = CandidateFactory()
    FirmStance.objects.create(candidate=shy, firm=rpo, stance=STANCES.TRUSTED)
    FirmStance.objects.create(candidate=interim, firm=blocked_rpo, stance=STANCES.BLOCKED)

    assert set(Candidate.objects.open_to(rpo)) == {interim, shy}
    assert not Candidate.objects.open_to(blocked_rpo).exists()


def test_a_hidden_interim_is_not_found():
    firm = FirmFactory(generalist=True)
    CandidateFactory(open_to_generalists=True, is_discoverable=False)

    assert not Candidate.objects.open_to(firm).exists()
