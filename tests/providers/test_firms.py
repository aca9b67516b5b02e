"""The directory of firms, and one firm's page."""

import re

import pytest
from django.urls import reverse

from candidates.models import Candidate
from providers.models import Firm
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    CandidateFactory,
    ClientMemberFactory,
    ConsultantFactory,
    FirmFactory,
    SectorFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_firms_take_the_same_queries_however_many(count: int, django_assert_num_queries):
    for _ in range(count):
        FirmFactory().specialisms.add(SectorFactory())
    browser = browser_of(CandidateFactory().user)

    # A session, a person, the kinds' counts (the pager uses them too), firms, their specialisms.
    with django_assert_num_queries(5):
        browser.get(reverse("providers:firms"))


def test_firms_are_found_by_name_tagline_or_specialism():
    pharma = SectorFactory(label="pharmaceuticals")
    expert = FirmFactory(name="Kestrel")
    expert.specialisms.add(pharma)
    FirmFactory(name="Broad Street", tagline="all trades")
    browser = browser_of(UserFactory())

    def names(words: str) -> list[str]:
        page = browser.get(reverse("providers:firms"), {"q": words})
        return [firm.name for firm in page.context["page"]]

    assert names("kest") == ["Kestrel"]
    assert names("PHARMA") == ["Kestrel"]
    assert names("trades") == ["Broad Street"]
    assert names("") == ["Broad Street", "Kestrel"]
    assert names("100%") == []


def test_chips_count_the_results_and_keep_the_search():
    FirmFactory(name="Kestrel & Co")
    FirmFactory(name="Kestrel Volume", rpo=True)
    FirmFactory(name="Broad Street", generalist=True)

    page = browser_of(UserFactory()).get(reverse("providers:firms"), {"q": "Kestrel & Co"})

    chips = {chip["label"]: chip for chip in page.context["chips"]}
    assert [chip["count"] for chip in chips.values()] == [1, 0, 0]
    assert chips["RPO"]["url"] == "?q=Kestrel+%26+Co&kind=rpo"


def test_a_firm_without_the_charter_is_visible_only_to_its_members():
    shy = FirmFactory(charter_accepted_at=None)
    consultant = ConsultantFactory(firm=shy)
    former = ConsultantFactory(firm=shy, left_at=NOW)

    assert browser_of(consultant.user).get(shy.get_absolute_url()).status_code == 200
    assert browser_of(former.user).get(shy.get_absolute_url()).status_code == 404
    assert browser_of(UserFactory()).get(shy.get_absolute_url()).status_code == 404


def test_a_firm_shows_its_current_consultants():
    consultant = ConsultantFactory()
    former = ConsultantFactory(firm=consultant.firm, left_at=NOW)

    page = browser_of(UserFactory()).get(consultant.firm.get_absolute_url()).content.decode()

    assert consultant.user.full_name in page
    assert former.user.email not in page


def test_members_cannot_change_the_kind_of_their_firm():
    admin = ConsultantFactory(is_admin=True)

    browser_of(admin.user).post(reverse("providers:edit_organisation"), {"kind": Firm.Kind.RPO})

    admin.firm.refresh_from_db()
    assert admin.firm.kind == Firm.Kind.SPECIALIST


# What an interim reads and does on the page of a firm


def stance_form(firm: Firm, interim: Candidate) -> tuple[str, list[str]]:
    """Return the pill and the values of the buttons on the page of a firm."""
    page = browser_of(interim.user).get(firm.get_absolute_url()).content.decode()
    section = page.partition('id="stance"')[2].partition("</section>")[0]
    pill = re.search(r'class="pill[^"]*"[^>]*>\s*(?:<[^>]*>\s*)*([^<]+)', section)
    buttons = re.findall(r'name="stance" value="(\w*)"', section)
    return pill.group(1).strip() if pill else "", buttons


@pytest.mark.parametrize(
    ("stance", "pill", "buttons"),
    [
        ("", "Closed", ["trusted", "blocked"]),
        ("trusted", "Trusted", [""]),
        ("blocked", "Blocked", [""]),
    ],
)
def test_an_interim_trusts_or_blocks_a_firm_on_its_page(stance: str, pill: str, buttons: list[str]):
    interim, firm = CandidateFactory(), FirmFactory(generalist=True)
    browser = browser_of(interim.user)
    page = f"{firm.get_absolute_url()}#stance"

    saved = browser.post(
        reverse("candidates:set_stance", args=[firm.ref]), {"stance": stance, "return_to": page}
    )

    assert saved["Location"] == page
    assert stance_form(firm, interim) == (pill, buttons)


def test_only_interims_read_whether_a_firm_may_find_them():
    firm = ConsultantFactory().firm
    readers = [UserFactory(), ConsultantFactory(firm=firm).user, ClientMemberFactory().user]

    pages = [browser_of(user).get(firm.get_absolute_url()).content.decode() for user in readers]

    assert [page for page in pages if 'id="stance"' in page] == []
