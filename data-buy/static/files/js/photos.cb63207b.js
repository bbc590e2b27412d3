// Sends photos one by one, made smaller on the device, and renews <section data-photos> until none is being processed.
// Without it the form sends all at once, and the page has a link to look again.
import { arm } from "./file_field.160aaaea.js";

const LONGEST = 2400; // pixels; the shop keeps at most 1,600
const LIGHT = 1_000_000; // bytes that are not worth making smaller
const PAUSE = 2000;
let next;

const section = () => document.querySelector("[data-photos]");
const say = (text) => { section().querySelector("[data-news]").textContent = text; };

async function smaller(file) {
  if (file.size < LIGHT) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    return blob.size < file.size ? new File([blob], file.name, { type: blob.type }) : file;
  } catch {
    return file; // the shop says what is wrong with it
  }
}

async function pageOf(answer) {
  if (!answer.headers.get("Content-Type")?.startsWith("text/html")) throw new TypeError(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-photos]");
  if (!page) throw new TypeError(answer.status);
  return page;
}

async function send(form) {
  const files = [...form.querySelectorAll("[type=file]")].flatMap((input) => [...input.files]);
  const refused = [];
  let page, alert;
  for (const [index, file] of files.entries()) {
    say(`${form.dataset.sending} ${index + 1}/${files.length}`);
    const body = new FormData();
    body.append("csrf_token", form.elements.csrf_token.value);
    body.append("photos", await smaller(file), file.name);
    page = await pageOf(await fetch(form.action, { method: "POST", body }));
    alert = page.querySelector("[role=alert]") ?? alert;
    refused.push(...page.querySelectorAll("[role=alert] li"));
  }
  alert?.querySelector("ul").replaceChildren(...refused);
  if (alert) page.querySelector("[data-news]").after(alert);
  section().replaceWith(page);
  (alert ?? page).scrollIntoView({ block: "nearest" });
  attach();
}

// Only what has changed is replaced: somebody may be typing beside another photo.
async function look() {
  if (!section().hasAttribute("data-waiting")) return;
  try {
    const page = await pageOf(await fetch(location.pathname));
    for (const item of page.querySelectorAll("[data-state]")) {
      const shown = document.getElementById(item.id);
      if (shown && shown.dataset.state !== item.dataset.state) shown.replaceWith(item);
    }
    section().toggleAttribute("data-waiting", page.hasAttribute("data-waiting"));
    if (!page.hasAttribute("data-waiting")) say("");
  } catch {
    // The signal is away; the next look may find it.
  }
  lookSoon();
}

function lookSoon() {
  clearTimeout(next);
  next = setTimeout(look, PAUSE);
}

function attach() {
  arm(section());
  const form = section().querySelector("form[enctype]");
  form?.addEventListener("submit", async (event) => {
    if (![...form.querySelectorAll("[type=file]")].some((input) => input.files.length)) return;
    event.preventDefault();
    form.inert = true;
    try {
      await send(form);
    } catch {
      form.inert = false;
      say(form.dataset.failed);
    }
  });
  lookSoon();
}

attach();
