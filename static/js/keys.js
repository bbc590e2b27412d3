// The operators' keys: / searches, J and K walk the rows, X ticks one, Enter opens it, ? lists the keys. Whatever else
// has a key of its own says so in aria-keyshortcuts, and is pressed by it while no other row than the open one is in focus,
// or with data-keys="anywhere" in every row. What stands in a row is pressed only while that row is in focus; a field to
// type in gets the focus.
// Enter needs no code: the walk moves the focus along the rows' links. Single keys can be switched off (WCAG 2.1.4).
const table = document.querySelector("[data-keys]");
const help = document.querySelector("[data-keys-help]");
const onOff = document.querySelector("[data-keys-switch]");
const rows = [...table.querySelectorAll("tbody tr, li")].filter((row) => row.querySelector("a"));
const opened = rows.findIndex((row) => row.matches(".cur, :has([aria-current])"));

const here = () => rows.findIndex((row) => row.contains(document.activeElement));
const current = () => (here() < 0 ? opened : here());
const walk = (step) => rows[Math.min(Math.max(current() + step, 0), rows.length - 1)]?.querySelector("a").focus();
const tick = (box) => box && (box.checked = !box.checked);
const keyed = (key) => `[aria-keyshortcuts="${CSS.escape(key)}" i]`;
const ofRow = (key) => rows[here()]?.querySelector(keyed(key));
const shortcut = (key) => [...document.querySelectorAll(keyed(key))].find((found) => !rows.some((row) => row.contains(found)));
const anywhere = table.dataset.keys === "anywhere";
const atRest = () => document.activeElement === document.body || (opened >= 0 && here() === opened);
const isFree = (key) => (anywhere || [-1, opened].includes(here())) && (key !== "Enter" || atRest()); // Enter belongs to what is in focus
const pressed = (key) => ofRow(key) || (isFree(key) && shortcut(key));
const use = (found) => (found.matches("textarea, input:not([type=checkbox], [type=radio])") ? found.focus() : found.click());
const press = (key) => pressed(key) && (() => use(pressed(key)));

const keys = {
  "/": () => document.querySelector(".find input")?.focus(),
  j: () => walk(1),
  k: () => walk(-1),
  x: () => tick(rows[current()]?.querySelector("input")),
  "?": () => (help.open = !help.open),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
  if (event.key === "Escape" && typing) return event.target.blur();
  if (event.key === "Escape" && help.open) return (help.open = false);
  const act = keys[event.key.toLowerCase()] || press(event.key);
  if (!act || !onOff.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});

const show = () => document.body.classList.toggle("has-keys", onOff.checked);
onOff.checked = localStorage.getItem("keys") !== "off";
onOff.addEventListener("change", () => localStorage.setItem("keys", onOff.checked ? "on" : "off"));
onOff.addEventListener("change", show);
show();
for (const hint of document.querySelectorAll("[data-keys-only]")) hint.hidden = false;

const pickAll = document.querySelector("[data-pick-all]");
if (pickAll) {
  pickAll.hidden = false;
  pickAll.addEventListener("change", () => {
    for (const box of table.querySelectorAll("tbody input")) box.checked = pickAll.checked;
  });
}
