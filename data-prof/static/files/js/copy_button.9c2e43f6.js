// <button data-copy="text" data-copied="Đã chép" hidden>: shown only where the clipboard can be written.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.lastElementChild.textContent = button.dataset.copied;
  });
}
