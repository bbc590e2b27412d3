// <form data-toggle="the other address">: its button goes down or up without leaving the page.
for (const form of document.querySelectorAll("form[data-toggle]")) {
  const button = [...form.elements].find((each) => each.hasAttribute("aria-pressed"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new FormData(form);
    body.set("quiet", "1");
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    if (answer?.status !== 204) return form.submit(); // the page says what is wrong
    [form.action, form.dataset.toggle] = [form.dataset.toggle, form.action];
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
  });
}
