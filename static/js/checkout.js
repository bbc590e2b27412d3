// A place or a way of delivery chosen at checkout brings its communes, fees and days at once: the page is asked for again with what was
// typed, and only the parts that depend on the place are exchanged.
const form = document.querySelector("[data-checkout]");
const parts = ["delivery-part", "street-part", "summary", "summary-short", "payment-part", "ma", "dock", "gift-preview"];

async function setPlace() {
  const { setPlace: url } = document.getElementById("place").dataset;
  const response = await fetch(url, { method: "POST", body: new FormData(form) });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const focused = document.activeElement.id;
  for (const id of parts) exchange(id, page);
  const again = focused && document.getElementById(focused);
  if (again && again !== document.activeElement) {
    again.closest("details")?.setAttribute("open", "");
    again.focus();
  }
  exchange("commune_code", page);
}

function exchange(id, page) {
  const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
  if (!old || !fresh) return;
  const hadFocus = document.activeElement === old;
  old.replaceWith(fresh);
  if (hadFocus) fresh.focus();
}

let isSent = false;
form.addEventListener("submit", () => (isSent = true));

// What was typed is there again after a walk to the basket or anywhere else.
addEventListener("pagehide", () => {
  if (!isSent) navigator.sendBeacon(form.dataset.checkout, new FormData(form));
});

form.addEventListener("change", ({ target }) => {
  const isPlace = ["province_code", "commune_code"].includes(target.name);
  if (isPlace || target.name.startsWith("giao-") || target.closest("[data-gift]")) setPlace();
});
