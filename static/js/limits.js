// Show how many characters a text has left, counted as on the server (interimhub/lib/text_fields.py). Nothing is cut.

// The characters that Python's strip() removes.
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const NEAR = 0.9;

export function length(text) {
  const lines = text.replace(/\r\n?/g, "\n");
  let from = 0;
  let to = lines.length;
  while (from < to && SPACE.test(lines[from])) from += 1;
  while (to > from && SPACE.test(lines[to - 1])) to -= 1;
  let count = 0;
  for (const _ of lines.slice(from, to)) count += 1;
  return count;
}

function words(left) {
  const size = Math.abs(left).toLocaleString("en-GB");
  const unit = left === 1 || left === -1 ? "character" : "characters";
  if (left >= 0) return `${size} ${unit} left`;
  return `${size} ${unit} too many. Nothing is cut: shorten the text before you save it.`;
}

// A live region must exist before its text changes, so add it on focus.
function placeOf(field) {
  const next = field.nextElementSibling;
  if (next?.matches("[data-left]")) return next;
  const place = document.createElement("p");
  place.className = "field-left";
  place.dataset.left = "";
  place.setAttribute("role", "status");
  field.after(place);
  return place;
}

function show(field) {
  const limit = Number(field.dataset.maxChars);
  const left = limit - length(field.value);
  const isNear = left < Math.max(limit * (1 - NEAR), 20) && field.value;
  const place = placeOf(field);
  const said = isNear ? words(left) : "";
  place.dataset.state = left < 0 ? "over" : "";
  if (place.textContent !== said) place.textContent = said;
}

const limited = (event) => (event.target.matches?.("[data-max-chars]") ? event.target : null);
const waiting = new WeakMap();

document.addEventListener("focusin", (event) => limited(event) && placeOf(event.target));
document.addEventListener("input", (event) => {
  const field = limited(event);
  if (!field) return;
  // Announce it after a pause in typing, not at every key.
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(() => show(field), 300));
});
for (const field of document.querySelectorAll("[data-max-chars]")) if (field.value) show(field);
