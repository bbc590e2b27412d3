// A typed quantity is sent when the line is left, so that nobody has to look for a button.
for (const input of document.querySelectorAll("form .qty input")) {
  input.addEventListener("focusout", ({ relatedTarget }) => {
    const changed = input.value !== input.defaultValue;
    if (changed && !input.form.contains(relatedTarget)) input.form.requestSubmit();
  });
}
