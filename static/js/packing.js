// Ticks and weights of a packer. Each is kept on this device until the shop has it, by person, shop and order; signing out clears them all.
const form = document.querySelector("[data-packing]");
const said = document.querySelector("[data-packing-said]");
const left = document.querySelector("[data-packing-left]");
const { packing: member, number, mark, offline, stuck, sent } = form?.dataset ?? {};
const prefix = `gui-packing:${member}:`;
const AGAIN = 15_000;
const scales = form ? [...form.querySelectorAll("[data-weigh]")] : [];
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
const fields = (scale) => [...scale.querySelectorAll("input:not([type=hidden])")];
const grams = (scale) => fields(scale).map(({ value }) => value.trim());
const count = () => {
  const unticked = boxes.filter(({ checked }) => !checked).length;
  const open = unticked + scales.filter((scale) => grams(scale).includes("")).length;
  left.textContent = open ? form.dataset.left.replace("{}", open) : form.dataset.ready;
};

// One tick: whether the shop has taken notice of it, and what it says. A page instead of data asks to sign in again.
const send = async (order, job, { done, lots, weights = [] }) => {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, viec: job, xong: done ? "1" : "0", lo: lots });
  for (const weight of weights) body.append("can", weight);
  const answer = await fetch(mark.replace(number, order), { method: "POST", body, redirect: "manual" });
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return { stays: true, sentence: stuck };
  const { said: sentence, figures = {} } = await answer.json();
  return { stays: false, refused: !answer.ok, sentence, figures };
};
// What follows from the weights, as the shop has worked it out.
const show = (figures) => {
  for (const [name, text] of Object.entries(figures)) {
    for (const place of form.querySelectorAll(`[data-figure="${name}"]`)) place.textContent = text;
  }
};

const flush = async () => {
  const sentences = [];
  for (const key of waiting()) {
    const order = key.slice(prefix.length);
    for (const [job, tick] of Object.entries(read(key))) {
      const { stays, refused, sentence, figures } = await send(order, job, tick);
      if (sentence) sentences.push(sentence);
      if (stays) return sentences;
      const now = read(key);
      if (JSON.stringify(now[job]) === JSON.stringify(tick)) {
        delete now[job];
        write(key, now);
      }
      const scale = order === number && !refused && scales.find(({ dataset }) => dataset.weigh === job);
      if (scale) {
        show(figures);
        scale.classList.add("weighed");
      }
      const box = order === number && refused && boxes.find(({ value }) => value === job);
      if (box) box.checked = box.defaultChecked;
    }
  }
  return sentences;
};

let busy = false;
let again = false;
let wasOffline = false;
const trySending = async () => {
  again = busy; // what is ticked while another tick is on its way goes out right after it
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
  if (again) trySending();
};

if (form) {
  const mine = read(prefix + number);
  for (const box of boxes) if (box.value in mine) box.checked = mine[box.value].done;
  for (const scale of scales) {
    mine[scale.dataset.weigh]?.weights.forEach((weight, place) => { fields(scale)[place].value = weight; });
  }
  count();
  form.addEventListener("change", ({ target }) => {
    const scale = target.closest("[data-weigh]");
    if (scale) {
      if (grams(scale).includes("")) return;
      const weights = { done: true, lots: scale.dataset.lots, weights: grams(scale) };
      write(prefix + number, { ...read(prefix + number), [scale.dataset.weigh]: weights });
    } else if (target.name === "xong") {
      write(prefix + number, { ...read(prefix + number), [target.value]: { done: target.checked, lots: target.dataset.lots } });
    } else return;
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
