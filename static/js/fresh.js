// A page that the browser brings back as it was: what is somebody's own is asked for anew, at once and unseen until then;
// on other pages the count on the basket is.
const brought = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
const counts = (page) => [...page.querySelectorAll("[data-basket]")];

async function count() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = counts(page);
  for (const [number, old] of counts(document).entries()) if (fresh[number]) old.replaceWith(fresh[number]);
}

addEventListener("pageshow", ({ persisted }) => {
  if (persisted && "own" in document.documentElement.dataset) {
    document.documentElement.hidden = true;
    location.reload();
  } else if (persisted || brought) {
    count();
  }
});

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
