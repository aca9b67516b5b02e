"""Which interims a firm may find."""

import pytest

from candidates.models import Candidate, FirmStance
from providers.models import Firm, FirmWork
from ranking.models import FitResult
from skills.scales import WorkLevel
from tests.factories import (
    NOW,
    TODAY,
    CandidateFactory,
    FirmFactory,
    FitResultFactory,
    SectorFactory,
)

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


def declared(level: WorkLevel | None) -> Firm:
    firm: Firm = FirmFactory(
        generalist=True, declared_level=level, declared_level_on=level and TODAY
    )
    return firm


def test_who_never_works_below_executive_is_found_by_firms_at_that_level_alone():
    strict = CandidateFactory(open_to_generalists=True, never_below_executive=True)
    firms = [declared(level) for level in (None, *WorkLevel)]

    assert [is_open(strict, firm) for firm in firms] == [False, False, False, True, True]


def test_the_record_of_a_firm_goes_before_its_word():
    strict = CandidateFactory(open_to_generalists=True, never_below_executive=True)
    boasting, modest = declared(WorkLevel.BOARD), declared(WorkLevel.BELOW)
    FirmWork.objects.create(firm=boasting, head=5, level=WorkLevel.HEAD, counted_at=NOW)
    FirmWork.objects.create(firm=modest, executive=5, level=WorkLevel.EXECUTIVE, counted_at=NOW)

    assert [is_open(strict, firm) for firm in (boasting, modest)] == [False, True]


def test_a_changed_level_counts_at_once_for_a_list_that_was_ranked_before():
    match = FitResultFactory(
        candidate=CandidateFactory(open_to_generalists=True, never_below_executive=True)
    )
    firm = declared(WorkLevel.EXECUTIVE)
    assert list(FitResult.objects.open_to(firm)) == [match]

    Firm.objects.filter(pk=firm.pk).update(declared_level=WorkLevel.HEAD)

    assert not FitResult.objects.open_to(firm).exists()


def test_a_firm_trusted_by_name_finds_somebody_whatever_its_level():
    strict = CandidateFactory(never_below_executive=True)
    firm = declared(WorkLevel.BELOW)
    FirmStance.objects.create(candidate=strict, firm=firm, stance=STANCES.TRUSTED)

    assert is_open(strict, firm)
