// The button's text names the chosen firm.

const form = document.getElementById("choice");
const button = document.querySelector("[data-choice-button]");

const name = () => {
  const chosen = form.querySelector("input[name=firm]:checked");
  const words = chosen?.closest(".pick").querySelector(".pick-name")?.textContent.trim();
  if (words) button.textContent = `Let ${words} represent me on this brief`;
};

if (form && button) {
  form.addEventListener("change", name);
  name();
}
