"""No field of `matching` can contain money."""

import dataclasses
import importlib
import pkgutil
import re

import matching

WORDS = """
price priced pricing rate rates fee fees salary salaries cost costs budget budgets amount amounts
currency currencies pay paid payment pnl money wage wages bill billing invoice margin margins
discount euro euros eur gbp usd dollar dollars pound pounds earning earnings income revenue
turnover compensation remuneration dayrate envelope
"""
MONEY = frozenset(WORDS.split())


def speaks_of_money(name: str) -> bool:
    return bool(MONEY & set(re.split(r"_+|\d+", name.lower())))


def fields_of(*dataclasses_: type) -> list[str]:
    return [field.name for cls in dataclasses_ for field in dataclasses.fields(cls)]


def dataclasses_of_matching() -> set[type]:
    modules = [
        importlib.import_module(f"matching.{found.name}")
        for found in pkgutil.walk_packages(matching.__path__)
    ]
    return {
        thing
        for module in [matching, *modules]
        for thing in vars(module).values()
        if isinstance(thing, type) and dataclasses.is_dataclass(thing)
    }


def test_no_field_of_matching_is_about_money():
    walked = dataclasses_of_matching()

    assert {
        matching.Pool,
        matching.Need,
        matching.Ranking,
        matching.Explanation,
    } <= walked
    assert [name for name in fields_of(*walked) if speaks_of_money(name)] == []


def test_a_field_about_money_would_be_found():
    @dataclasses.dataclass
    class Tempting:
        day_rate: float
        minimum_fee: float
        pnl: float
        held: int
        feed: int

    assert [name for name in fields_of(Tempting) if speaks_of_money(name)] == [
        "day_rate",
        "minimum_fee",
        "pnl",
    ]


def test_every_dataclass_of_matching_is_frozen_and_slotted():
    for cls in dataclasses_of_matching():
        assert cls.__dataclass_params__.frozen, cls
        assert "__slots__" in vars(cls), cls
