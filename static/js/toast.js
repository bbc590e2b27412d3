// Lets a confirmation be closed; Escape closes the last one.
const close = (toast) => toast?.remove();

for (const button of document.querySelectorAll("[data-toast] [data-close]")) {
  button.hidden = false;
  button.addEventListener("click", () => close(button.closest("[data-toast]")));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close([...document.querySelectorAll("[data-toast]")].at(-1));
});
