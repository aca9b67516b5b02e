// A wall of boxes is folded: it shows what is chosen, and what is likely. The type-ahead (combobox.js) ticks a box of it.

const wallOf = (id) => document.getElementById(id);

function fold(wall) {
  if ("folded" in wall.dataset) return;
  wall.dataset.folded = "";
  // What cannot be changed any more is only read: there is nothing to find.
  const isFixed = !wall.querySelector("input:enabled");
  const find = document.querySelector(`[data-ticks="${CSS.escape(wall.id)}"]`);
  const all = document.querySelector(`[data-wall-all="${CSS.escape(wall.id)}"]`);
  find.hidden = isFixed;
  all.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-wall-all]");
  if (!button) return;
  const wall = wallOf(button.dataset.wallAll);
  const isOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!isOpen));
  button.dataset.other ??= "Show fewer";
  [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
  wall.dataset.folded = isOpen ? "" : "open";
});
// What was ticked once stays: a box must not go away under the hand that unticks it.
document.addEventListener("change", (event) => {
  const option = event.target.closest?.("[data-wall] > div");
  if (option) option.dataset.first = "";
});
const foldAll = () => document.querySelectorAll("[data-wall]").forEach(fold);
document.addEventListener("htmx:afterSettle", foldAll);
foldAll();
