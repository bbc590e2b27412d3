// Places are found while one types; a press on a place sends its form, as it does without scripts. Where the list names
// an action, the buttons send the form they stand in there. The lists that do without scripts are folded meanwhile.
const box = document.querySelector("[data-place-search]");
const list = document.querySelector("[data-place-found]");
const field = box?.querySelector("input:not([type=hidden])");
const lists = document.querySelector("[data-place-lists]");
let waiting;

async function find() {
  const words = field.value.trim();
  const response = await fetch(`${box.dataset.placeSearch}?${new URLSearchParams({ q: words })}`);
  if (response.ok && words === field.value.trim()) list.replaceChildren(...(await response.json()).map(item));
}

function item({ code, name, detail }) {
  const button = document.createElement("button");
  [button.name, button.value] = ["pick", code];
  if (list.dataset.action) [button.formAction, button.formNoValidate] = [list.dataset.action, true];
  button.append(element("b", name), ...(detail ? [element("small", detail)] : []));
  return element("li", button);
}

function element(tag, content) {
  const made = document.createElement(tag);
  made.append(content);
  return made;
}

if (box) {
  box.hidden = false;
  if (lists) lists.open = false;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 150);
  });
}

for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
