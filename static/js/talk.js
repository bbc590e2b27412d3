// A thread that is open: what it holds is marked as read, and new messages come in while somebody looks at it.
const seen = document.querySelector("[data-seen]");
const talk = document.querySelector("[data-talk]");
const EVERY = 30_000;

if (seen) {
  const form = seen.querySelector("form");
  fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).then(() => { seen.hidden = true; }, () => {});
}

async function renew() {
  if (document.hidden || !talk) return;
  const answer = await fetch(talk.dataset.talk).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-talk]");
  if (fresh && fresh.innerHTML !== talk.innerHTML) talk.replaceChildren(...fresh.children);
}

if (talk) setInterval(renew, EVERY);
