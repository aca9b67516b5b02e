// On the pages around signing in and out: other tabs look whether they are still signed in.

localStorage.setItem("interimhub:signed-in", "");
document.addEventListener("submit", (event) => {
  if (!event.target.getAttribute("action")?.endsWith("/accounts/logout/")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("interimhub:draft:")) localStorage.removeItem(key);
});
