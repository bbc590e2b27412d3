// A typed quantity is sent when the field is left, so that nobody has to look for a button.
for (const input of document.querySelectorAll("form .qty input")) {
  input.addEventListener("change", () => input.form.requestSubmit());
}
