// Looks every few seconds whether the provider has told the shop of the payment: this address then leads on, and the page
// goes there. It is not loaded anew, so whoever reads it keeps their place. Without it, its button looks once.
const PAUSE = 3_000;

async function look() {
  try {
    const answer = document.hidden ? {} : await fetch(location.href, { redirect: "manual" });
    if (answer.type === "opaqueredirect") return location.reload();
  } catch {
    // no signal: the payment goes on without this page
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
