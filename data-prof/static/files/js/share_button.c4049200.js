// <button data-share="address" data-title data-text hidden>: shown only where the device has a list of ways to share.
for (const button of document.querySelectorAll("[data-share]")) {
  const { share: url, title, text } = button.dataset;
  button.hidden = !navigator.share;
  button.addEventListener("click", () => navigator.share({ title, text, url }).catch(() => {}));
}
