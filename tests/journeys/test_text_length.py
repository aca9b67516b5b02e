"""The browser counts a text as the server does, says how much is left, and cuts nothing."""

import re
from collections.abc import Callable

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Route, expect

from interimhub.lib.text_fields import plain_text
from tests.factories import CandidateFactory
from tests.journeys.conftest import Visitor, can_sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PIECES = ["\r\n", "\r", "\n", "\n\r", " ", "\t", "\u00a0", "\u0085", "\x1c", "\ufeff", "\x00"]
PIECES += ["👩🏽‍🏭", "e\u0301", "ﷺ", "🇬🇧", "a", "\u202e", "\u2028", "\u3000", "\ufffd"]
# A browser has no half of a surrogate pair to send: it sends U+FFFD instead.
TEXT = st.lists(
    st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=20
).map("".join)
COUNT_AND_SEND = """
async (texts) => {
  const { length } = await import(document.querySelector("script[src*=limits]").src);
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/echo";
  const counts = texts.map((text, number) => {
    const field = document.createElement("textarea");
    field.name = `text-${number}`;
    field.value = text;
    form.append(field);
    return length(field.value);
  });
  document.body.append(form);
  form.submit();
  return counts;
}
"""


class TextForm(forms.Form):
    text = forms.CharField(required=False, max_length=1, widget=forms.Textarea)


def is_cleaned(text: str) -> bool:
    """Whether the server removes or joins characters of the text, besides line breaks."""
    return plain_text(text) != re.sub(r"\r\n?", "\n", text)


def counted_by_the_server(data: QueryDict, number: int) -> int:
    """Return the number of characters that the server holds against a limit."""
    form = TextForm({"text": data[f"text-{number}"]})
    return len(form.fields["text"].to_python(form["text"].data))


def test_browser_and_server_count_the_same(visit: Callable[[], Visitor], transactional_db: None):
    visitor = visit()
    page = visitor.page
    received: list[bytes] = []

    def keep(route: Route) -> None:
        received.append(route.request.post_data_buffer or b"")
        route.fulfill(body="received")

    page.route("**/echo", keep)

    @settings(max_examples=6, suppress_health_check=list(HealthCheck))
    @given(st.lists(TEXT, min_size=40, max_size=60))
    def count(texts: list[str]) -> None:
        visitor.go("/accounts/login/")
        received.clear()
        with page.expect_navigation():
            in_browser = page.evaluate(COUNT_AND_SEND, texts)
        data = QueryDict(received[0])

        on_server = [counted_by_the_server(data, n) for n in range(len(texts))]
        sent = [data[f"text-{n}"] for n in range(len(texts))]
        for text, there, here in zip(sent, in_browser, on_server, strict=True):
            if is_cleaned(text):  # the server counts what is left, so it never refuses more
                assert here <= there
            else:
                assert here == there

    count()


def test_text_that_is_too_long_stays_complete_with_an_error(
    visit: Callable[[], Visitor], transactional_db: None
):
    visitor = visit()
    visitor.sign_in(can_sign_in(CandidateFactory(headline="").user))
    visitor.go("/profile/basics/")
    page: Page = visitor.page
    headline = page.get_by_role("textbox", name="Headline")
    left = page.locator("#id_headline_field [data-left]")

    headline.fill("x" * 100)
    expect(left).to_be_empty()
    headline.fill("x" * 139)
    expect(left).to_have_text("1 character left")
    visitor.see("01-nearly-full")
    headline.fill("x" * 152)
    expect(left).to_have_text(
        "12 characters too many. Nothing is cut: shorten the text before you save it."
    )
    visitor.see("02-too-long")
    page.get_by_role("button", name="Save").click()

    expect(headline).to_have_value("x" * 152)
    expect(page.locator("#id_headline_field")).to_contain_text("there are 152")
    expect(left).to_contain_text("12 characters too many")
