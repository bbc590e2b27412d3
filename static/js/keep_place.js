// A form that leads back to its own page leaves the reader at the same place; without scripts its anchor comes near.
const kept = JSON.parse(sessionStorage.getItem("place") ?? "null");
sessionStorage.removeItem("place");
if (kept?.path === location.pathname) {
  history.replaceState(history.state, "", location.pathname + location.search); // or the anchor wins
  scrollTo({ top: kept.top, behavior: "instant" });
}

for (const form of document.querySelectorAll("[data-keeps-place]")) {
  form.addEventListener("submit", () => {
    sessionStorage.setItem("place", JSON.stringify({ path: location.pathname, top: scrollY }));
  });
}
