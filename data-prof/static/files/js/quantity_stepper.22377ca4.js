// The two buttons beside a quantity: shown and worked here, because without scripts the plain number is enough.
for (const box of document.querySelectorAll("[data-quantity]")) {
  const input = box.querySelector("input");
  for (const button of box.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const { min, max } = input.dataset;
      const wanted = (Number.parseInt(input.value, 10) || 0) + Number(button.value);
      input.value = Math.min(Math.max(wanted, min), max);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
