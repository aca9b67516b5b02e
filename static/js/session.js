// The session: warn before it ends, and keep typed text after it has ended.

const { person, sessionUrl } = document.body.dataset;
const place = document.getElementById("session");
const SOON = 5 * 60 * 1000;
const LOOK = 15 * 1000;
const USED = 10 * 60 * 1000;

let endsAt = Date.now() + Number(document.body.dataset.sessionLeft) * 1000;
let askedAt = Date.now();
let stayed = 0;
let state = "open";

const left = () => endsAt - Date.now();
const headers = () => JSON.parse(document.body.getAttribute("hx-headers"));

function minutes() {
  const count = Math.max(1, Math.ceil(left() / 60000));
  return count === 1 ? "1 minute" : `${count} minutes`;
}

function show(next) {
  const before = state;
  state = next;
  if (before !== next) {
    place.replaceChildren();
    const template = document.querySelector(`template[data-session="${next}"]`);
    if (template) place.append(template.content.cloneNode(true));
    if (next === "ended") document.dispatchEvent(new Event("session:ended"));
    if (next === "open" && before === "ended") saveAgain();
  }
  const place_of_minutes = place.querySelector("[data-minutes]");
  if (place_of_minutes && place_of_minutes.textContent !== minutes()) place_of_minutes.textContent = minutes();
}

// Signed in again in another tab: forms on this page use the new token.
function saveAgain() {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function take(token) {
  document.body.setAttribute("hx-headers", JSON.stringify({ ...headers(), "X-CSRFToken": token }));
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

async function ask(method = "GET") {
  askedAt = Date.now();
  let answer;
  try {
    // Sent as a background request: checking does not extend the session, pressing the button does.
    const own = { "HX-Request": "true", ...(method === "POST" ? headers() : {}) };
    answer = await fetch(sessionUrl, { method, headers: own, cache: "no-store" });
  } catch {
    return;
  }
  if (answer.status === 403 && method === "POST") return ask();
  if (answer.status === 401) return show("ended");
  if (!answer.ok) return;
  const session = await answer.json();
  if (session.person !== person) return show("other");
  endsAt = Date.now() + session.left * 1000;
  take(session.token);
  if (left() > SOON) show("open");
  else show(method === "POST" || stayed ? "last" : "soon");
}

async function stay() {
  stayed += 1;
  await ask("POST");
  if (left() > SOON) stayed = 0;
}

if (person) {
  localStorage.setItem("interimhub:signed-in", person);
  setInterval(() => {
    if (state === "ended" || state === "other") return;
    if (left() < SOON && Date.now() - askedAt > LOOK) ask();
    else show(state);
  }, LOOK);
  if (left() < SOON) show("soon");

  window.addEventListener("storage", (event) => {
    if (event.key === "interimhub:signed-in" && event.newValue !== person) setTimeout(ask, 800);
    else if (event.key === "interimhub:signed-in" && state !== "open") setTimeout(ask, 800);
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && (state !== "open" || Date.now() - askedAt > 60_000)) ask();
  });
  // Typing extends the session, even on pages without autosave.
  document.addEventListener("input", () => {
    if (state === "open" && Date.now() - askedAt > USED) ask("POST");
  });
  place.addEventListener("click", (event) => {
    if (event.target.closest("[data-stay]")) stay();
    if (event.target.closest("[data-sign-in]")) document.dispatchEvent(new Event("session:leave"));
  });
  for (const link of document.querySelectorAll("template[data-session=ended]")) {
    const address = link.content.querySelector("[data-sign-in]");
    const url = new URL(address.href, location.href);
    url.searchParams.set("next", location.pathname + location.search);
    address.href = url;
  }
}

document.addEventListener("htmx:beforeRequest", (event) => {
  // Stop parts that poll; still try to save, since the user may have signed in again.
  const verb = event.detail.requestConfig?.verb;
  if (state === "ended" && verb === "get") event.preventDefault();
});
const retried = new WeakSet();
document.addEventListener("htmx:afterRequest", async (event) => {
  const status = event.detail.xhr?.status ?? 0;
  if (status >= 200 && status < 400) {
    retried.delete(event.target);
    if (state === "ended") ask();
  }
  if (status === 401) show("ended");
  if (status === 403 && event.target.matches?.("form[data-autosave]") && !retried.has(event.target)) {
    retried.add(event.target);
    await ask();
    if (state === "open" || state === "soon") event.target.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
