"""In a low window and on a phone, nothing lies over what has the focus, on any page."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page

from accounts.models import User
from tests.journeys.conftest import Visitor
from tests.journeys.every_page import ROLES, pages, signed_in
from tests.worlds import build

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LOW = {"zoom of 400 %": (320, 256), "phone on its side": (640, 400)}
PHONE = (390, 844)
MOST_STOPS = 400

# Looks at what has the focus: how much of it is in the window, and whether something lies over it.
WATCH = """
() => {
  const walk = { seen: new Set(), hidden: [], done: false };
  const name = (one) => `${one.localName} ${one.name || one.innerText.trim().slice(0, 60)}`;
  const labels = (one) => [...(one.labels ?? [])];
  const owns = (one, hit) => hit && [one, ...labels(one)].some((part) => part.contains(hit));
  walk.look = (one) => {
    if (walk.seen.has(one)) return;
    walk.seen.add(one);
    const boxes = [...labels(one), one]
      .flatMap((part) => [...part.getClientRects()])
      .filter((box) => box.width && box.height);
    const why = boxes.map((box) => {
      const top = Math.max(box.top, 0), foot = Math.min(box.bottom, innerHeight);
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
      if (foot - top < Math.min(box.height, 24) - 1 || right <= left) return "outside the window";
      const x = (left + right) / 2;
      const over = [top + 2, (top + foot) / 2, foot - 2]
        .map((y) => document.elementFromPoint(x, y))
        .filter((hit) => !owns(one, hit))
        .map((hit) => `under ${hit?.className || hit?.localName}`);
      // Of what is higher than half the window, a part is enough.
      return over.length > (box.height > innerHeight / 2 ? 2 : 0) ? over[0] : "";
    });
    if (boxes.length && !why.includes("")) walk.hidden.push(`${name(one)}: ${why.join(", ")}`);
  };
  walk.step = () => {
    const one = document.activeElement;
    if (!one || one === document.body) return;
    walk.done ||= walk.seen.has(one);
    walk.look(one);
  };
  document.addEventListener("keydown", (event) => event.key === "Tab" && walk.step(), true);
  window.walk = walk;
}
"""
STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
FOCUS_EACH = f"""
async () => {{
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  walk.seen.clear();
  walk.hidden = [];
  for (const one of document.querySelectorAll("{STOPS}")) {{
    one.focus();
    if (document.activeElement === one) walk.look(one);
  }}
  return walk.hidden;
}}
"""
LENGTHEN = """
() => document.querySelectorAll(".summary-action .btn").forEach((one) => {
  one.textContent = one.textContent.repeat(4);
})
"""
# The spacing of WCAG 1.4.12. What is wider than the window, and words that a box cuts off.
TOO_WIDE = """
() => {
  const spaced = new CSSStyleSheet();
  spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [spaced];
  const words = (one) => one.textContent.trim().slice(0, 60);
  const scrolls = (one) => one.closest(".compare-scroll, .visually-hidden, [role=listbox]");
  const shown = [...document.querySelectorAll("body *")]
    .filter((one) => words(one) && one.checkVisibility() && !scrolls(one));
  const wide = shown.filter((one) =>
    !one.querySelector("*") && one.getBoundingClientRect().right > innerWidth + 1);
  const cut = shown.filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
    && ["hidden", "clip"].includes(getComputedStyle(one).overflowX));
  const page = document.documentElement.scrollWidth;
  document.adoptedStyleSheets = [];
  return [
    ...(page > innerWidth ? [`the page is ${page} pixels wide`] : []),
    ...wide.map((one) => `${one.localName}.${one.className} is too wide: ${words(one)}`),
    ...cut.map((one) => `${one.localName}.${one.className} is cut: ${words(one)}`),
  ];
}
"""
# A form in which somebody can type, and that no visible button sends.
UNSENT = """
() => [...document.querySelectorAll("form[method=post]")]
  .map((form) => [form, [...form.elements].filter((one) => one.checkVisibility())])
  .filter(([, seen]) => seen.some((one) => one.matches("input, select, textarea")))
  .filter(([, seen]) => !seen.some((one) => one.matches("button:not([type=button])")))
  .map(([form]) => `nothing sends the form ${form.id || form.action}`)
"""
# On a phone the hand reaches what decides without scrolling far, and one bar at most lies there.
THUMB = """
() => {
  scrollTo(0, 0);
  const at = (one) => one.getBoundingClientRect().top;
  const decide = [...document.querySelectorAll("main .btn-primary, .summary .btn-primary")]
    .filter((one) => one.checkVisibility() && !one.closest("dialog, details"));
  // A button that stays at the foot comes with its form.
  const place = (one) => (one.closest(".form-actions-stay") ? one.form : one);
  const near = decide.some((one) => at(place(one)) < innerHeight * 1.5);
  const staying = [...document.querySelectorAll(".summary-action, .form-actions-stay, .several")]
    .filter((one) => one.checkVisibility() && one.innerText.trim())
    .filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position));
  return [
    ...(decide.length && !near ? [`${decide[0].innerText} is ${at(decide[0])} pixels down`] : []),
    ...(staying.length > 1 ? [`${staying.length} bars at the foot`] : []),
  ];
}
"""
STAYING = """
() => [...document.querySelectorAll("body *")].filter((one) => {
  const { position, left, display } = getComputedStyle(one);
  return display !== "none" && (position === "fixed" || (position === "sticky" && left === "auto"));
}).map((one) => one.className)
"""


def walked_by_tab(page: Page) -> tuple[list[str], int]:
    """Press Tab until the walk begins anew; return what was hidden, and the number of stops."""
    for number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if number % 10 == 9 and page.evaluate("walk.done"):
            break
    assert page.evaluate("walk.done"), "the walk by Tab does not end"
    hidden, count = page.evaluate("[walk.hidden, walk.seen.size]")
    return hidden, count


def lengthen_names() -> None:
    """Give everybody a name and an address that hardly break."""
    for number, user in enumerate(User.objects.all()):
        user.full_name = "Univ.-Prof. Maximiliana Hohenstein-Wolfenbuettelsheimerin"
        user.email = f"maximiliana.hohenstein-wolfenbuettelsheimerin{number}@verwaltung.example"
        user.phone = "+49 (0) 5331 80 80 80-1234567"
        user.save(update_fields=["full_name", "email", "phone"])
        EmailAddress.objects.filter(user=user).update(email=user.email)


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


@pytest.mark.parametrize("principal", ROLES)
def test_what_has_the_focus_is_seen_on_every_page(
    principal: str, visit: Callable[[], Visitor], transactional_db: None
) -> None:
    world = build()
    lengthen_names()
    visitor = visit()
    signed_in(visitor, world, principal)
    page = visitor.page
    hidden: dict[str, Any] = {}
    stops = 0
    for name, path in pages(world, principal):
        resize(page, LOW["zoom of 400 %"])
        visitor.go(path)
        page.evaluate(WATCH)
        found, count = walked_by_tab(page)
        stops += count
        found += [f"{part} stays in view" for part in page.evaluate(STAYING)]
        found += page.evaluate(TOO_WIDE)
        resize(page, PHONE)
        checks = (THUMB, UNSENT, TOO_WIDE)
        found += [f"{PHONE}: {one}" for check in checks for one in page.evaluate(check)]
        # The bars are as high as their content: with long words on the button, too.
        page.evaluate(LENGTHEN)
        for size in (LOW["phone on its side"], PHONE):
            resize(page, size)
            found += [f"{size}: {one}" for one in page.evaluate(FOCUS_EACH)]
        if found:
            hidden[name] = found

    assert hidden == {}
    assert stops > 30
