// Type-ahead as an ARIA 1.2 combobox: the user types, the server returns <li role="option">, the user picks one.
// Where it ticks a box of a wall, the labels of the wall are searched if there is no server's answer.

const pending = new WeakMap();

const parts = (box) => ({
  input: box.querySelector('[role="combobox"]'),
  hidden: box.querySelector('input[type="hidden"]'),
  list: box.querySelector('[role="listbox"]'),
  drop: box.querySelector("[data-drop]"),
  said: box.querySelector("[data-said]"),
});

function close(box) {
  const { input, list, drop, said } = parts(box);
  drop.hidden = list.hidden = true;
  said.textContent = "";
  said.classList.add("visually-hidden");
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

async function ask(box) {
  const { input, list, drop, said } = parts(box);
  const words = input.value.trim();
  pending.get(box)?.abort();
  if (words.length < 2) return close(box);
  if (!box.dataset.url) {
    list.replaceChildren(...labelsLike(box, words));
    return show(box);
  }
  const stop = new AbortController();
  pending.set(box, stop);
  const url = new URL(box.dataset.url, location.href);
  url.searchParams.set("q", words);
  try {
    const answer = await fetch(url, { signal: stop.signal, headers: { "HX-Request": "true" } });
    if (!answer.ok) return close(box);
    list.innerHTML = await answer.text();
  } catch {
    return;
  }
  show(box);
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const boxesOf = (box) => [...document.querySelectorAll(`#${CSS.escape(box.dataset.ticks)} input`)];

function labelsLike(box, words) {
  const typed = plain(words).split(/\s+/);
  const isLike = (label) => typed.every((word) => plain(label).split(/[^\p{L}\p{N}]+/u).some((one) => one.startsWith(word)));
  return boxesOf(box)
    .map((input) => [input.value, input.closest("label").textContent.trim()])
    .filter(([, label]) => isLike(label))
    .map(([value, label]) => {
      const option = document.createElement("li");
      option.setAttribute("role", "option");
      Object.assign(option.dataset, { value, label });
      option.textContent = label;
      return option;
    });
}

function show(box) {
  const { input, list, drop, said } = parts(box);
  const options = [...list.querySelectorAll('[role="option"]')];
  options.forEach((option, index) => {
    option.id = `${list.id}_${index}`;
    option.setAttribute("aria-selected", "false");
  });
  const hint = showOtherField(box, list.querySelector("[data-other-field]"));
  list.hidden = !options.length;
  drop.hidden = !options.length && !hint;
  input.setAttribute("aria-expanded", String(!!options.length));
  const count = options.length ? `${options.length} to choose from. ` : "";
  said.textContent = count + hint || "No results. Try another word.";
  said.classList.toggle("visually-hidden", !drop.hidden);
}

// A role, situation or registration belongs in another field: say so below the list, with a link to that field.
function showOtherField(box, found) {
  found?.remove();
  let text = "";
  for (const line of box.querySelectorAll("[data-kind]")) {
    line.hidden = line.dataset.kind !== found?.dataset.otherField;
    if (line.hidden) continue;
    line.querySelector("[data-name]").textContent = found.dataset.name;
    text = line.textContent;
  }
  return text;
}

function walk(box, step) {
  const { input, list } = parts(box);
  const options = [...list.querySelectorAll('[role="option"]')];
  if (!options.length) return;
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = (at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length;
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
  input.setAttribute("aria-activedescendant", options[next].id);
  options[next].scrollIntoView({ block: "nearest" });
}

function pick(box, option) {
  const { input, hidden } = parts(box);
  const { value, label } = option.dataset;
  if (box.dataset.ticks) {
    tick(box, value);
    input.value = "";
    return close(box);
  }
  const target = box.dataset.target && document.querySelector(box.dataset.target);
  if (target) {
    addRow(target, value, label);
    input.value = "";
  } else {
    input.value = label;
    hidden.value = value;
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  }
  close(box);
  box.dispatchEvent(new CustomEvent("combobox:pick", { bubbles: true, detail: { value, label } }));
}

function tick(box, value) {
  const one = boxesOf(box).find((input) => input.value === value);
  if (!one) return;
  one.checked = true;
  one.dispatchEvent(new Event("change", { bubbles: true }));
  document.dispatchEvent(new CustomEvent("say", { detail: `Chosen: ${one.closest("label").textContent.trim()}` }));
}

function addRow(target, value, label) {
  const template = target.querySelector("template[data-pick-template]");
  const row = template.content.firstElementChild.cloneNode(true);
  const set = target.closest("[data-formset]") ?? target;
  const count = set.querySelector?.('[name$="-TOTAL_FORMS"]');
  const number = count?.value ?? target.querySelectorAll("[data-row]").length;
  const fill = (text) =>
    text.replaceAll("__value__", value).replaceAll("__label__", label).replaceAll("__prefix__", number);
  // Set as text and attributes, never as markup: users write the labels.
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = row; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) node.nodeValue = fill(node.nodeValue);
    else for (const attribute of node.attributes) attribute.value = fill(attribute.value);
  }
  template.before(row);
  if (count) count.value = Number(count.value) + 1;
  row.dispatchEvent(new Event("change", { bubbles: true }));
}

const boxOf = (event) => event.target.closest?.("[data-combobox]");

document.addEventListener("input", (event) => {
  const box = boxOf(event);
  if (!box || !event.target.matches('[role="combobox"]')) return;
  const { hidden } = parts(box);
  if (hidden) hidden.value = "";
  clearTimeout(box.timer);
  box.timer = setTimeout(() => ask(box), 160);
});
document.addEventListener("keydown", (event) => {
  const box = boxOf(event);
  if (!box) return;
  const { input, list } = parts(box);
  if (event.key === "Escape") {
    input.focus();
    close(box);
  }
  if (event.target !== input) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) ask(box);
    else walk(box, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !list.hidden) {
    event.preventDefault();
    const option = list.querySelector('[aria-selected="true"]') ?? list.querySelector('[role="option"]');
    if (option) pick(box, option);
  }
});
document.addEventListener("mousedown", (event) => {
  // Keep the list open while it is pressed: some browsers do not focus a pressed link.
  if (event.target.closest?.("[data-drop]")) event.preventDefault();
  const option = event.target.closest?.('[data-combobox] [role="option"]');
  if (!option) return;
  pick(option.closest("[data-combobox]"), option);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-kind] a");
  const field = link?.hash && link.pathname === location.pathname && document.querySelector(link.hash);
  if (!field) return;
  event.preventDefault();
  close(boxOf(event));
  const fold = field.closest("details");
  if (fold) fold.open = true;
  field.scrollIntoView({ block: "start" });
  field.querySelector("input, select, textarea")?.focus({ preventScroll: true });
});
document.addEventListener("focusout", (event) => {
  const box = boxOf(event);
  if (box && !box.contains(event.relatedTarget)) close(box);
});
