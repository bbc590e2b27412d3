// What is left to be shared out while the parts are typed; without it the button "Tính lại" tells.
const form = document.querySelector("[data-whole]");
const left = form?.querySelector("[data-left]");
const locale = document.documentElement.lang === "en" ? "en" : "vi";

// 125.000, 125,000 or 125000, and 125k; whatever is no certain amount counts as nothing, as the button does.
function dong(text) {
  const plain = text.trim().toLowerCase().replace(/[₫đ\s]/g, "");
  const thousands = plain.endsWith("k");
  const digits = plain.replace(/k$/, "").replace(/[.,](?=\d{3}(\D|$))/g, "");
  return /^\d{1,13}$/.test(digits) ? Number(digits) * (thousands ? 1000 : 1) : 0;
}

function count() {
  const typed = [...form.querySelectorAll("[name=tien]")].reduce((sum, field) => sum + dong(field.value), 0);
  const gap = Number(form.dataset.whole) - typed;
  left.textContent = `${gap < 0 ? "−" : ""}${Math.abs(gap).toLocaleString(locale)} ₫`;
}

form?.addEventListener("input", (event) => event.target.name === "tien" && count());
