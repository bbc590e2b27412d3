// Lets a confirmation be closed; Escape closes the last one.
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-close]")) target.closest("[data-toast]")?.remove();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") [...document.querySelectorAll("[data-toast]")].at(-1)?.remove();
});
