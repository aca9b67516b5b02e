// A text beside its suggestions: pointing at one highlights the other.

const card = (key) => document.getElementById(`s-${key}`);
const marksOf = (key) => document.querySelectorAll(`mark[data-for~="${CSS.escape(key)}"]`);

function light(key, isOn) {
  marksOf(key).forEach((mark) => mark.classList.toggle("is-lit", isOn));
}

// Highlight the text of the suggestion under the pointer or the focus.
for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(on, (event) => {
    const one = event.target.closest?.("[data-card]");
    if (one) light(one.dataset.card, true);
  });
  document.addEventListener(off, (event) => {
    const one = event.target.closest?.("[data-card]");
    if (one && !one.contains(event.relatedTarget)) light(one.dataset.card, false);
  });
}

document.addEventListener("click", (event) => {
  const quote = event.target.closest("[data-quote]");
  const mark = event.target.closest("mark[data-for]");
  if (quote) {
    const [first] = marksOf(quote.dataset.quote);
    if (!first) return;
    event.preventDefault();
    show(first, quote.dataset.quote);
  } else if (mark) {
    const [key] = mark.dataset.for.split(" ");
    const one = card(key);
    one?.scrollIntoView({ block: "center", behavior: gently() });
    one?.classList.add("is-shown");
    setTimeout(() => one?.classList.remove("is-shown"), 1600);
  }
});

const gently = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function show(mark, key) {
  const box = mark.closest(".marked");
  if (box.scrollHeight > box.clientHeight) {
    const place = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTo({ top: box.scrollTop + place - box.clientHeight / 2, behavior: gently() });
  }
  const seen = box.getBoundingClientRect();
  if (seen.bottom < 80 || seen.top > innerHeight - 80) box.scrollIntoView({ block: "start", behavior: gently() });
  marksOf(key).forEach((one) => one.classList.add("is-lit"));
  setTimeout(() => marksOf(key).forEach((one) => one.classList.remove("is-lit")), 2400);
}

// Dim passages without open suggestions.
function settle() {
  for (const mark of document.querySelectorAll("mark[data-for]")) {
    const states = mark.dataset.for.split(" ").map((key) => card(key)?.dataset.state);
    mark.classList.toggle("is-taken", states.some((state) => state === "taken" || state === "there"));
    mark.classList.toggle("is-off", states.every((state) => state === "refused"));
  }
}
document.addEventListener("htmx:afterSettle", settle);
settle();
