// A picture of the gallery opens over the page instead of on a page of its own; arrow keys go on to the next.
const links = [...document.querySelectorAll("[data-gallery] [data-large]")];
const dialog = document.querySelector("[data-gallery] dialog");
const large = new Image(); // in the page it would be a picture without a source
const steps = dialog.querySelectorAll("[data-step]");
const close = dialog.querySelector("[data-close]"); // focused here: autofocus would count when the page loads
let shown = 0;
dialog.prepend(large);

function show(number) {
  shown = (number + links.length) % links.length;
  large.src = links[shown].dataset.large;
  large.alt = links[shown].querySelector("img[alt]:not([alt=''])")?.alt ?? "";
}

for (const [number, link] of links.entries()) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(number);
    dialog.showModal();
    close.focus();
  });
}
for (const step of steps) {
  step.hidden = links.length < 2;
  step.addEventListener("click", () => show(shown + Number(step.dataset.step)));
}
dialog.addEventListener("keydown", ({ key }) => {
  if (key === "ArrowLeft") show(shown - 1);
  if (key === "ArrowRight") show(shown + 1);
});
large.addEventListener("click", () => dialog.close());
