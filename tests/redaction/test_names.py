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
        # Titles in a row, and with an article.
        ("Käthe Abendroth", "Prof. Dr.-Ing. Abendroth, Frau Dr. Abendroth", "P, P"),
        ("Käthe Abendroth", "Dr. med. Abendroth and Cllr Abendroth", "P and P"),
        ("Hélène Vautrin", "le Docteur Vautrin, Me Vautrin. Call me", "P, P. Call me"),
        ("Wim Dekker", "door de heer Dekker en prof. dr. Dekker", "door P en P"),
        # Written apart, and as one word.
        ("Zephyrine Halloran", "Z E P H Y R I N E   H A L L O R A N | CFO", "P | CFO"),
        ("Zephyrine Halloran", "S W O T and A B C D analyses", "S W O T and A B C D analyses"),
        ("Jan van 't Veld", "Janvan'tVeld wrote", "P wrote"),
        # Parts with an apostrophe, initials beside particles and of double names.
        ("Koffi N'Diaye", "said koffi n'diaye today", "said P today"),
        ("Jean de Saint-Cyr", "(J.S.) and J. S. wrote", "(P.) and P. wrote"),
        ("Yun Ma", "Ma led it; my ma did not", "P led it; my ma did not"),
        # A name that is a word, by its neighbours.
        (
            "Ida Winter",
            "noch heute Winters Plan; des Winters Kälte",
            "noch heute P Plan; des Winters Kälte",
        ),
        ("Ida Winter", "nach einem kalten Winter kam", "nach einem kalten Winter kam"),
        ("Ida Richter", "mit elf Richter am Werk", "mit elf Richter am Werk"),
        ("Will Marsh", "Will leads it. Will it hold?", "P leads it. Will it hold?"),
        ("May Ashby", "May was wet; in the previous May", "May was wet; in the previous May"),
        ("Thibault Roux", "une lettre de Thibault Roux", "une lettre de P"),
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
        ("Baken N.V.", "een baken en een kompas. Bij Baken", "een baken en een kompas. Bij O"),
        ("IT", "IT was late, as is IT", "IT was late, as is IT"),
        ("Deutsche Wasser Holding", "Die DWH und das Wasser", "Die O und das Wasser"),
    ],
)
def test_an_organisation_is_hidden_by_its_distinctive_word(name, text, blind):
    assert hidden(text, organisation=name) == blind


def test_a_stand_in_begins_a_sentence_with_a_capital_letter():
    words = {"Ida Abendroth": "this interim"}
    text = "Abendroth led it. Abendroth left, and Abendroth’s plan stayed."

    blind = hide(text, [Name("Ida Abendroth", Kind.PERSON)], words)

    assert blind == "This interim led it. This interim left, and this interim’s plan stayed."


def test_a_name_ends_where_an_address_begins():
    assert hidden("Ida Abendroth (i.abendroth@gmx.de) led.", "Ida Abendroth") == "P (…) led."


def test_a_price_of_work_is_hidden_and_a_result_stays():
    text = "£1,200 in the headline, saved £4m, from €12m to €9m, Tagessatz 1200"

    assert hidden(text) == "… in the headline, saved £4m, from €12m to €9m, …"
