// After a part of the page is replaced: who has the focus, and what is said.
// Focus goes to the error; or stays at its control; or goes to the next row, or to the new heading.

const voice = document.getElementById("said");
let timer = 0;

// One region for the whole life of the page: a screen reader misses a region that arrives with its words in it.
function say(words) {
  clearTimeout(timer);
  voice.textContent = "";
  timer = setTimeout(() => (voice.textContent = words), 80);
}

document.addEventListener("say", (event) => say(event.detail));

const CONTROL = "a[href], button:not([disabled]), summary, select, textarea, input:not([type=hidden], [disabled])";
const controls = (root) => [...root.querySelectorAll(CONTROL)].filter((one) => one.checkVisibility());
const wordsOf = (one) => one.dataset.say || one.textContent.replace(/\s+/g, " ").trim();
const speakers = () => [...document.querySelectorAll("[data-say]")];

// Where the focus is, so that it is found again among new elements
function placeOf(one) {
  const row = one.closest("li, tr, [data-row]");
  const anchor = row?.parentElement.closest("[id]");
  const list = row && `${row.parentElement.localName}${[...row.parentElement.classList].map((name) => `.${CSS.escape(name)}`).join("")}`;
  const form = one.form ?? one.closest("form");
  return {
    one,
    id: one.id,
    name: one.name,
    row: anchor && { anchor: anchor.id, list, at: [...row.parentElement.children].indexOf(row), of: listsIn(anchor, list).indexOf(row.parentElement) },
    action: form && formsTo(form.getAttribute("action")).length === 1 ? form.getAttribute("action") : null,
  };
}
const listsIn = (anchor, list) => [...anchor.querySelectorAll(list)];
const formsTo = (action) => [...document.forms].filter((form) => form.getAttribute("action") === action);

const alike = (one, other) => one.localName === other.localName && one.className === other.className;

function sameControl({ id, name, action }) {
  const same = id ? document.getElementById(id) : null;
  if (same?.checkVisibility()) return same;
  const [form, another] = action ? formsTo(action) : [];
  if (!form || another) return null;
  const all = controls(form);
  return all.find((field) => name && field.name === name) ?? all[0];
}

function nextRow({ one, row }) {
  const anchor = row && document.getElementById(row.anchor);
  const list = anchor && listsIn(anchor, row.list)[row.of];
  const next = list?.children[Math.min(row.at, list.children.length - 1)];
  const all = next ? controls(next) : [];
  return all.find((other) => alike(one, other)) ?? all[0];
}

function headingOf(part) {
  const one = part.querySelector("h1, h2, h3") ?? part;
  if (!one.hasAttribute("tabindex")) one.tabIndex = -1;
  return one;
}

const errorIn = (part) =>
  [...part.querySelectorAll("[data-focus], [aria-invalid=true]")].find((one) => one.checkVisibility());

let before = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, elt, requestConfig } = event.detail;
  const at = document.activeElement;
  if (isRead(target) && "shown" in (requestConfig?.elt ?? elt).dataset) event.detail.shouldSwap = false;
  before = {
    target: target.id,
    place: at && at !== document.body ? placeOf(at) : null,
    said: new Set(speakers().map(wordsOf)),
    known: new Set(speakers()),
    isPressed: requestConfig?.triggeringEvent?.type === "submit",
  };
});

// A part that polls waits while somebody selects text in it or fills in a field of it.
function isRead(part) {
  const selection = getSelection();
  const isSelected = !selection.isCollapsed && selection.containsNode(part, true);
  return isSelected || (part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea"));
}

document.addEventListener("htmx:afterRequest", (event) => {
  if (!before || !event.detail.xhr?.status) return;
  const { target, place, said, known, isPressed } = before;
  before = null;
  tieErrors();
  const words = speakers()
    .filter((one) => !known.has(one))
    .map(wordsOf)
    .filter((text) => text && (isPressed || !said.has(text)));
  if (words.length) say(words.join(" "));
  const part = document.getElementById(target);
  const error = isPressed && part && errorIn(part);
  if (error) return error.focus();
  if (!place || document.activeElement !== document.body) return;
  (sameControl(place) ?? nextRow(place) ?? headingOf(part ?? document.getElementById("main"))).focus();
});

// Whether a part polls is written on it, with the mark of what it shows.
document.addEventListener("htmx:configRequest", (event) => {
  const { shown } = event.detail.elt.dataset;
  if (shown) event.detail.headers["X-Shown"] = shown;
});

// Autosave replaces the error of a field, not the field: tie it to its error as the server does.
function tieErrors() {
  for (const slot of document.querySelectorAll(".field-slot[data-of]")) {
    const error = slot.querySelector("[id]");
    const one = document.getElementById(slot.dataset.of);
    const isGroup = !one?.matches("input, select, textarea");
    const described = isGroup ? slot.closest(".field") : one;
    if (!described) continue;
    const ids = (described.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== `${slot.dataset.of}_error`);
    if (error) ids.push(error.id);
    if (ids.length) described.setAttribute("aria-describedby", ids.join(" "));
    else described.removeAttribute("aria-describedby");
    for (const field of isGroup ? described.querySelectorAll("input") : [one]) {
      if (error) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }
}
