// Places are found while one types; a press on a place sends its form, as it does without scripts.
const search = document.querySelector("[data-place-search]");
const list = document.querySelector("[data-place-found] ul");
const field = search.querySelector("input[name=q]");
let waiting;

async function find() {
  const words = field.value.trim();
  const response = await fetch(`${search.dataset.placeSearch}?${new URLSearchParams({ q: words })}`);
  if (response.ok && words === field.value.trim()) list.replaceChildren(...(await response.json()).map(item));
}

function item({ code, name, detail }) {
  const button = document.createElement("button");
  [button.name, button.value] = ["pick", code];
  button.append(element("b", name), ...(detail ? [element("small", detail)] : []));
  return element("li", button);
}

function element(tag, content) {
  const made = document.createElement(tag);
  made.append(content);
  return made;
}

field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(find, 150);
});

for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
