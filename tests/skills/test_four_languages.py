"""Texts in German, French and Dutch, situations in whole sentences, and words that mean nothing."""

import csv
from pathlib import Path

import pytest

from bench.languages import GRADED, LANGUAGES
from matching.linking import windows, without_function_words
from skills import vocabulary
from skills.linking.in_text import CERTAIN
from skills.linking.linker import KINDS
from skills.linking.texts import Suggestions, suggest_from
from skills.words import key_of
from tests.skills.own import english_linker, own_linker, spelling_linker


def read(text: str) -> Suggestions:
    return suggest_from(own_linker(), text)


def codes(found: tuple) -> set[str]:
    return {one.code.rpartition(":")[2] for one in found}


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        (
            "Unser Werk wird zum Jahresende zugesperrt, alle 300 Leute müssen gehen.",
            "plant-closure",
        ),
        ("Les hackers ont bloqué tous nos ordinateurs et demandent une rançon.", "cyber-incident"),
        ("De oprichter wil met pensioen en er is nog geen opvolger.", "succession"),
        ("The banks have called in our loans and we cannot pay them back.", "refinancing"),
    ],
)
def test_a_situation_told_in_other_words_is_found_in_every_language(text, situation):
    assert situation in codes(read(text).situations)
    assert situation not in codes(suggest_from(english_linker(), text).situations)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        (
            "Verantwortlich für die Verkürzung der Rüstzeiten in zwei Werken.",
            "changeover-reduction",
        ),
        ("Il a dirigé la prévision de trésorerie hebdomadaire du groupe.", "cash-forecasting"),
        ("Leidde cao-onderhandelingen voor 2.000 medewerkers.", "collective-bargaining"),
    ],
)
def test_a_skill_is_found_in_every_language(text, skill):
    assert skill in codes(read(text).skills)


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        ("mit der Entwicklung", "de"),
        ("in der Leitung von", "de"),
        ("la gestion de", "fr"),
        ("dans le cadre du projet", "fr"),
        ("met het beheer van de", "nl"),
    ],
)
def test_function_words_and_general_words_are_no_skill(phrase, language):
    assert own_linker().link(phrase, kinds=KINDS) == []
    assert without_function_words(phrase, language) == ""
    assert codes(read(f"{phrase}.").skills) == set()


def test_no_phrase_begins_or_ends_with_a_function_word_of_its_language():
    text = "mit der Entwicklung von Impfstoffen für den Konzern"

    found = {window.text for window in windows(text, language="de")}

    assert "Entwicklung von Impfstoffen" in found
    assert not {one for one in found if one.split()[0] in {"mit", "der", "von", "für", "den"}}
    assert not {one for one in found if one.split()[-1] in {"mit", "der", "von", "für", "den"}}


def test_it_in_capitals_is_a_word():
    assert "IT carve-out" in {window.text for window in windows("Led the IT carve-out of a bank")}
    assert "it works" not in {window.text for window in windows("it works")}


@pytest.mark.parametrize(
    "text",
    [
        "MA in history, available from May.",
        "All dates as DD/MM/YYYY. DD is the day.",
        "We meet at 3 PM in the lobby.",
        "My TT is parked outside.",
        "PLEASE SEND THE FILE AGAIN.",
    ],
)
def test_an_abbreviation_alone_is_no_skill(text):
    assert read(text).skills == ()


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Buy-side DD with a data room of 3,000 documents.", "due-diligence"),
        ("TT of two products: process transfer to Cork, batches at scale.", "tech-transfer"),
        ("Responsible for SAP in three plants.", "sap-erp"),
    ],
)
def test_an_abbreviation_with_a_word_of_its_field_is_a_skill(text, skill):
    assert skill in codes(read(text).skills)


@pytest.mark.parametrize(
    "text",
    [
        "The provider type is shown in the third column.",
        "I was a member of the crisis team of the village.",
        "Le type de prestataire figure dans la troisième colonne.",
        "Het soort aanbieder staat in de derde kolom.",
        "Die Art des Anbieters steht in der dritten Spalte.",
        "Growth of tomatoes in the greenhouse was slow.",
    ],
)
def test_a_passing_word_is_no_situation(text):
    assert read(text).situations == ()


def test_certain_is_nine_in_ten_on_the_lines_that_chose_no_threshold():
    right = []
    for language in LANGUAGES:
        with (GRADED / f"{language}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))[1::2]
        for row in rows:
            found = read(row["text"])
            fine = {
                code
                for column in ("skills", "situations", "also")
                for group in row[column].split(";")
                for code in group.split("|")
            }
            certain = [one for one in (*found.skills, *found.situations) if one.is_certain]
            right += [one.code.rpartition(":")[2] in fine for one in certain]
            assert all(one.score >= CERTAIN for one in certain)

    assert len(right) > 120
    assert sum(right) / len(right) >= 0.9


def test_without_the_multilingual_encoder_it_says_so_and_names_are_still_found():
    text = "Verhandlung eines Sozialplans und Kurzarbeit in einem Werk in Sachsen."

    found = suggest_from(english_linker(), text)

    assert found.is_foreign_unread
    assert "short-time-work" in codes(found.skills)
    assert not read(text).is_foreign_unread
    assert suggest_from(spelling_linker(), text).skills != ()


@pytest.mark.parametrize("text", ["x" * 50_000, "Müller\ud800 schließt das Werk.", "ß" * 3_000])
def test_hostile_text_is_read(text):
    assert suggest_from(own_linker(), text).situations is not None
    assert own_linker().link(text) is not None


def test_words_and_sentences_of_the_vocabulary_are_not_copied_from_the_graded_texts():
    texts = []
    for language in LANGUAGES:
        with (GRADED / f"{language}.csv").open(encoding="utf-8", newline="") as file:
            texts += [f" {key_of(row['text'])} " for row in csv.DictReader(file)]
    told = [text for _, text in vocabulary.told()]
    words = [word for words in vocabulary.words().values() for word in words]

    copied = [
        one
        for one in (*told, *words)
        if len(key_of(one).split()) >= 3 and any(f" {key_of(one)} " in text for text in texts)
    ]

    assert copied == []


def test_sentences_are_told_of_every_situation_in_every_language():
    rows = list(csv.DictReader((Path(vocabulary.DATA) / "told.csv").open(encoding="utf-8")))
    situations = {row["code"] for row in rows} - {""}

    assert situations == {one.code for one in vocabulary.read() if one.kind == "situation"}
    assert all(row[language].count("|") >= 2 for row in rows for language in LANGUAGES)
