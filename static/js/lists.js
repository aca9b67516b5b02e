// Keyboard for lists: j and k walk through [data-list], Enter opens the current item, / focuses the search.

const typing = (target) => target.closest("input, textarea, select, [contenteditable], dialog[open]");

function items() {
  return [...document.querySelectorAll("[data-list] [data-item]")].filter((item) => item.offsetParent);
}

function standOn(item) {
  document.querySelectorAll("[data-at]").forEach((other) => other.removeAttribute("data-at"));
  item.setAttribute("data-at", "");
  item.querySelector("[data-open]")?.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const all = items();
  if (!all.length) return;
  event.preventDefault();
  const at = all.findIndex((item) => item.hasAttribute("data-at"));
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1);
  standOn(all[next]);
});

// A list keeps its scroll position on return.
document.addEventListener("click", (event) => {
  const item = event.target.closest("[data-list] [data-item]");
  if (item && event.target.closest("a")) {
    const index = items().indexOf(item);
    sessionStorage.setItem(`place:${location.pathname}${location.search}`, String(index));
  }
});
const place = sessionStorage.getItem(`place:${location.pathname}${location.search}`);
if (place !== null) {
  items()[Number(place)]?.setAttribute("data-at", "");
  sessionStorage.removeItem(`place:${location.pathname}${location.search}`);
}
