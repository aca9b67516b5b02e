// Scrolling to something keeps clear of the bars that stay in view. How high they are depends on their content.

const BARS = { top: [".bar-top", ".session-place"], foot: [".bar-foot", ".summary-action"] };
const STAYS = { top: "sticky", foot: "fixed" };
const root = document.documentElement;

function height(selector, from) {
  const bar = document.querySelector(selector);
  const { height, top } = bar?.getBoundingClientRect() ?? { height: 0 };
  if (!height || getComputedStyle(bar).position !== STAYS[from]) return 0;
  // What sticks to the top has its distance from it; what stays at the foot may lie on another bar.
  return from === "top" ? height + parseFloat(getComputedStyle(bar).top) : innerHeight - top;
}

function measure() {
  for (const [edge, bars] of Object.entries(BARS)) {
    const covered = Math.max(...bars.map((bar) => height(bar, edge)));
    root.style.setProperty(`--covered-${edge}`, `${Math.max(0, Math.ceil(covered))}px`);
  }
}

const watch = new ResizeObserver(measure);
for (const bar of document.querySelectorAll(Object.values(BARS).flat().join())) watch.observe(bar);
window.addEventListener("resize", measure);
measure();
