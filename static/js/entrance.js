// On pages for signing in and out: make other tabs check whether they are still signed in.

localStorage.setItem("interimhub:signed-in", "");
document.addEventListener("submit", (event) => {
  if (!event.target.getAttribute("action")?.endsWith("/accounts/logout/")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("interimhub:draft:")) localStorage.removeItem(key);
});
