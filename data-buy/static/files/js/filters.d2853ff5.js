// The button below the filters counts what is ticked, and fields that are left empty stay out of the address.
for (const form of document.querySelectorAll("#loc")) {
  const button = form.querySelector(".go button");
  let asked = 0;
  const count = async () => {
    const number = ++asked;
    const response = await fetch(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("#loc .go button")?.dataset.count;
    if (number === asked && fresh) button.textContent = fresh;
  };

  button.textContent = button.dataset.count;
  form.addEventListener("change", count);
  form.addEventListener("formdata", ({ formData }) => {
    for (const name of new Set(formData.keys())) {
      const filled = formData.getAll(name).filter((value) => value !== "");
      formData.delete(name);
      for (const value of filled) formData.append(name, value);
    }
  });
}
