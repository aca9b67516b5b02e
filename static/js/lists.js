// Keys in a list that has the focus: j and k walk through it, Enter opens the current item, / goes to its search.
// Any other key is said as "list:key" where it was pressed, for what one page does by keys; also in an open choice of reasons.
// A letter elsewhere is a letter. Who speaks to their computer can switch the keys off, on the account page.

const OFF = "interimhub:letter-keys-off";
const isOn = () => localStorage.getItem(OFF) === null;
const LIST = "[data-list]";

const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");
const items = (list) => [...list.querySelectorAll("[data-item]")].filter((item) => item.offsetParent);

function standOn(item) {
  document.querySelectorAll("[data-at]").forEach((other) => other.removeAttribute("data-at"));
  item.setAttribute("data-at", "");
  item.querySelector("[data-open]")?.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const list = event.target.closest(`${LIST}, [data-reasons]`);
  if (!list || !isOn() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  const all = items(list);
  if (!step || !all.length) {
    event.target.dispatchEvent(new CustomEvent("list:key", { bubbles: true, detail: { key: event.key } }));
    return;
  }
  event.preventDefault();
  const at = all.indexOf(event.target.closest("[data-item]"));
  standOn(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
});
document.addEventListener("focusin", (event) => {
  const item = event.target.closest(`${LIST} [data-item]`);
  if (!item || item.hasAttribute("data-at")) return;
  document.querySelectorAll("[data-at]").forEach((other) => other.removeAttribute("data-at"));
  item.setAttribute("data-at", "");
});

// The line that names the keys stands where they work.
const name = () => document.querySelectorAll("[data-keys]").forEach((line) => (line.hidden = !isOn()));
document.addEventListener("htmx:afterSwap", name);
name();

const box = document.querySelector("[data-letter-keys]");
if (box) {
  box.checked = isOn();
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "")));
}

// A list keeps its scroll position on return.
const key = `place:${location.pathname}${location.search}`;
const everything = () => [...document.querySelectorAll(LIST)].flatMap(items);
document.addEventListener("click", (event) => {
  const item = event.target.closest(`${LIST} [data-item]`);
  if (item && event.target.closest("a")) sessionStorage.setItem(key, String(everything().indexOf(item)));
});
const place = sessionStorage.getItem(key);
if (place !== null) {
  everything()[Number(place)]?.setAttribute("data-at", "");
  sessionStorage.removeItem(key);
}
