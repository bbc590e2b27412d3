// Ticks of a packer. Each is kept on this device until the shop has it, by person, shop and order; signing out clears them all.
const form = document.querySelector("[data-packing]");
const said = document.querySelector("[data-packing-said]");
const left = document.querySelector("[data-packing-left]");
const { packing: member, number, mark, offline, stuck, sent } = form?.dataset ?? {};
const prefix = `gui-packing:${member}:`;
const AGAIN = 15_000;
const boxes = form ? [...form.querySelectorAll("[name=xong]")] : [];

const read = (key) => JSON.parse(localStorage.getItem(key) ?? "{}");
const write = (key, ticks) => {
  if (Object.keys(ticks).length) localStorage.setItem(key, JSON.stringify(ticks));
  else localStorage.removeItem(key);
};
const waiting = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

const tell = (sentence) => {
  said.textContent = sentence;
  said.hidden = !sentence;
};
const count = () => {
  const open = boxes.filter(({ checked }) => !checked).length;
  left.textContent = open ? form.dataset.left.replace("{}", open) : form.dataset.ready;
};

// One tick: whether the shop has taken notice of it, and what it says. A page instead of data asks to sign in again.
const send = async (order, job, { done, lots }) => {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, viec: job, xong: done ? "1" : "0", lo: lots });
  const answer = await fetch(mark.replace(number, order), { method: "POST", body, redirect: "manual" });
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return { stays: true, sentence: stuck };
  const { said: sentence } = await answer.json();
  return { stays: false, refused: !answer.ok, sentence };
};

const flush = async () => {
  const sentences = [];
  for (const key of waiting()) {
    const order = key.slice(prefix.length);
    for (const [job, tick] of Object.entries(read(key))) {
      const { stays, refused, sentence } = await send(order, job, tick);
      if (sentence) sentences.push(sentence);
      if (stays) return sentences;
      const now = read(key);
      if (now[job]?.done === tick.done) {
        delete now[job];
        write(key, now);
      }
      const box = order === number && refused && boxes.find(({ value }) => value === job);
      if (box) box.checked = box.defaultChecked;
    }
  }
  return sentences;
};

let busy = false;
let wasOffline = false;
const trySending = async () => {
  if (busy || !waiting().length) return;
  busy = true;
  try {
    const sentences = await flush();
    tell([...new Set(sentences)].join(" ") || (wasOffline ? sent : ""));
    wasOffline = false;
  } catch {
    wasOffline = true;
    tell(offline);
  }
  busy = false;
  count();
};

if (form) {
  const mine = read(prefix + number);
  for (const box of boxes) if (box.value in mine) box.checked = mine[box.value].done;
  count();
  form.addEventListener("change", ({ target }) => {
    if (target.name !== "xong") return;
    write(prefix + number, { ...read(prefix + number), [target.value]: { done: target.checked, lots: target.dataset.lots } });
    count();
    trySending();
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    tell(offline);
  });
  addEventListener("online", trySending);
  setInterval(trySending, AGAIN);
  trySending();
}
