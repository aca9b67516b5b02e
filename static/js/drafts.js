// Keep a copy of typed text in this browser, only for its author, until the server has it or a day has passed.
// Never of a form with a password or a code, nor of one that only says what is chosen in a list (data-unkept).

const { person } = document.body.dataset;
const PREFIX = "interimhub:draft:";
const KEEP = 24 * 60 * 60 * 1000;
const MAX_SIZE = 1_000_000;
const SECRET = "input[type=password], [autocomplete=one-time-code]";
const TYPED = "textarea, select, input:not([type=hidden], [type=submit], [type=button])";

const template = (name) => document.querySelector(`template[data-session="${name}"]`).content.cloneNode(true);
const isKept = (form) =>
  form.getAttribute("method") === "post" && !("unkept" in form.dataset) && form.querySelector(TYPED) && !form.querySelector(SECRET) && form.getAttribute("action") !== "/accounts/logout/";
const pathOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;

function keyOf(form) {
  const same = [...document.forms].filter((other) => isKept(other) && pathOf(other) === pathOf(form));
  return `${PREFIX}${person}:${location.pathname}#${pathOf(form)}#${same.indexOf(form)}`;
}

const isWord = ([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "draft"].includes(name);
const wordsOf = (form) => [...new FormData(form)].filter(isWord);
const filesOf = (form) => [...new FormData(form)].filter(([, value]) => value.name).map(([name, file]) => [name, file.name]);

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function drop(test) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && test(key, read(key))) localStorage.removeItem(key);
  }
}

const touched = new Map();
function save(form) {
  clearTimeout(touched.get(form));
  const key = keyOf(form);
  const id = read(key)?.id ?? crypto.getRandomValues(new Uint32Array(4)).join("");
  const text = JSON.stringify({ id, at: Date.now(), values: wordsOf(form), files: filesOf(form) });
  if (text.length > MAX_SIZE) return id;
  try {
    localStorage.setItem(key, text);
  } catch {
    // Storage is full or forbidden: the server still keeps a form that is sent after the session has ended.
  }
  return id;
}
const saveAll = () => [...touched.keys()].filter((form) => form.isConnected).forEach(save);

function onTyping(event) {
  const form = event.target.form ?? event.target.closest?.("form");
  if (!form || !isKept(form) || filling) return;
  clearTimeout(touched.get(form));
  touched.set(form, setTimeout(save, 250, form));
}

// Restore into the form
function addRow(form, name, values) {
  const prefix = name.slice(0, -"-TOTAL_FORMS".length);
  const set = form.querySelector(`[data-formset="${CSS.escape(prefix)}"]`);
  const source = set?.querySelector("template[data-row-template], template[data-pick-template]");
  if (!source) return false;
  const number = form.elements[name].value;
  const value = (part) => values.find(([one]) => one === `${prefix}-${number}-${part}`)?.[1] ?? "";
  const row = source.content.cloneNode(true);
  const fill = (text) =>
    text.replaceAll("__prefix__", number).replaceAll("__value__", value("code")).replaceAll("__label__", value("label"));
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) node.nodeValue = fill(node.nodeValue);
    else for (const attribute of node.attributes) attribute.value = fill(attribute.value);
  }
  source.before(row);
  form.elements[name].value = Number(number) + 1;
  return true;
}

let filling = false;
function fill(form, values) {
  filling = true;
  for (const [name, value] of values) {
    if (!name.endsWith("-TOTAL_FORMS") || !form.elements[name]) continue;
    while (Number(form.elements[name].value) < Number(value) && addRow(form, name, values));
  }
  const given = new Map();
  for (const [name, value] of values) given.set(name, [...(given.get(name) ?? []), value]);
  const changed = [];
  for (const field of form.elements) {
    const isLeft = !field.name || ["csrfmiddlewaretoken", "draft"].includes(field.name) || field.name.endsWith("_FORMS");
    if (isLeft || ["file", "submit", "button", "fieldset"].includes(field.type) || field.disabled) continue;
    const list = given.get(field.name) ?? [];
    const was = field.type === "checkbox" || field.type === "radio" ? field.checked : field.value;
    if (field.type === "checkbox" || field.type === "radio") field.checked = list.includes(field.value);
    else if (field.type === "select-multiple") for (const one of field.options) one.selected = list.includes(one.value);
    else if (list.length) field.value = list.shift().replaceAll("\r\n", "\n");
    const is = field.type === "checkbox" || field.type === "radio" ? field.checked : field.value;
    if (was !== is && field.type !== "hidden") changed.push(field);
  }
  for (const field of changed) {
    if (field.getAttribute("role") !== "combobox") field.dispatchEvent(new Event("input", { bubbles: true }));
    const fold = field.closest("details");
    if (fold) fold.open = true;
  }
  filling = false;
  return changed.length > 0;
}

function askForFiles(form, files) {
  for (const [name, file] of files) {
    const field = [...form.elements].find((one) => one.name === name && one.type === "file");
    if (!field || !file) continue;
    const words = template("file");
    words.querySelector("[data-file]").textContent = file;
    field.before(words);
  }
}

function putBack(form, { values, files }) {
  askForFiles(form, files);
  if (!fill(form, values)) return false;
  touched.set(form, 0);
  save(form);
  // A page with autosave saves now.
  const saveNow = () => form.dispatchEvent(new Event("change", { bubbles: true }));
  // htmx initializes its forms after this module has run.
  if (form.dataset.autosave) window.addEventListener("load", saveNow);
  return true;
}

// Text kept by the server is restored into its form: the one with most hidden fields equal.
function formOf({ action, values }) {
  const agreeing = (form) =>
    [...form.elements].filter((field) => field.type === "hidden" && values.some(([name, value]) => name === field.name && value === field.value)).length;
  const named = (form) => values.some(([name]) => form.elements[name]?.matches?.(TYPED) || form.elements[name] instanceof RadioNodeList);
  const fitting = [...document.forms].filter((form) => isKept(form) && pathOf(form) === action && named(form));
  return fitting.sort((a, b) => agreeing(b) - agreeing(a))[0];
}

function comeBack() {
  const back = [];
  const kept = document.getElementById("unsent");
  const unsent = kept && JSON.parse(kept.textContent);
  const target = unsent && formOf(unsent);
  if (target) {
    if (putBack(target, unsent)) back.push(target);
  }
  // A button alone has no text to restore.
  const words = document.getElementById("unsent-words");
  if (words) words.hidden = !!target || [...document.forms].some((form) => pathOf(form) === unsent.action && !isKept(form));
  for (const form of document.forms) {
    if (form === target || !isKept(form)) continue;
    const draft = read(keyOf(form));
    if (!draft) continue;
    if (putBack(form, draft)) back.push(form);
    else localStorage.removeItem(keyOf(form));
  }
  if (!back.length) return;
  const place = document.getElementById("session");
  place.append(template("back"));
  // A form with autosave is saved already.
  place.querySelector("[data-discard]").hidden = back.every((form) => form.dataset.autosave);
  place.querySelector("[data-discard]").addEventListener("click", () => {
    back.forEach((form) => localStorage.removeItem(keyOf(form)));
    touched.clear();
    document.dispatchEvent(new Event("session:leave"));
    const discard = document.getElementById("discard-unsent");
    if (discard) discard.requestSubmit();
    else location.reload();
  });
}

if (person) {
  const delivered = document.cookie.match(/(?:^|; )delivered=(\w+)/)?.[1];
  document.cookie = "delivered=; max-age=0; path=/";
  drop((key, draft) => !draft || !key.startsWith(`${PREFIX}${person}:`) || draft.id === delivered || Date.now() - draft.at > KEEP);
  comeBack();

  document.addEventListener("input", onTyping);
  document.addEventListener("change", onTyping);
  document.addEventListener("session:ended", saveAll);
  window.addEventListener("pagehide", saveAll);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (pathOf(form) === "/accounts/logout/") {
      touched.clear();
      return drop(() => true);
    }
    if (!isKept(form)) return;
    const mark = form.querySelector("input[name=draft]") ?? document.createElement("input");
    Object.assign(mark, { type: "hidden", name: "draft", value: `${person}.${save(form)}` });
    form.append(mark);
    touched.delete(form);
  });
  // Autosaved text needs no copy, unless more was typed meanwhile.
  const sent = new WeakMap();
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.target.closest?.("form[data-autosave]");
    if (form) sent.set(form, JSON.stringify(wordsOf(form)));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-autosave]");
    const status = event.detail.xhr?.status ?? 0;
    if (!form || status < 200 || status >= 400 || sent.get(form) !== JSON.stringify(wordsOf(form))) return;
    clearTimeout(touched.get(form));
    touched.delete(form);
    localStorage.removeItem(keyOf(form));
  });
}
