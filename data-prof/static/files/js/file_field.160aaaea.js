// <div data-files>: the shop's own label opens the choice of files, and the names of those chosen are told beside it.
const tell = (box) => {
  const { files } = box.querySelector("input");
  const names = [...files].map(({ name }) => name).join(", ");
  box.querySelector("output").textContent = names ? `${box.dataset.chosen} ${names}` : box.dataset.none;
};

export const arm = (root) => {
  for (const box of root.querySelectorAll("[data-files]")) {
    box.querySelector("label").hidden = false;
    tell(box);
  }
};

document.addEventListener("change", ({ target }) => {
  const box = target.closest("[data-files]");
  if (box) tell(box);
});
arm(document);
