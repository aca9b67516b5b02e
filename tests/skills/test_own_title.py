"""The seniority of a text is that of the person it is about, not of others in it."""

import pytest

from skills.linking.own_title import find_own

CLAIMED = [
    ("We need an interim CFO.", "CFO", 6),
    (
        "Our CEO is looking for an interim finance director to close the year.",
        "finance director",
        4,
    ),
    ("The site director reports to me. I am COO of a group of six plants.", "COO", 6),
    ("Interim VP of technical operations for a sterile site.", "VP of technical operations", 5),
    (
        "I was VP of technical operations and the plant managers reported to me.",
        "VP of technical operations",
        5,
    ),
    ("We seek a head of quality, reporting to the site director.", "head of quality", 3),
    ("Plant manager, 240 people. Reported to the COO.", "Plant manager", 4),
    ("Worked as plant manager with the CFO and the HR director.", "plant manager", 4),
    (
        "Supported by the finance director and the COO, she acts as chief restructuring officer.",
        "chief restructuring officer",
        6,
    ),
    ("The board wants a chief nurse.", "chief nurse", 6),
    ("You lead the plant managers in the role of operations director.", "operations director", 4),
    (
        "For our client we are searching for a Director Regulatory Affairs.",
        "Director Regulatory Affairs",
        4,
    ),
    ("Replace our CFO until the autumn; the controller will help.", "CFO", 6),
    ("My boss, the COO, trusted me. I am head of procurement.", "head of procurement", 3),
    ("Gesucht wird ein Werksleiter (m/w/d) für sechs Monate.", "Werksleiter", 4),
]
UNCLAIMED = [
    ("The plant manager closes the site and reports to the COO.", "plant manager", 4),
    ("A VP of supply chain who has done it before.", "VP of supply chain", 5),
]
NOBODYS = [
    "The site director reports to me.",
    "The site director and the head of quality report to me.",
    "You will report to the CFO and work with the plant manager.",
    "Reporting to the interim CEO.",
    "We need an assistant to the CFO.",
    "Prepared with the finance director, the COO and the plant manager.",
    "Supported by the group CFO.",
    "The CEO wants this to be over by May.",
    "I coached the chief nurse and five plant managers.",
    "The CFO's team kept the books.",
    "Mum sat on a chair at the head of the table; the chef was great.",
    "Er berichtet an den Werksleiter.",
    "Head office moved, lead time grew and the partner left.",
    "",
]


@pytest.mark.parametrize(("text", "quote", "level"), CLAIMED)
def test_title_that_is_claimed_or_sought_is_found(text, quote, level):
    found = find_own(text)

    assert found is not None
    assert (found.window.text, found.title.level, found.is_own) == (quote, level, True)
    assert text[found.window.start : found.window.end] == quote


@pytest.mark.parametrize(("text", "quote", "level"), UNCLAIMED)
def test_a_title_that_is_not_somebody_elses_is_used_as_uncertain(text, quote, level):
    found = find_own(text)

    assert found is not None
    assert (found.window.text, found.title.level, found.is_own) == (quote, level, False)


@pytest.mark.parametrize("text", NOBODYS)
def test_titles_of_superiors_and_colleagues_are_not_the_persons_own(text):
    assert find_own(text) is None
