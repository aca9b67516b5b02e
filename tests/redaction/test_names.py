"""Parts of names, and the ordinary words that look like them."""

import pytest

from redaction.hiding import hide
from redaction.name_parts import Name
from redaction.spans import Kind


def hidden(text: str, *people: str, organisation: str = "") -> str:
    names = [Name(person, Kind.PERSON) for person in people]
    names += [Name(organisation, Kind.ORGANISATION)] if organisation else []
    words = dict.fromkeys(people, "P") | ({organisation: "O"} if organisation else {})
    return hide(text, names, words)


@pytest.mark.parametrize(
    ("name", "text", "blind"),
    [
        ("Zephyrine Halloran", "zephyrine led it", "P led it"),
        ("Zephyrine Halloran", "Ms Halloran's plan", "P's plan"),
        ("Zephyrine Halloran", "Halloran-style reviews", "P-style reviews"),
        ("Zephyrine Halloran", "(Z.H.) and ZH", "(P.) and P"),
        ("Zephyrine Halloran", "halloran, zephyrine", "P"),
        ("Zephyrine Halloran", "by zhalloran and halloran_z", "by P and P"),
        ("Anna-Lena Müller-Wiesenthal", "Lena, Mueller and Wiesenthal", "P and P"),
        ("Robert Ashdown", "Bob Ashdown and Rob", "P and P"),
        ("Étienne d'Aubigny", "D’AUBIGNY", "P"),
        ("Dr. Jörg von Bredow MBA", "von Bredow, MBA", "P, MBA"),
        ("Jun Ng", "Ng ran it; running", "P ran it; running"),
        ("Mark Young", "with Mark. Young teams grew", "with P. Young teams grew"),
        ("Mark Young", "mark young", "P"),
        ("April May", "in April and May 2020. April led", "in April and May 2020. P led"),
        ("Will Price", "It will price in a will", "It will price in a will"),
        ("Rose Page", "A Rose Page Turner; the page rose", "A P Turner; the page rose"),
        ("Richard Koch", "Ein Koch kocht. Herr Koch nicht.", "Ein Koch kocht. P nicht."),
        ("Claire Petit", "une claire et petite équipe", "une claire et petite équipe"),
        ("Florence York", "from York to Florence", "from York to Florence"),
        ("An Le", "An Le was here. An oven. Le four.", "P was here. An oven. Le four."),
    ],
)
def test_a_person_is_hidden_by_every_part_and_ordinary_words_stay(name, text, blind):
    assert hidden(text, name) == blind


@pytest.mark.parametrize(
    ("name", "text", "blind"),
    [
        ("Harrowgate Works Ltd", "Harrowgate works and harrowgate", "O and O"),
        ("Harrowgate Works Ltd", "HARROWGATE WORKS LIMITED grew", "O grew"),
        ("Kranzfelder Anlagenbau GmbH & Co. KG", "Kranzfelders Werk", "O Werk"),
        ("Boots plc", "Boots had boots on. At Boots it ran.", "O had boots on. At O it ran."),
        ("Vauquelin SAS", "chez Vauquelin S.A.S. et vauquelin.fr", "chez O. et …"),
        ("Hoekzema Logistiek B.V.", "bij hoekzema-logistiek", "bij O"),
        ("National Bank", "the national bank sector, National Bank", "the O sector, O"),
        ("The Steel Company", "steel prices of a company", "steel prices of a company"),
        ("Marlow Sterile Medicines", "sterile medicines of Marlow", "sterile medicines of O"),
        ("Deutsche Wasser Holding", "Die DWH und das Wasser", "Die O und das Wasser"),
    ],
)
def test_an_organisation_is_hidden_by_its_distinctive_word(name, text, blind):
    assert hidden(text, organisation=name) == blind


def test_a_price_of_work_is_hidden_and_a_result_stays():
    text = "£1,200 in the headline, saved £4m, from €12m to €9m, Tagessatz 1200"

    assert hidden(text) == "… in the headline, saved £4m, from €12m to €9m, …"
