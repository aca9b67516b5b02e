// Reviewing a list of people by keys: x chooses the row, s opens the reasons to set aside, a asks.
// lists.js says which key was pressed where; the buttons of the page do the same.

const bar = () => document.querySelector("[data-several]");
const boxes = () => [...document.querySelectorAll("[data-choose]")];
const rowOf = (one) => one.closest("[data-item]");
const linkOf = (row) => row?.querySelector("[data-open]");
const say = (words) => document.dispatchEvent(new CustomEvent("say", { detail: words }));

// The row from which the reasons were opened by key, and whether that chose it.
let from = null;
let isChosenByKey = false;

function wordsFor(chosen) {
  if (chosen.length === 1) return `Chosen: ${linkOf(rowOf(chosen[0])).textContent.trim()}`;
  return chosen.length ? `${chosen.length} people chosen` : "";
}

function count() {
  const place = bar()?.querySelector("[data-count]");
  if (!place) return;
  const words = wordsFor(boxes().filter((box) => box.checked));
  place.textContent = words;
  place.hidden = !words;
  bar().querySelector(".several-hint").hidden = !!words;
}

function choose(box, isChosen) {
  box.checked = isChosen;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function setAside(row) {
  const reasons = bar()?.querySelector("[data-reasons]");
  const box = row.querySelector("[data-choose]");
  if (!reasons || !box) return;
  from = row;
  isChosenByKey = !boxes().some((one) => one.checked);
  if (isChosenByKey) choose(box, true);
  reasons.open = true;
  reasons.querySelector("[data-why]").focus();
}

function goBack() {
  bar().querySelector("[data-reasons]").open = false;
  if (isChosenByKey) choose(from.querySelector("[data-choose]"), false);
  linkOf(from)?.focus();
  from = null;
}

document.addEventListener("list:key", (event) => {
  const { key } = event.detail;
  const row = rowOf(event.target);
  const reasons = event.target.closest("[data-reasons]");
  if (reasons?.open && key >= "1" && key <= "5") reasons.querySelectorAll("[data-reason]")[key - 1]?.click();
  if (!row) return;
  if (key === "s") setAside(row);
  if (key === "x") {
    const box = row.querySelector("[data-choose]");
    if (box) choose(box, !box.checked);
  }
  if (key === "a" && row.dataset.ask) location.assign(row.dataset.ask);
  if (key === "a" && row.dataset.noAsk) say(row.dataset.noAsk);
});
document.addEventListener("keydown", (event) => {
  const reasons = event.target.closest?.("[data-reasons][open]");
  if (event.key !== "Escape" || !reasons) return;
  if (from?.isConnected && bar()?.contains(reasons)) return goBack();
  reasons.open = false;
  reasons.querySelector("summary").focus();
});
// Enter on a box would send the form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-choose]")) event.preventDefault();
});
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-choose]")) return;
  count();
  say(wordsFor(boxes().filter((box) => box.checked)) || "Nobody chosen");
});

// Afterwards the focus is at the next person who was not chosen, also where rows have left the list.
let next = [];
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id !== "several") return;
  const all = boxes();
  const last = all.findLastIndex((box) => box.checked);
  const left = [...all.slice(last + 1), ...all.slice(0, last + 1).reverse()].filter((box) => !box.checked);
  next = left.map((box) => box.value);
});
document.addEventListener("htmx:afterSwap", () => {
  const kept = boxes();
  const box = next.map((value) => kept.find((one) => one.value === value)).find(Boolean);
  if (next.length) linkOf(rowOf(box ?? kept[0] ?? document.body))?.focus();
  next = [];
  from = null;
  count();
});
window.addEventListener("pageshow", count);
