// Forms: "saved 14:02", a warning before unsaved text is lost, adding and removing rows, focus on the errors.

const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

function say(form, state, words) {
  const place = form?.dataset.autosave && document.querySelector(form.dataset.autosave);
  if (!place) return;
  place.dataset.state = state;
  place.textContent = words;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (form) say(form, "saving", "saving …");
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (!form) return;
  // A 422 is swapped in, so htmx reports success, but nothing was saved.
  const status = event.detail.xhr?.status ?? 0;
  if (status >= 200 && status < 400) say(form, "saved", `saved ${clock()}`);
  else if (status === 422) say(form, "failed", "not saved: please look at what is marked");
  else say(form, "failed", "not saved yet; your words are still here");
});

// A page may suggest text for an empty field. Text typed meanwhile is kept.
const sent = new WeakMap();
document.addEventListener("htmx:configRequest", () => {
  for (const field of document.querySelectorAll("textarea")) sent.set(field, field.value);
});
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const field = event.detail.target;
  if (field?.matches?.("textarea") && field.value !== (sent.get(field) ?? field.value)) {
    event.detail.shouldSwap = false;
  }
});

// Leaving with unsaved text
const dirty = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) dirty.add(form);
});
document.addEventListener("submit", (event) => dirty.delete(event.target));
// After signing in again, the text is restored (drafts.js).
document.addEventListener("session:leave", () => dirty.clear());
window.addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});

// A pressed button shows that it is working; further presses are ignored until the response or ten seconds
const SLOW = 10_000;
const settle = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => settle(form), SLOW);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(settle));

// Rows of a formset
function total(set) {
  return set.querySelector(`[name="${set.dataset.formset}-TOTAL_FORMS"]`);
}

function live(set) {
  return [...set.querySelectorAll("[data-row]:not([data-removed])")];
}

function limit(set) {
  const add = set.querySelector("[data-add]");
  if (add && set.dataset.max) add.hidden = live(set).length >= Number(set.dataset.max);
}

document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add]");
  if (add) {
    const set = add.closest("[data-formset]");
    const template = set.querySelector("template[data-row-template]");
    const count = total(set);
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", count.value);
    const row = holder.firstElementChild;
    template.before(row);
    count.value = Number(count.value) + 1;
    window.htmx?.process(row);
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    limit(set);
  }
  const remove = event.target.closest("[data-remove]");
  if (remove) {
    const row = remove.closest("[data-row]");
    const set = row.closest("[data-formset]");
    const box = row.querySelector('input[name$="-DELETE"]');
    const next = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling;
    if (!set) {
      const list = row.parentElement;
      row.remove();
      list.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      if (box) box.checked = true;
      else row.querySelectorAll("input:not([name$='-id']), textarea, select").forEach((field) => (field.value = ""));
      row.dataset.removed = "";
      row.dispatchEvent(new Event("change", { bubbles: true }));
      limit(set);
    }
    (next?.querySelector("input:not([type=hidden]), textarea, select") ?? set?.querySelector("[data-add]"))?.focus();
  }
});
document.querySelectorAll("[data-formset]").forEach(limit);

// Focus the summary of errors; swaps.js does it in a part that is replaced
document.querySelector("[data-focus]")?.focus();
