"""A real browser on a real site: web server, relay, worker, broker and database of its own."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from accounts.models import User
from tests.browsers import browser_of
from tests.factories import PASSWORD
from tests.machinery import Machinery, eventually

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# Only what is wrong leaves the browser: the whole result has every element of the page in it.
RUN_AXE = """
async (only) => {
  const { violations } = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html.slice(0, 200)]));
}
"""
# Where to keep a picture of every page that a journey looks at; without a folder none is taken.
SCREENSHOTS = os.environ.get("INTERIMHUB_SCREENSHOTS", "")
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
# For journeys in which something is done otherwise on a phone; the others are made at a desk.
at_both_sizes = pytest.mark.parametrize("size", list(SIZES))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A problem of every journey: somebody had the focus, a part was replaced, and nobody has it.
FOCUS_IS_KEPT = """
const isLost = () => document.activeElement === document.body;
addEventListener("htmx:beforeSwap", () => (window.hadFocus = !isLost()), true);
addEventListener("htmx:afterRequest", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (window.hadFocus && isLost() && xhr?.status) console.error(`no focus: ${requestConfig.path}`);
  window.hadFocus = false;
});
"""


def violations(page: Page, *only: str) -> list[tuple[str, str]]:
    """Return what axe finds wrong on the page by these rules or tags: rule and element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    return [(rule, html) for rule, html in page.evaluate(RUN_AXE, list(only))]


@pytest.fixture(scope="session")
def chromium(chromium_path: Path) -> Iterator[Browser]:
    """Start one Chromium for all journeys."""
    # Playwright's loop runs in this thread; the ORM is used between its calls, never inside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium_path), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def vocabulary(shipped_vocabulary: None, transactional_db: None) -> None:
    """Run on a database that holds the real vocabulary."""


class Visitor:
    """One person at one screen."""

    def __init__(self, page: Page, *, base: str, size: str, story: str) -> None:
        self.page = page
        self.base = base
        self.size = size
        self.story = story
        self.problems: list[str] = []
        # What the page still asks the server for.
        self.asked: set[Request] = set()
        page.on("request", self._is_asked)
        page.on("requestfinished", self._is_answered)
        page.on("requestfailed", self._is_answered)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def _is_asked(self, request: Request) -> None:
        self.asked.add(request)

    def _is_answered(self, request: Request) -> None:
        self.asked.discard(request)

    def _note(self, message: Any) -> None:
        # A refused form answers 422 and a refusal 409; the browser calls both errors.
        is_answer = re.search(r"status of (409|422|403|404)", message.text)
        if message.type in {"error", "warning"} and not is_answer:
            self.problems.append(message.text)

    def go(self, path: str) -> None:
        """Open a path of the site."""
        self.page.goto(self.base + path)

    def settle(self) -> None:
        """Wait until the page has its fonts, and asks the server for nothing more."""
        self.page.evaluate("document.fonts.ready.then(() => true)")
        limit = time.monotonic() + 10
        while self.asked and time.monotonic() < limit:
            self.page.wait_for_timeout(20)

    def sign_in(self, user: User) -> None:
        """Open today with a session, where signing in is not what the journey is about."""
        session = browser_of(user).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.base}
        self.page.context.add_cookies([cookie])
        self.go("/today/")

    def sign_in_by_the_form(self, user: User) -> None:
        """Sign in on the page, with the password that every test person has."""
        self.go("/accounts/login/")
        self.page.get_by_label("E-mail").first.fill(user.email)
        self.page.get_by_label("Password").first.fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def see(self, name: str) -> None:
        """Find nothing that axe, the console or the width objects to, and keep a screenshot.

        At a desk, look at the same page at a phone's width as well, and come back.
        """
        self.settle()
        for size in self.at_each_size():
            self._look(name, size)
        assert self.problems == [], name

    def at_each_size(self) -> Iterator[str]:
        """Give the sizes that the page is looked at in, and show it in each."""
        yield self.size
        if self.size == "wide":
            self._resize("phone")
            yield "phone"
            self._resize("wide")

    def _resize(self, size: str) -> None:
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})

    def _look(self, name: str, size: str) -> None:
        if SCREENSHOTS:
            path = Path(SCREENSHOTS, self.story, f"{name}-{size}.png")
            self.page.screenshot(path=path, full_page=True)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= SIZES[size][0], f"{name} scrolls sideways: {width} px"
        found = violations(self.page, *WCAG)
        # axe leaves style attributes behind; htmx would carry them over, and the policy forbid it.
        self.page.evaluate(
            "document.querySelectorAll('[style]').forEach((one) => one.removeAttribute('style'))"
        )
        assert found == [], f"{name}, {size}"


@pytest.fixture
def size() -> str:
    """The screen that a journey is made at; `at_both_sizes` makes it on a phone too."""
    return "wide"


@pytest.fixture
def visit(
    chromium: Browser, live_server: Any, size: str, request: pytest.FixtureRequest
) -> Iterator[Callable[[], Visitor]]:
    """Give each person of the story a browser window of their own."""
    visitors: list[Visitor] = []
    story = request.node.originalname

    def arrive() -> Visitor:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(15_000)
        context.add_init_script(FOCUS_IS_KEPT)
        visitor = Visitor(context.new_page(), base=live_server.url, size=size, story=story)
        visitors.append(visitor)
        return visitor

    yield arrive
    for visitor in visitors:
        # What a page still asks of the server would meet the emptying of the tables.
        with suppress(PlaywrightError):
            visitor.settle()
        visitor.page.context.close()


def can_sign_in(user: User) -> User:
    """Give a person the test password and a proved address."""
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def letter_to(machinery: Machinery, email: str, containing: str) -> str:
    """Wait for a letter that the worker sent, and return its text."""
    folder = machinery.folder / "home" / "mail"
    found: list[str] = []

    def has_come() -> bool:
        for path in sorted(folder.glob("*.log")):
            for raw in path.read_bytes().split(b"-" * 79 + b"\n"):
                if not raw.strip():
                    continue
                message = message_from_bytes(raw, policy=policy.default)
                body = message.get_body(("plain",))
                text = body.get_content() if body else ""
                if email in str(message["To"]) and containing in text:
                    found.append(text)
        return bool(found)

    eventually(has_come, what=f"a letter to {email} with {containing!r}")
    return found[-1]
