// Scrolling to something keeps clear of the bars that stay in view. How high they are depends on their content.

const BARS = { top: [".bar-top", ".session-place"], bottom: [".bar-foot", ".summary-action", ".several", ".form-actions-stay"] };
const STAYS = ["sticky", "fixed"];
const root = document.documentElement;

function height(selector, from) {
  const bar = document.querySelector(selector);
  const { height } = bar?.getBoundingClientRect() ?? { height: 0 };
  if (!height) return 0;
  const style = getComputedStyle(bar);
  // It has its distance from the edge: at the foot it may lie on another bar.
  return STAYS.includes(style.position) ? height + parseFloat(style[from]) : 0;
}

function measure() {
  for (const [edge, bars] of Object.entries(BARS)) {
    const covered = Math.max(...bars.map((bar) => height(bar, edge)));
    root.style.setProperty(`--covered-${edge === "top" ? "top" : "foot"}`, `${Math.max(0, Math.ceil(covered))}px`);
  }
}

const watch = new ResizeObserver(measure);
function watchAll() {
  for (const bar of document.querySelectorAll(Object.values(BARS).flat().join())) watch.observe(bar);
  measure();
}
// A bar may be replaced with the part that it stands in, and stays in view only while somebody is chosen.
// Measured before the focus moves, so that nothing lies over it.
document.addEventListener("htmx:afterSwap", watchAll);
document.addEventListener("change", measure);
window.addEventListener("resize", measure);
watchAll();
