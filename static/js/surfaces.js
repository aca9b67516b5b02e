// Dialogs, collapsible sections, menus, and what went wrong with a part of the page.

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
      event.target.querySelector("[data-why], textarea, input:not([type=hidden]), select, button")?.focus();
    }
  },
  true,
);

// What went wrong stands next to the control that was used; the part of the page does not change.
const said = new WeakMap();
const isNotice = (xhr) => xhr.status >= 400 && xhr.responseText.includes("data-error-notice");

function sayAt(element, notice) {
  const form = element.closest("form");
  const focused = form?.contains(document.activeElement) ? document.activeElement : null;
  const near = focused?.closest(".field, .form-actions") ?? form ?? element;
  said.get(element)?.remove();
  said.set(element, notice);
  near.after(notice);
  const detail = notice.textContent.replace(/\s+/g, " ").trim();
  document.dispatchEvent(new CustomEvent("say", { detail }));
}

function noticeOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.querySelector("[data-error-notice]");
}

const problem = (name) => document.querySelector(`template[data-problem="${name}"]`).innerHTML;
document.addEventListener("htmx:sendError", (event) => sayAt(event.detail.elt, noticeOf(problem("no-connection"))));
document.addEventListener("htmx:responseError", (event) => {
  // session.js handles 401, and repeats an autosave that was sent with an old token.
  if (event.detail.xhr.status === 401) return;
  sayAt(event.detail.elt, noticeOf(problem("failed")));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (!isNotice(xhr)) return;
  event.detail.shouldSwap = false;
  event.detail.isError = false; // shown here
  sayAt(requestConfig.elt, noticeOf(xhr.responseText));
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, elt } = event.detail;
  if (!xhr || xhr.status === 0 || xhr.status >= 400) return;
  said.get(elt)?.remove();
  said.delete(elt);
});
