"""What everybody's hands do on a page, whoever they are."""

from playwright.sync_api import Locator, Page, expect


def press(page: Page, name: str) -> None:
    """Press the button of that name; a long form shows the same one at its foot and beside it."""
    page.get_by_role("button", name=name, exact=True).filter(visible=True).first.click()


def heading(page: Page, words: str) -> None:
    """Wait for the page of that heading."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def fold(page: Page, name: str) -> Locator:
    """Open the folded decision of that name and return it."""
    found = page.locator("details.confirm-fold").filter(has=page.locator("summary", has_text=name))
    found.locator("> summary").click()
    return found


def ref_of(page: Page, after: str) -> str:
    """Return the key in the address behind a word."""
    return page.url.split(f"/{after}/", 1)[1].split("/", 1)[0]


def pick(page: Page, words: str, option: str) -> None:
    """Type into the skill's type-ahead and take what is offered."""
    box = page.get_by_role("combobox", name="Add a skill")
    box.fill("")
    box.press_sequentially(words, delay=5)
    page.get_by_role("option", name=option).first.click()
