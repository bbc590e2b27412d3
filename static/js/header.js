// Suggestions while one types, as a combobox (WAI-ARIA): arrows choose, Enter follows, Escape closes. Enter without a
// choice searches as it does without scripts.
const form = document.querySelector("[data-suggest]");
const field = form.querySelector("input[type=search]");
const list = Object.assign(document.createElement("ul"), { id: "suggestions", className: "x", role: "listbox", hidden: true });
let waiting;
let chosen = -1;

async function find() {
  const words = field.value.trim();
  if (words.length < 2) return show([]);
  const response = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: words })}`).catch(() => null);
  if (response?.ok && words === field.value.trim()) show(await response.json());
}

function show(found) {
  chosen = -1;
  list.replaceChildren(...found.map(option));
  list.hidden = !found.length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  field.removeAttribute("aria-activedescendant");
}

function option({ text, detail, url }, at) {
  const item = Object.assign(document.createElement("li"), { id: `suggestion-${at}`, role: "option", ariaSelected: "false" });
  item.append(text, " ");
  if (detail) item.append(Object.assign(document.createElement("small"), { textContent: detail }));
  item.addEventListener("click", () => location.assign(url));
  return item;
}

function choose(step) {
  const items = [...list.children];
  chosen = (chosen + step + items.length + 1 + (chosen < 0 && step < 0 ? 1 : 0)) % (items.length + 1);
  if (chosen === items.length) chosen = -1;
  items.forEach((item, at) => { item.ariaSelected = String(at === chosen); });
  if (chosen < 0) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", items[chosen].id);
  items[chosen].scrollIntoView({ block: "nearest" });
}

function press(event) {
  if (list.hidden) return;
  if (event.key === "Escape") show([]);
  else if (event.key === "ArrowDown") choose(1);
  else if (event.key === "ArrowUp") choose(-1);
  else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
  else return;
  event.preventDefault();
}

form.append(list);
list.setAttribute("aria-label", field.labels[0].textContent);
for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) field.setAttribute(name, value);
field.addEventListener("keydown", press);
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(find, 150);
});
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus until the click
field.addEventListener("blur", () => show([]));

// A page that the browser brings back as it was asks anew for the count on the basket.
const counts = (page) => [...page.querySelectorAll("header [href$='/gio']")];
const wasBrought = performance.getEntriesByType("navigation")[0]?.type === "back_forward";

async function count() {
  const response = await fetch(location.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = counts(page);
  for (const [number, old] of counts(document).entries()) if (fresh[number]) old.replaceWith(fresh[number]);
}

addEventListener("pageshow", ({ persisted }) => {
  if (persisted || wasBrought) count();
});

// Cards show what is wished for already, which the page, the same for all, does not know; pressed again, it is not any more.
const wish = document.querySelector("#w");

async function mark() {
  const response = await fetch(`${wish.action}/dang-giu`);
  const slugs = new Set(await response.json());
  for (const heart of document.querySelectorAll(".pc [form=w]")) {
    const isWished = slugs.has(heart.closest(".pc").querySelector("a").pathname.split("/").pop());
    heart.setAttribute("aria-pressed", isWished);
    heart.formAction = isWished ? `${wish.action}/bo` : wish.action;
  }
}

addEventListener("pageshow", ({ persisted }) => {
  if (wish?.dataset.wishes || (wish && (persisted || wasBrought))) mark();
});

// A form that leads back to its own page leaves the reader at the same place; without scripts its anchor comes near.
const kept = JSON.parse(sessionStorage.getItem("place") ?? "null");
sessionStorage.removeItem("place");
if (kept?.path === location.pathname) {
  history.replaceState(history.state, "", location.pathname + location.search); // or the anchor wins
  scrollTo({ top: kept.top, behavior: "instant" });
}

for (const sent of document.querySelectorAll("[data-keeps-place]")) {
  sent.addEventListener("submit", () => {
    sessionStorage.setItem("place", JSON.stringify({ path: location.pathname, top: scrollY }));
  });
}
