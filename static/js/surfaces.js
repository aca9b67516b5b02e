// Dialogs, collapsible sections, menus and toasts.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();

  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog")?.close();

  const unfold = event.target.closest("[data-fold-close]");
  if (unfold) {
    const fold = unfold.closest("details");
    fold.open = false;
    fold.querySelector("summary").focus();
  }
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
// A link to a collapsible section opens it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const fold = link && document.getElementById(link.hash.slice(1));
  if (fold?.matches("details.confirm-fold")) fold.open = true;
});
// Opening a collapsible section focuses its first field.
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches?.("details.confirm-fold[open]")) {
      event.target.querySelector("textarea, input:not([type=hidden]), select, button")?.focus();
    }
  },
  true,
);

function toast(words, tone = "info") {
  const place = document.getElementById("toasts");
  if (!place) return;
  const note = document.createElement("div");
  note.className = `notice notice-${tone}`;
  const text = document.createElement("p");
  text.className = "toast-words";
  text.textContent = words;
  note.append(text);
  place.append(note);
  setTimeout(() => note.remove(), 8000);
}

// The server sends the text: HX-Trigger: {"toast": "The playback is confirmed."}
document.addEventListener("toast", (event) => toast(event.detail?.value ?? event.detail));
document.addEventListener("htmx:sendError", () => toast("There is no connection. Nothing that you typed is lost; please try again.", "breach"));
document.addEventListener("htmx:responseError", (event) => {
  // session.js handles 401, and repeats an autosave that was sent with an old token.
  if (event.detail.xhr.status === 401) return;
  toast("Something went wrong on our side. Please try again in a moment.", "breach");
});

// Show the error of a part of the page next to the control; the part does not change.
const said = new WeakMap();
const isNotice = (xhr) => xhr.status >= 400 && xhr.responseText.includes("data-error-notice");

function sayAt(element, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const notice = holder.content.querySelector("[data-error-notice]");
  const form = element.closest("form");
  const focused = form?.contains(document.activeElement) ? document.activeElement : null;
  const near = focused?.closest(".field, .form-actions") ?? form ?? element;
  said.get(element)?.remove();
  said.set(element, notice);
  near.after(notice);
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (!isNotice(xhr)) return;
  event.detail.shouldSwap = false;
  event.detail.isError = false; // shown here
  sayAt(requestConfig.elt, xhr.responseText);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, elt } = event.detail;
  if (!xhr || xhr.status >= 400) return;
  said.get(elt)?.remove();
  said.delete(elt);
});
