"""Contacts and money in texts of four languages."""

import pytest

from redaction.normalise import fold
from redaction.patterns import contact_spans, money_spans


def found(text: str) -> list[tuple[str, str]]:
    spans = [*contact_spans(fold(text)), *money_spans(fold(text))]
    return [(text[span.start : span.end], str(span.kind)) for span in sorted(spans)]


@pytest.mark.parametrize(
    "text",
    [
        *("Day rate £4,000", "4k a day", "4.000 EUR a day", "Tagessatz 1200", "TJM 900", "€95/h"),
        *(
            "700 € HT/jour",
            "Day rate: four thousand",
            "viertausend Euro am Tag",
            "my rate is 1.400",
        ),
        *("mille deux cents euros par jour", "vierduizend euro per dag", "1.200–1.400 EUR/Tag"),
        *("CHF 2'000 pro Tag", "Ｔagessatz １２００", "1.250 euro per dag", "Stundensatz: 140 EUR"),
        *("TJM 940 € HT", "115 euro p/u", "TS 980 €", "GBP 940 p.d.", "960 EUR/Tag zzgl. MwSt"),
        *(
            "last package 165,000 plus bonus",
            "165 T€ p.a.",
            "salarisindicatie € 140.000 bruto per jaar",
        ),
    ],
)
def test_a_price_of_work_is_a_rate_with_its_cue(text: str):
    assert found(f"Interim CFO, {text}") == [(text, "rate")]


@pytest.mark.parametrize("text", ["£4,000", "4k", "€12m", "3 Mio. EUR", "USD 1.5 million"])
def test_another_amount_is_money(text: str):
    assert found(f"Saved {text} last year") == [(text, "money")]


@pytest.mark.parametrize("text", ["£1.2m a year", "1,2 miljoen euro per jaar", "€3 Mio. pro Jahr"])
def test_millions_a_year_are_a_result_and_no_price(text: str):
    assert [kind for _, kind in found(f"Saved {text}")] == ["money"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "phone") for text in ("+44 (0)20 7946 0958", "06 12 34 56 78", "06.12.34.56.78")),
        *((text, "phone") for text in ("0171/2345678", "(415) 555-0132", "+49 170 123 456")),
        *((text, "phone") for text in ("0470 12 34 56", "06-12345678", "020 7946 0958")),
        *((text, "email") for text in ("zeph.h@gmx.de", "zeph (at) gmx (punkt) de")),
        *((text, "email") for text in ("zeph at gmail dot com", "zeph [at] orange.fr")),
        *((text, "email") for text in ("zeph chez free point fr", "zeph apenstaartje kpn punt nl")),
        *((text, "link") for text in ("zephyrine.de", "linkedin.com/in/zeph", "www.zeph.example")),
        *((text, "handle") for text in ("@zephyrine", "Skype: zeph.h", "github/zephyrine")),
    ],
)
def test_a_contact_is_found_whatever_its_form(text: str, kind: str):
    assert found(f"Reach me: {text}, please") == [(text, kind)]


@pytest.mark.parametrize(
    "text",
    [
        *("churn rate 12 %", "two hours a day", "1,200 orders a day", "in 2019 and 2020", "+15%"),
        *("01.02.2023-31.12.2024", "01/2019-12/2021", "+12 000 000 units", "1 000 000 users"),
        *("LinkedIn: led the launch", "the plant.In 2019", "Node.js and ASP.NET", "B.V. and S.A."),
        *("Honorar nach Absprache", "price list 2020 and 100 stores", "six sites, 4.000 people"),
        *(
            "from 900 a week to 70",
            "1,200 a month were late",
            "ISO/TS 16949",
            "chez le client, point final",
        ),
    ],
)
def test_ordinary_words_are_not_changed(text: str):
    assert found(f"Interim CFO: {text}") == []
